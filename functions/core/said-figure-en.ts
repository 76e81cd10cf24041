import type { Figure } from "./entry.ts";
import type { Why } from "./number-place.ts";
import type { SaidFigures } from "./said-figure.ts";

/**
 * The figures in an English text: `60% complete`, `12 of 20 sites`, `35 inspections this quarter, 120 so far`. A number is
 * recorded when it is exact, counts something, and its clause says whether it is this period's or the sum; otherwise it is
 * unread. Dates, codes and names with numbers are passed over.
 *
 * @param text      folded
 * @param planText  the measure's own text: limits it names are no figures of the answer
 * Rule RP-13
 */
export function saidFiguresInEnglish(text: string, planText: string): SaidFigures {
  const said: SaidFigures = { figures: [], unread: [] };
  const percents = new Map<number, string>();
  for (const clause of masked(text).split(/[;!?\n\t|]|,(?!\d{3})|\.(?!\d)|\band\b/))
    for (const match of clause.matchAll(NUMBER)) {
      const read = readNumber(match, clause, planText.toLowerCase());
      if (!read) continue;
      if ("percent" in read) percents.set(read.percent, read.words);
      else if ("why" in read) said.unread.push(read);
      else
        for (const figure of read.figures)
          if (!said.figures.some((other) => isSame(other, figure))) said.figures.push(figure);
    }
  const [only, ...others] = percents.keys();
  if (only !== undefined && others.length === 0 && only <= 100) said.percent = only;
  else for (const words of percents.values()) said.unread.push({ words, why: "percent" });
  return said;
}

const isSame = (a: Figure, b: Figure): boolean => a.value === b.value && a.unit === b.unit && a.kind === b.kind;

const MONTH =
  "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
/** Things with digits that are no figures. Each is replaced by as many squares, so that places stay. */
const NO_FIGURES = [
  /[\w.+-]{1,64}@[\w.-]{1,80}|https?:\/\/\S{1,300}/gi,
  /\b[A-Z]{1,4}\d{0,2}-\d{1,3}(?:-\d{1,3})?\b/gi,
  new RegExp(
    `\\b\\d{1,2}(?:st|nd|rd|th)?\\s(?:of\\s)?${MONTH}\\b(?:,?\\s20\\d\\d)?|\\b${MONTH}\\s\\d{1,2}(?:st|nd|rd|th)?\\b(?:,\\s20\\d\\d)?`,
    "gi",
  ),
  /\b(?:19|20)\d\d(?:[-/]\d{1,4}){0,2}\b|\bQ[1-4]\b|\bH[12]\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}:\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b/gi,
  /\bPM\s?(?:2\.5|10)\b|\b[A-Z]{1,3}[A-Za-z]?\d{1,2}\b(?!\s?%)/g,
  /\b(?:Phase|Stage|Terminal|Berth|Gate|Zone|Lot|Block|Building|Pier|Quay|Shed|Dock|Section|Annex|Item|Week|Line|Level|ISO|EN|BS|No\.?|Version)\s?\d[\d.:-]*/gi,
  /\+?\d{2,5}[\s-]\d{3,4}[\s-]\d{3,6}\b|[£$€]\s?\d[\d,.]*\s?(?:k|m|million|billion)?\b/gi,
  /(?:^|\n)\s{0,4}[(]?\d{1,2}[).]\s/g,
];
const masked = (text: string): string =>
  NO_FIGURES.reduce((rest, pattern) => rest.replace(pattern, (words) => words.replace(/[^\n]/g, "■")), text);

/** A number, what is counted, and of how many. */
const NUMBER =
  /(?<![\w.,■-])(?<value>\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,12}(?:\.\d{1,6})?)(?:\s?(?<times>million|thousand|k\b))?(?:(?<percent>\s?(?:%|per\s?cent\b|percent\b))|\s?(?:of|out of|\/)\s?(?:the\s)?(?:planned\s)?(?<whole>\d{1,3}(?:,\d{3})+|\d{1,12})(?!\s?%))?/g;
const TIMES: Record<string, number> = { million: 1e6, thousand: 1e3, k: 1e3 };
const numberOf = (digits: string, times = ""): number =>
  Number((Number(digits.replaceAll(",", "")) * (TIMES[times] ?? 1)).toPrecision(12));

type Read = { percent: number; words: string } | { figures: Figure[] } | { words: string; why: Why };

function readNumber({ 0: all, index, groups = {} }: RegExpExecArray, clause: string, planText: string): Read | null {
  const lead = clause.slice(Math.max(0, index - 80), index).toLowerCase();
  const tail = clause.slice(index + all.length, index + all.length + 80).toLowerCase();
  const words = (lead.slice(-24) + all + tail.slice(0, 24)).replace(/\s+/g, " ").trim();
  const value = numberOf(groups.value ?? "", groups.times?.toLowerCase());
  if (RANGE_AFTER.test(tail) || RANGE_BEFORE.test(lead)) return { words, why: "range" };
  if (APPROXIMATE.test(lead) || /^\s?(?:or so|\+|approx)/.test(tail)) return { words, why: "approximate" };
  if (groups.percent) return readPercent(value, lead, tail, words);
  const unit = unitIn(tail);
  if (!unit) return groups.whole || MARKED.test(tail) ? { words, why: "unit" } : null;
  if (/\b(?:above|below|over|under|within)\s$/.test(lead) && planText.includes(`${all} ${unit}`)) return null;
  if (COMPARED.test(`${lead}|${tail}`)) return { words, why: "comparison" };
  if (PLANNED.test(lead)) return { words, why: "planned" };
  if (LEFT.test(lead) || /^\s?\S{1,30}\s(?:left|remaining|outstanding|missing|still)/.test(tail))
    return { words, why: "left" };
  if (groups.whole) {
    const whole = numberOf(groups.whole);
    return {
      figures: [
        { value, unit, kind: "cumulative" },
        { value: whole, unit, kind: "target" },
      ],
    };
  }
  const around = `${lead} ${tail}`;
  const [isSum, isOwn] = [SUM.test(around), THIS_PERIOD.test(around)];
  if (isSum === isOwn) return { words, why: "kind" };
  return { figures: [{ value, unit, kind: isSum ? "cumulative" : "this-month" }] };
}

function readPercent(value: number, lead: string, tail: string, words: string): Read {
  if (COMPARED.test(`${lead}|${tail}`)) return { words, why: "comparison" };
  if (PLANNED.test(lead)) return { words, why: "planned" };
  const isWhole =
    /^\s?(?:complete|completed|done|finished|of (?:the )?(?:work|works|measure|task|project|target))\b/.test(tail);
  const before = lead.replace(/■+/g, "").trim();
  const isAlone = /^\s?(?:$|[^a-z\s]|so far|to date|now|this|by|in total|at )/.test(tail) && COMPLETION.test(before);
  if (isWhole || isAlone) return { percent: value, words };
  if (/\b(?:rate|share|proportion|percentage|coverage|compliance|efficiency)\b[\w\s]{0,30}$/.test(before))
    return { figures: [{ value, unit: "%", kind: "rate" }] };
  return { words, why: "part" };
}

/** What leaves a percentage about the whole measure. */
const COMPLETION =
  /^(?:[\s:(*-]|in progress|on track|on schedule|under ?way|ongoing|delayed|behind schedule|started|now|currently|already|overall|about the measure|we|are|is|at|to|have|has|been|so far|status|progress|complete|completed|completion|done|achieved|work|works|the|measure|project|task)*$/;

const RANGE_AFTER = /^\s?(?:-|to|–)\s?\d/;
const RANGE_BEFORE = /\d\s?%?\s?(?:-|to|–)\s?$/;
const APPROXIMATE =
  /(?:about|around|approx(?:imately|\.)?|nearly|almost|roughly|circa|ca\.|some|over|more than|less than|fewer than|under|at least|up to|an estimated|~|>|<)\s?$/;
const COMPARED =
  /\b(?:increased?|decreased?|reduced|down|up|rose|fell|cut|compared|versus|vs|less than last|than)\b[\w\s]{0,12}\|/;
const PLANNED =
  /\b(?:will|plan(?:ned|s|ning)?|expect(?:ed)?|aim(?:ing)?|target(?: is| of|:)?|scheduled|due|goal|to install|to complete|next)\b[\w\s:]{0,30}$/;
const LEFT = /\b(?:remaining|outstanding|left|still to|missing|pending|not yet)\b[\w\s:]{0,16}$/;
const SUM =
  /\b(?:so far|to date|in total|total(?: of)?|cumulative(?:ly)?|altogether|since (?:january|the start|■)|year to date|ytd|overall)\b/;
const THIS_PERIOD =
  /\b(?:this (?:quarter|month|period|half|year's quarter)|in the (?:quarter|month|period)|during the (?:quarter|month|period)|new(?:ly)?)\b/;
const MARKED = /^\s?(?:so far|to date|in total|this (?:quarter|month|period))/;

/** What is counted: up to three words behind the number, as far as they name a thing. */
function unitIn(tail: string): string {
  const words: string[] = [];
  for (const word of tail.trim().split(/\s+/).slice(0, 3)) {
    const plain = word.replace(/[():,.]+$/, "");
    if (
      !/^[a-zµ°][a-z0-9µ³²/·'-]*$/.test(plain) ||
      (words.length > 0 && ENDS.test(plain)) ||
      (words.length === 0 && NO_UNIT.test(plain))
    )
      break;
    words.push(plain);
    if (plain !== word) break;
  }
  const unit = words.join(" ");
  return unit.length <= 20 ? unit : (words.at(-1) ?? "").slice(0, 20);
}
const NO_UNIT =
  /^(?:of|in|at|on|to|for|by|and|or|so|since|this|were|was|are|is|have|has|out|per|with|from|the|more|less|new)$/;
const ENDS =
  /^(?:of|in|at|on|to|for|by|and|or|so|since|this|were|was|are|is|have|has|had|out|per|with|from|the|that|which|now|already|total|during|across|over|under|yet|still|left|remaining)$|ed$|^(?:built|laid|held|done|made|met|begun|cut|put|sent|run|taken|given|sold|bought|planted)$/;
