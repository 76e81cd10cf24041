import type { Entry } from "../core/entry.ts";
import type { OwnedMeasure, Plan } from "../core/plan.ts";
import type { Block } from "./mail.tsx";
import { quoted, shortened } from "./quoted.ts";
import { zh } from "./words-zh.ts";

/** So many measures are shown one by one; more are grouped, and their texts are in the workbook. */
export const SHOWN = 20;
const TEXT = 60;
const LAST = 24;
const TASK = 28;

/** Measures as a reader finds their way in them: a table of few, or groups by programme and task. */
export const measureBlocks = (
  measures: readonly OwnedMeasure[],
  plan: Plan,
  last: ReadonlyMap<string, Entry> = new Map(),
): Block[] => (measures.length <= SHOWN ? [rowsOf(measures, last)] : groupsOf(measures, plan));

function rowsOf(measures: readonly OwnedMeasure[], last: ReadonlyMap<string, Entry>): Block {
  const { deadline, last: lastMonth } = zh.columns;
  const rows = measures.map(({ code, text, deadlineRaw }) => {
    const said = lastWords(last.get(code));
    const facts = [[deadline, deadlineRaw.replace(/\s/g, "")] as const, ...(said ? [[lastMonth, said] as const] : [])];
    return { name: code, text: shortened(text, TEXT), facts };
  });
  return { kind: "rows", rows };
}

const lastWords = (entry: Entry | undefined): string =>
  entry ? zh.standing(entry) || quoted(entry.progress ?? "", LAST) : "";

function groupsOf(measures: readonly OwnedMeasure[], plan: Plan): Block[] {
  return [...Map.groupBy(measures, ({ programme }) => programme)].flatMap(([no, own]): Block[] => [
    {
      kind: "heading",
      text: zh.programme(plan.programmes.find((each) => each.no === no)?.code ?? String(no), own.length),
    },
    {
      kind: "table",
      columns: [],
      rows: [...Map.groupBy(own, ({ taskNo }) => taskNo)].map(([taskNo, ofTask]) => [
        zh.task(taskNo, shortened(ofTask[0]?.taskName ?? "", TASK)),
        compactCodes(ofTask),
      ]),
    },
  ]);
}

/** `蓝天-3-1、3-2、碧水-1-1`: within a programme its name is said once. */
export const compactCodes = (
  measures: readonly Pick<OwnedMeasure, "code" | "programme" | "taskNo" | "index">[],
): string =>
  zh.codes(
    measures.map(({ code, programme, taskNo, index }, at) =>
      measures[at - 1]?.programme === programme ? `${taskNo}-${index}` : code,
    ),
  );
