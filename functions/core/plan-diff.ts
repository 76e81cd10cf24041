import type { Measure } from "./measure.ts";

/** What a later import of a plan changes. */
export interface PlanDiff {
  added: Measure[];
  /** Same promise, other words, units or days; `fields` says which. */
  changed: { before: Measure; after: Measure; fields: Field[] }[];
  /** Same promise under another number, changed or not: a row was inserted or taken out before it. */
  moved: { before: Measure; after: Measure }[];
  /** Vanished: kept, but no longer reported on. */
  retired: Measure[];
}

const FIELDS = [
  "section",
  "taskName",
  "text",
  "deadlineRaw",
  "leads",
  "assists",
] as const satisfies readonly (keyof Measure)[];
type Field = (typeof FIELDS)[number];

/**
 * What became of each measure, matched by programme, task and words, not by number: numbers shift when a row is inserted.
 *
 * @rule PL-8
 */
export function planDiff(before: readonly Measure[], after: readonly Measure[]): PlanDiff {
  const kept = new Map<Measure, Measure>();
  const taken = new Set<Measure>();
  const left = () => before.filter((measure) => !kept.has(measure));
  const right = () => after.filter((measure) => !taken.has(measure));
  const keep = ([was, is]: [Measure, Measure]): void => {
    if (kept.has(was) || taken.has(is)) return;
    kept.set(was, is);
    taken.add(is);
  };
  samePairs(left(), right()).forEach(keep);
  for (const keyOf of [inTask, inProgramme]) likePairs(left(), right(), keyOf).forEach(keep);
  const pairs = [...kept].map(([was, is]) => ({ before: was, after: is }));
  return {
    added: right(),
    changed: pairs.map((pair) => ({ ...pair, fields: fieldsChanged(pair) })).filter(({ fields }) => fields.length > 0),
    moved: pairs.filter((pair) => pair.before.id !== pair.after.id),
    retired: left(),
  };
}

const FIELD_WORDS: Record<Field, string> = {
  section: "章节",
  taskName: "重点任务",
  text: "工作措施",
  deadlineRaw: "完成时限",
  leads: "牵头单位",
  assists: "协办单位",
};

/** What a later import changes, a sentence for each measure. */
export const explainDiff = ({ added, changed, moved, retired }: PlanDiff): string[] => [
  ...added.map(({ line, code, text }) => `第 ${line} 行：新增 ${code} “${text.slice(0, 30)}…”`),
  ...changed.map(
    ({ after, fields }) =>
      `第 ${after.line} 行：${after.code} 变更了${fields.map((field) => FIELD_WORDS[field]).join("、")}`,
  ),
  ...moved.map(({ before, after }) => `第 ${after.line} 行：${before.code} 现为 ${after.code}`),
  ...retired.map(({ code, text }) => `撤下 ${code} “${text.slice(0, 30)}…”，以往的报送保留`),
];

const squeezed = (text: string): string => text.replace(/\s/gu, "");
const inProgramme = ({ programme }: Measure): string => `${programme}`;
const inTask = (measure: Measure): string => `${inProgramme(measure)} ${squeezed(measure.taskName)}`;
const inTaskWithText = (measure: Measure): string => `${inTask(measure)} ${squeezed(measure.text)}`;

type KeyOf = (measure: Measure) => string;

/** Measures of the same task with the same words, first with first. */
function samePairs(before: readonly Measure[], after: readonly Measure[]): [Measure, Measure][] {
  const others = Map.groupBy(after, inTaskWithText);
  return before.flatMap((measure) => {
    const other = others.get(inTaskWithText(measure))?.shift();
    return other ? [[measure, other] satisfies [Measure, Measure]] : [];
  });
}

/** Measures with the same key and similar words, the most similar first. */
function likePairs(before: readonly Measure[], after: readonly Measure[], keyOf: KeyOf): [Measure, Measure][] {
  const words = new Map([...before, ...after].map((measure) => [measure, pairsOfCharacters(measure.text)]));
  const others = Map.groupBy(after, keyOf);
  return before
    .flatMap((measure) =>
      (others.get(keyOf(measure)) ?? []).map((other) => ({
        pair: [measure, other] satisfies [Measure, Measure],
        likeness: likeness(words.get(measure), words.get(other)),
      })),
    )
    .filter((each) => each.likeness >= ENOUGH)
    .toSorted((a, b) => b.likeness - a.likeness)
    .map(({ pair }) => pair);
}
const ENOUGH = 0.5;

function pairsOfCharacters(text: string): Set<string> {
  const characters = squeezed(text);
  return new Set(Array.from({ length: characters.length }, (_, at) => characters.slice(at, at + 2)));
}

/** Share of character pairs that two texts have in common, from 0 to 1. */
const likeness = (a = new Set<string>(), b = new Set<string>()): number =>
  (2 * [...a].filter((each) => b.has(each)).length) / Math.max(a.size + b.size, 1);

const fieldsChanged = ({ before, after }: { before: Measure; after: Measure }): Field[] =>
  FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
