import { addMonths, firstDayOf, lastDayOf, type Month } from "../core/day.ts";
import { deadlineDay } from "../core/deadline.ts";
import type { MonthReport } from "../core/month-report.ts";
import { countedUnits, type UnitResult } from "../core/results.ts";
import { periodText } from "../core/words.ts";
import { behindIn, unitsBehind } from "./bulletin-work.ts";
import { compactCodes } from "./measures.ts";
import { itemOf, type Paragraph } from "./paragraph.ts";
import { resultWordsOf } from "./result-words.ts";
import { wordsOf } from "./words.ts";

/** So many units are named in one breath. */
const NAMED = 8;
/** So many measures. */
const MOST_CODES = 20;

/** 五、下一步要求: what is asked of whom, by when. After the last month nothing is due by a day of the plan's. */
export function askedOf(report: MonthReport): Paragraph[] {
  const { results, next } = report;
  const { settings } = results.plan;
  const allWords = resultWordsOf(results.plan);
  const words = allWords.bulletin;
  if (!next) return [{ kind: "body", text: words.askLast }];
  const due = words.by(next.due, next.provisional);
  const named = (units: readonly UnitResult[]): string =>
    words.byMore(
      units.map(({ name }) => name),
      NAMED,
    );
  const owing = results.units.filter(({ timeliness }) => timeliness === "missing" || timeliness === "partial");
  const behind = unitsBehind(report);
  const count = new Set(behind.flatMap((unit) => behindIn(unit).map(({ measure }) => measure))).size;
  const returned = countedUnits(results, "returned").filter(
    (unit) => unit.recorded < unit.asked && !owing.includes(unit),
  );
  const asks = [
    owing.length > 0 && words.askMissing(named(owing), periodText(results.period, settings), due),
    returned.length > 0 && words.askReturned(named(returned), due),
    behind.length > 0 && words.askBehind(named(behind), count, due),
    askDeadlines(report, next),
    words.askNext(periodText(next.period, settings), due),
  ];
  return asks.filter((ask) => typeof ask === "string").map((ask, at) => itemOf(allWords, at, ask));
}

/** What must be done by the end of the next month, and is not. */
function askDeadlines({ results: { plan, measures, period } }: MonthReport, next: { period: Month }): string | false {
  const words = resultWordsOf(plan).bulletin;
  const until = lastDayOf(next.period);
  const near = measures.filter(({ measure: { deadline }, progress }) => {
    const day = deadline && deadlineDay(deadline, firstDayOf(addMonths(period, 1)));
    return day && day <= until && progress.lamp !== "blue";
  });
  if (near.length === 0) return false;
  const codes = compactCodes(
    near.slice(0, MOST_CODES).map(({ measure }) => measure),
    wordsOf(plan),
  );
  return words.askDeadline(near.length, until, near.length > MOST_CODES ? words.andMore(codes) : codes);
}
