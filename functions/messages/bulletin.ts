import { unitOf } from "../core/contacts.ts";
import type { Unit } from "../core/directory.ts";
import type { MonthReport } from "../core/month-report.ts";
import { changeIn, countIn, programmesIn, shareIn, tasksIn, type UnitResult } from "../core/results.ts";
import { periodText } from "../core/words.ts";
import { askedOf } from "./bulletin-asks.ts";
import { lampCounts, problemsOf, progressOf } from "./bulletin-work.ts";
import { type Paragraph, partOf } from "./paragraph.ts";
import { resultWordsOf } from "./result-words.ts";
import type { ResultWords } from "./result-words-zh.ts";
import { wordsOf } from "./words.ts";

/** The draft of a month's bulletin (通报). A person issues it: it has no red head, no number and no seal. */
export function bulletinOf(report: MonthReport): Paragraph[] {
  const { results, asOf, isPreview, directory } = report;
  const { plan } = results;
  const period = periodText(results.period, plan.settings);
  const words = resultWordsOf(plan).bulletin;
  const { name, operator, supervision } = plan.settings;
  const year = Number(asOf.slice(0, 4));
  const nameOf = (id: typeof operator): string => unitOf(id, directory)?.name ?? id;
  const sections = [overallOf, reportingOf, progressOf, problemsOf, askedOf];
  const [printer, printedOn] = words.printed(nameOf(operator), year);
  return [
    { kind: "mark", text: (isPreview ? words.preview : words.draft)(period, asOf) },
    { kind: "number", text: words.number(year) },
    { kind: "title", text: words.title(name, period) },
    { kind: "to", text: addressees(report) },
    { kind: "body", text: words.lead(name, period, asOf) },
    ...sections.flatMap((section, at): Paragraph[] => [
      { kind: "heading", text: words.headings[at] ?? "" },
      ...section(report),
    ]),
    { kind: "annex", text: words.annex(period) },
    { kind: "signature", text: nameOf(operator) },
    { kind: "date", text: words.date(asOf) },
    { kind: "copy", text: words.copy(nameOf(supervision)) },
    { kind: "printed", text: printer, right: printedOn },
  ];
}

/** The kinds of units that the month was of. */
function addressees({ results, directory }: MonthReport): string {
  const words = resultWordsOf(results.plan).bulletin;
  const kinds = new Set<Unit["kind"] | undefined>(results.units.map(({ unit }) => unitOf(unit, directory)?.kind));
  const others = (["town", "street", "park"] as const).filter((kind) => kinds.has(kind));
  return words.to(
    others.map((kind) => words.kinds[kind]),
    kinds.size > others.length,
  );
}

// 一、总体情况

const TIMELINESSES = ["on-time", "late", "partial", "missing", "open", "exempt"] as const;
const COMPARED = ["on-time", "late", "partial", "missing", "blue", "yellow", "red"] as const;

function overallOf({ results, last }: MonthReport): Paragraph[] {
  const words = resultWordsOf(results.plan).bulletin;
  const tasks = programmesIn(results).flatMap((part) => tasksIn({ ...part, doneBefore: [] }));
  const reported = TIMELINESSES.map((of) => [of, countIn(results, of)] as const).filter(([, count]) => count > 0);
  const changes = COMPARED.map((of) => [of, changeIn(results, last, of) ?? 0] as const).filter(([, by]) => by !== 0);
  return [
    words.overall(results.units.length, tasks.length, results.measures.length) +
      words.reported(reported, shareIn(results, "on-time")) +
      words.reviewed(countIn(results, "accepted"), countIn(results, "returned")),
    words.stands(lampCounts(results), countIn(results, "done-before")) +
      (last ? words.since(periodText(last.period, last.plan.settings), changes) : ""),
  ].map((text) => ({ kind: "body", text }));
}

// 二、报送情况

function reportingOf({ results }: MonthReport): Paragraph[] {
  const words = resultWordsOf(results.plan);
  const { bulletin } = words;
  const { list } = wordsOf(results.plan);
  const by = Map.groupBy(results.units, ({ timeliness }) => timeliness);
  return TIMELINESSES.filter((of) => by.has(of)).map((of, at) => {
    const units = by.get(of) ?? [];
    return partOf(
      words,
      at,
      bulletin.countedUnits(bulletin.timely[of], units.length),
      bulletin.sentence(list(units.map((unit) => namedAs(unit, bulletin)))),
    );
  });
}

/** A unit with what is to be said of its report. */
function namedAs(
  { name, timeliness, completeOn, lateBy, asked, recorded }: UnitResult,
  words: ResultWords["bulletin"],
): string {
  if (timeliness === "late" && completeOn) return words.late(name, completeOn, lateBy);
  return timeliness === "partial" ? words.partly(name, asked, recorded) : name;
}
