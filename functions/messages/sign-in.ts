import type { Notice } from "../core/notice.ts";
import type { Facts, Reader } from "./facts.ts";
import { planIn } from "./owed.ts";
import type { Section } from "./section.ts";

/** A link with which its reader signs in, once. Rule AC-2 */
export function signInSection(
  { plan, id, until }: Extract<Notice, { kind: "sign-in" }>,
  { signInLink }: Reader,
  facts: Facts,
): Section {
  const {
    plan: { settings },
    words,
  } = planIn(plan, facts);
  const { name, zone } = settings;
  return {
    subject: words.signIn.subject,
    urgency: 1,
    tone: "plain",
    blocks: [
      { kind: "lead", text: words.signIn.lead(name, words.time(until, zone)) },
      { kind: "list", items: [{ ...words.signIn.link, href: signInLink(id) }] },
      { kind: "quiet", text: words.signIn.ignore },
    ],
  };
}
