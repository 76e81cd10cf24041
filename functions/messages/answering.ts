import { dutyPath } from "../core/addresses.ts";
import type { Reader } from "./facts.ts";
import type { Block, Item } from "./mail.tsx";
import type { Owed } from "./owed.ts";
import type { FormAt } from "./words-zh.ts";

/** All ways to answer, with an example in the unit's own codes. @rule RM-6 */
export function answeringBlocks(
  { duty, missing, words }: Owed,
  form: FormAt,
  { mail, publicUrl, formLink }: Reader,
): Block[] {
  const items: Item[] = [
    { ...words.answering.reply, example: missing.slice(0, 1).map(({ code }) => words.answering.example(code)) },
    words.answering.form(form),
    { ...words.answering.link, href: formLink(duty, mail) },
    words.answering.webhook(`${publicUrl}${dutyPath(duty)}/entries`),
  ];
  return [
    { kind: "heading", text: words.answering.heading },
    { kind: "list", ordered: true, items },
    { kind: "paragraph", text: words.answering.afterwards },
  ];
}
