import { Lamp } from "../core/lamp.ts";
import type { LeadState } from "../core/measure-state.ts";
import { type MonthReport, saidOf } from "../core/month-report.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { countedUnits, countIn, lampsIn, type Part, programmesIn, type UnitResult } from "../core/results.ts";
import { itemOf, type Paragraph, partOf } from "./paragraph.ts";
import { shortened } from "./quoted.ts";
import { resultWordsOf } from "./result-words.ts";
import type { ResultWords } from "./result-words-zh.ts";
import { wordsOf } from "./words.ts";

/** So many are written out; the others are in the annex. */
const MOST = { practices: 3, ofUnit: 5 } as const;
const LETTERS = { practice: 90, task: 24, why: 60 } as const;

/** How many measures show which lamp, what is done first, what is unknown last; none is not said. */
export const lampCounts = (part: Pick<Part, "measures">): (readonly [Lamp, number])[] =>
  ORDER.map((lamp) => [lamp, lampsIn(part, lamp)] as const).filter(([, count]) => count > 0);

const ORDER = ["blue", "green", "yellow", "red", "gray"] as const satisfies Lamp[];

/** 三、进展情况, by programme. */
export function progressOf(report: MonthReport): Paragraph[] {
  const words = resultWordsOf(report.results.plan);
  return programmesIn(report.results).flatMap((part, at) => [
    partOf(
      words,
      at,
      words.bulletin.programme(titleOf(part, report), part.measures.length),
      stands(part, words.bulletin),
    ),
    ...practicesIn(part, words.bulletin, report),
  ]);
}

const stands = ({ measures, doneBefore }: Part, words: ResultWords["bulletin"]): string =>
  measures.length + doneBefore.length > 0
    ? words.inProgramme(lampCounts({ measures }), doneBefore.length)
    : words.nothingAsked;

/** The annex's title without the year and what follows it. */
const titleOf = ({ programme }: Part, { results: { plan } }: MonthReport): string =>
  plan.programmes.find(({ no }) => no === programme)?.title.replace(/\s*\d{4}\s*年.*$/u, "") || String(programme);

/** What is done and told in words, for a person to choose from: reports that were accepted come first. */
function practicesIn(part: Part, words: ResultWords["bulletin"], report: MonthReport): Paragraph[] {
  const accepted = new Set(countedUnits(report.results, "accepted").map(({ unit }) => unit));
  const told = part.measures
    .flatMap(({ measure, leads }) => leads.map((lead) => ({ measure, lead, said: practice(lead, measure, report) })))
    .flatMap(({ measure, lead, said }) => (said ? [{ measure, said, isAccepted: accepted.has(lead.unit), lead }] : []))
    .toSorted((a, b) => Number(b.isAccepted) - Number(a.isAccepted))
    .slice(0, MOST.practices);
  const items = told.map(({ measure, lead, said, isAccepted }) =>
    words.practice(nameOf(lead, report), cut(measure.taskName, LETTERS.task, report), said, isAccepted),
  );
  return items.length > 0 ? [{ kind: "body", text: words.practices + words.sentence(words.clauses(items)) }] : [];
}

function practice(lead: LeadState, measure: OwnedMeasure, report: MonthReport): string | undefined {
  const said = lead.progress.lamp === "blue" ? saidOf(lead.entry, measure, report)?.progress : undefined;
  return said && cut(said, LETTERS.practice, report).replace(/[。；;，,.]+$/u, "");
}

/** The beginning of a text, so many characters of Chinese or as much of another language. */
const cut = (text: string, longest: number, { results }: Pick<MonthReport, "results">): string =>
  shortened(text, longest * wordsOf(results.plan).lettersInRoom);

/** 四、存在问题: who is behind with what, what nothing is known of, whose report was returned. */
export function problemsOf(report: MonthReport): Paragraph[] {
  const { results } = report;
  const words = resultWordsOf(results.plan);
  const { bulletin } = words;
  const behind = behindItems(report);
  const [red, yellow, silent] = (["red", "yellow", "gray"] as const).map((lamp) => countIn(results, lamp)) as [
    number,
    number,
    number,
  ]; // three in, three out
  const noProgress = results.measures.filter(({ progress }) => progress.why.kind === "no-progress").length;
  const returned = countedUnits(results, "returned");
  const parts: [lead: string, text: string, items?: string[]][] = [];
  if (behind.length > 0) parts.push([bulletin.countedMeasures(bulletin.behind, red + yellow), "", behind]);
  if (silent > 0) parts.push([bulletin.countedMeasures(bulletin.silent, silent), bulletin.silentText(noProgress)]);
  if (returned.length > 0)
    parts.push([bulletin.countedUnits(bulletin.returned, returned.length), returnedText(returned, report)]);
  if (parts.length === 0) return [{ kind: "body", text: bulletin.noProblem }];
  return parts.flatMap(([lead, text, items = []], at) => [
    partOf(words, at, lead, text),
    ...items.map((item, nth) => itemOf(words, nth, item)),
  ]);
}

function returnedText(returned: readonly UnitResult[], report: MonthReport): string {
  const { plan } = report.results;
  const words = resultWordsOf(plan).bulletin;
  const said = returned.map(({ name, snapshot, recorded, asked }) =>
    words.returnedUnit(name, cut(snapshot.returned?.why ?? "", LETTERS.why, report), recorded === asked),
  );
  return words.sentence(wordsOf(plan).list(said));
}

/** The units with a red or yellow measure of their own, those with most first. */
export const unitsBehind = ({ results }: Pick<MonthReport, "results">): UnitResult[] =>
  results.units.filter((unit) => behindIn(unit).length > 0).toSorted((a, b) => behindIn(b).length - behindIn(a).length);

export const behindIn = ({ leads }: UnitResult): LeadState[] =>
  leads.filter(({ progress: { lamp } }) => lamp === "red" || lamp === "yellow");

/** What units are behind with, each as `区水务局：碧水-1-1“…”，单位填报滞后。`; those of which the same is to be said together. */
function behindItems(report: MonthReport): string[] {
  const words = resultWordsOf(report.results.plan).bulletin;
  const said = unitsBehind(report).map((unit) => ({ name: unit.name, reasons: behindReasons(unit, report) }));
  return [...Map.groupBy(said, ({ reasons }) => reasons.join("\n")).values()].map((alike) =>
    words.behindUnits(
      alike.map(({ name }) => name),
      alike[0]?.reasons ?? [],
    ),
  );
}

/** The measures of a unit that are behind, under the reason why: the worst first. */
function behindReasons(unit: UnitResult, { results }: MonthReport): string[] {
  const { bulletin, lamp } = resultWordsOf(results.plan);
  const behind = behindIn(unit).toSorted((a, b) => worse(a) - worse(b));
  const byReason = Map.groupBy(behind.slice(0, MOST.ofUnit), ({ progress }) => lamp.why(progress.why));
  const reasons = [...byReason].map(([why, leads]) => {
    const measures = leads.flatMap(
      ({ measure: id }) => results.measures.find(({ measure }) => measure.id === id) ?? [],
    );
    return bulletin.behindFor(
      why,
      measures.map(({ measure: { code, taskName } }) =>
        bulletin.behindMeasure(code, cut(taskName, LETTERS.task, { results })),
      ),
    );
  });
  return behind.length > MOST.ofUnit ? [...reasons, bulletin.behindMore(behind.length - MOST.ofUnit)] : reasons;
}
const worse = ({ progress }: LeadState): number => Lamp.options.indexOf(progress.lamp);

const nameOf = ({ unit }: LeadState, { results }: MonthReport): string =>
  results.units.find((each) => each.unit === unit)?.name ?? unit;
