import type { Entry } from "../core/entry.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import type { Block } from "./mail.tsx";
import { quoted, shortened } from "./quoted.ts";
import type { MailWords } from "./words-zh.ts";

/** So many measures are shown one by one; more are grouped, and their texts are in the workbook. */
export const SHOWN = 20;
const TEXT = 60;
const LAST = 24;
const TASK = 28;

/** Measures as a reader finds their way in them: a table of few, or groups by programme and task. */
export const measureBlocks = (
  measures: readonly OwnedMeasure[],
  plan: Plan,
  words: MailWords,
  last: ReadonlyMap<string, Entry> = new Map(),
): Block[] => (measures.length <= SHOWN ? [rowsOf(measures, words, last)] : groupsOf(measures, plan, words));

function rowsOf(measures: readonly OwnedMeasure[], words: MailWords, last: ReadonlyMap<string, Entry>): Block {
  const { deadline, last: lastMonth } = words.columns;
  const rows = measures.map(({ code, text, deadlineRaw }) => {
    const said = lastWords(last.get(code), words);
    const facts = [[deadline, withoutBreaks(deadlineRaw)] as const, ...(said ? [[lastMonth, said] as const] : [])];
    return { name: code, text: shortened(text, TEXT * words.lettersInRoom), facts };
  });
  return { kind: "rows", rows };
}

/** Blanks between Chinese characters come from line breaks in a narrow cell. */
export const withoutBreaks = (cell: string): string =>
  cell.replace(/(?<=\p{Script=Han}|\d)\s+(?=\p{Script=Han})|(?<=\p{Script=Han})\s+(?=\d)/gu, "");

const lastWords = (entry: Entry | undefined, words: MailWords): string =>
  entry ? words.standing(entry) || quoted(entry.progress ?? "", LAST * words.lettersInRoom) : "";

function groupsOf(measures: readonly OwnedMeasure[], plan: Plan, words: MailWords): Block[] {
  return [...Map.groupBy(measures, ({ programme }) => programme)].flatMap(([no, own]): Block[] => [
    {
      kind: "heading",
      text: words.programme(plan.programmes.find((each) => each.no === no)?.code ?? String(no), own.length),
    },
    {
      kind: "table",
      columns: [],
      rows: [...Map.groupBy(own, ({ taskNo }) => taskNo)].map(([taskNo, ofTask]) => [
        words.task(taskNo, shortened(ofTask[0]?.taskName ?? "", TASK * words.lettersInRoom)),
        compactCodes(ofTask, words),
      ]),
    },
  ]);
}

/** `蓝天-3-1、3-2、碧水-1-1`: within a programme its name is said once. */
export const compactCodes = (
  measures: readonly Pick<OwnedMeasure, "code" | "programme" | "taskNo" | "index">[],
  words: MailWords,
): string =>
  words.codes(
    measures.map(({ code, programme, taskNo, index }, at) =>
      measures[at - 1]?.programme === programme ? `${taskNo}-${index}` : code,
    ),
  );
