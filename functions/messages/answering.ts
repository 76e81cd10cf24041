import { dutyPath } from "../core/addresses.ts";
import type { Reader } from "./facts.ts";
import type { Block, Item } from "./mail.tsx";
import type { Owed } from "./owed.ts";
import { type FormAt, zh } from "./words-zh.ts";

/** All ways to answer, with an example in the unit's own codes. @rule RM-6 */
export function answeringBlocks({ duty, missing }: Owed, form: FormAt, { mail, publicUrl, formLink }: Reader): Block[] {
  const items: Item[] = [
    { ...zh.answering.reply, example: missing.slice(0, 1).map(({ code }) => zh.answering.example(code)) },
    zh.answering.form(form),
    { ...zh.answering.link, href: formLink(duty, mail) },
    zh.answering.webhook(`${publicUrl}${dutyPath(duty)}/entries`),
  ];
  return [
    { kind: "heading", text: zh.answering.heading },
    { kind: "list", ordered: true, items },
    { kind: "paragraph", text: zh.answering.afterwards },
  ];
}
