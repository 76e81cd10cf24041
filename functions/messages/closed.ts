import { boardPage } from "../core/addresses.ts";
import { operatorsOf } from "../core/contacts.ts";
import { Lamp } from "../core/lamp.ts";
import { documentName } from "../core/month-report.ts";
import type { Plan } from "../core/plan.ts";
import { countIn } from "../core/results.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block } from "./mail.tsx";
import { resultWordsOf } from "./result-words.ts";
import type { AttachedFile } from "./section.ts";
import { wordsOf } from "./words.ts";

/** Bytes up to which a document goes with the mail. */
const MOST_ATTACHED = 1_000_000;

/** What the digest of a closed month says beside who reported: how the work stands, and where the documents are. */
export function closedSection(
  month: ReturnType<Facts["closed"]>,
  plan: Plan,
  { mail, publicUrl }: Reader,
  { directory }: Facts,
): { how?: string; why?: string; blocks: Block[]; files: AttachedFile[] } {
  if (!month) return { blocks: [], files: [] };
  const { id, settings } = plan;
  const words = wordsOf(plan).digest;
  const { lamp: lamps } = resultWordsOf(plan);
  const { results, bulletin, ledger } = month;
  const { period } = results;
  const isOperator = operatorsOf(settings, directory).some((operator) => operator.mail === mail);
  const files = [
    ...(isOperator
      ? [{ name: documentName("bulletin", plan, period, false), content: bulletin, label: words.bulletin }]
      : []),
    { name: documentName("ledger", plan, period, false), content: ledger, label: words.ledger },
  ];
  const isAttached = ({ content }: AttachedFile): boolean => content.length <= MOST_ATTACHED;
  const href = boardPage(publicUrl, id, period);
  return {
    ...(isOperator && { how: words.operatorHow, why: words.operatorWhy }),
    blocks: [
      { kind: "heading", text: words.lamps },
      {
        kind: "facts",
        rows: Lamp.options.map(
          (lamp) => [`${lamps.names[lamp]} ${lamps.text[lamp]}`, words.measures(countIn(results, lamp))] as const,
        ),
      },
      { kind: "heading", text: words.documents },
      {
        kind: "list",
        items: files.map((file) => ({
          label: file.label,
          text: words.document(file.name, isAttached(file)),
          href,
        })),
      },
    ],
    files: files.filter(isAttached).map(({ name, content }) => ({ name, content })),
  };
}
