import type { ReadAnswer } from "./answer.ts";
import { type AnswerMeasure, MANY_FIGURES, type Placed, type Question, TEXT_LIMIT } from "./answer-question.ts";
import {
  emptyInEnglish,
  questionsInEnglish,
  tooLongInEnglish,
  unplacedInEnglish,
  wrongCodeInEnglish,
} from "./answer-question-en.ts";
import type { Entry } from "./entry.ts";
import { bare, folded } from "./folded-text.ts";
import { type Mention, mentionsIn } from "./measure-mention.ts";
import { saidFiguresInEnglish } from "./said-figure-en.ts";
import { saidStatusInEnglish } from "./said-status-en.ts";

/**
 * Entries in a person's own English words. What is not certain is a question; what an entry does not say is absent.
 *
 * Rule RP-4
 */
export function readEnglishAnswer(text: string, measures: readonly AnswerMeasure[]): ReadAnswer {
  const words = withoutLetterForm(withCodes(text.slice(0, TEXT_LIMIT)));
  if (SAYS_NOTHING.test(words)) return { entries: [], questions: [], said: "nothing" };
  const said = partsOf(words, measures);
  const read = [...said.about].map(
    ([code, parts]) => readEntry(parts.join("\n"), measures.find((each) => each.code === code)!), // codes are theirs
  );
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    questions: [
      ...read.flatMap((each) => each.questions),
      ...said.questions,
      ...(text.length > TEXT_LIMIT ? [tooLongInEnglish(measures)] : []),
    ],
  };
}

/** Codes as the plan writes them: `air-3-2`. */
const withCodes = (text: string): string =>
  text.replace(/\b[a-z]{1,4}(?=\s?[-–—]?\s?\d{1,3}\s?[-–—.]\s?\d)/gi, (name) => name.toUpperCase());

const GREETING = /^\s*(?:dear|hi|hello|hey|good (?:morning|afternoon|day)|to whom it may concern)\b.{0,60}$/i;
const CLOSING =
  /^\s*(?:(?:with )?(?:kind|best|warm|many)?\s?regards|best wishes|best|many thanks|thanks(?: a lot| again)?|thank you|cheers|yours(?: sincerely| faithfully| truly)?|sincerely|sent from my .{1,30}|--)\s*[,.!]?\s*$/i;

/** Without the salutation above, and the closing with what follows it. */
function withoutLetterForm(text: string): string {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.trim() !== "" && !GREETING.test(line));
  const closing = lines.findIndex((line, at) => at > from && CLOSING.test(line));
  return from < 0 ? "" : lines.slice(from, closing < 0 ? undefined : closing).join("\n");
}

const SAYS_NOTHING =
  /^(?:\s|[.,!:;-]|ok(?:ay)?|thanks?(?: you| a lot)?|many thanks|received|noted|understood|will do|please (?:find|see)(?: the| our)?(?: completed)?(?: report| workbook| form)?(?: attached| enclosed)?|(?:please )?see (?:the )?attach(?:ed|ment)(?: file| workbook| report)?|attached|(?:the )?(?:completed )?(?:report|workbook|form) (?:is )?attached|(?:we|i)(?: will|'ll) (?:report|reply|answer|send (?:it|this))(?: back)?(?: soon| shortly| tomorrow| later| in time| by .{1,20})?)*$/i;

// Which measure

/** Where a part of an answer begins, and which measures it is about; the rest are those that no code names. */
interface Head {
  from: number;
  to: number;
  mention?: Mention;
}

function partsOf(text: string, measures: readonly AnswerMeasure[]): Placed {
  const heads = headsIn(folded(text), measures);
  const placed: Placed = { about: new Map(), questions: [] };
  const [only, ...more] = measures;
  if (!heads.some(({ mention }) => mention) && only && more.length === 0) placed.about.set(only.code, [text]);
  else if (heads.length === 0) placed.questions.push(unplacedInEnglish(text, measures));
  else byHeads(text, heads, measures, placed);
  return placed;
}

/** What a head may stand behind: the beginning of a line or of a sentence, a mark of a list. */
const LEAD_IN =
  /(?:^|[\n.;!?]\s?)[\s>#*·•▪"“'([-]{0,8}(?:\(?\d{1,2}[).]\s)?(?:for|on|re|regarding|measure|code|item)?[\s:]{0,3}$/i;
const REST =
  /(?<=^|[\n.;!?]\s?)\s{0,4}(?:all (?:other|the other|remaining) measures|all others|the (?:rest|others)|(?:the )?remaining measures|all (?:the )?measures|every measure)\b/gi;

function headsIn(plain: string, measures: readonly AnswerMeasure[]): Head[] {
  const mentioned = mentionsIn(plain, measures, "en").flatMap((mention): Head[] =>
    LEAD_IN.test(plain.slice(Math.max(0, mention.from - 40), mention.from)) || mention.from === 0
      ? [{ from: mention.from, to: mention.to, mention }]
      : [],
  );
  const rest = [...plain.matchAll(REST)].map(({ 0: words, index }) => ({ from: index, to: index + words.length }));
  return [...mentioned, ...rest].sort((a, b) => a.from - b.from);
}

function byHeads(text: string, heads: readonly Head[], measures: readonly AnswerMeasure[], placed: Placed): void {
  const before = text.slice(0, heads[0]?.from);
  if (saysProgress(before)) placed.questions.push(unplacedInEnglish(before, measures));
  const named = new Set(heads.flatMap(({ mention }) => mention?.codes ?? []));
  const unnamed = measures.map(({ code }) => code).filter((code) => !named.has(code));
  for (const [at, { to, mention }] of heads.entries()) {
    const words = text.slice(to, heads[at + 1]?.from).replace(/^[\s:,.)\]”"–—-]{1,12}/, "");
    for (const wrong of mention?.wrong ?? []) placed.questions.push(wrongCodeInEnglish(wrong, measures));
    const codes = mention ? mention.codes : unnamed;
    if (codes.length > 1 && saysFigures(words)) placed.questions.push(unplacedInEnglish(words, measures));
    else for (const code of codes) placed.about.set(code, [...(placed.about.get(code) ?? []), words]);
  }
}

const saysFigures = (words: string): boolean => {
  const { figures, percent, unread } = saidFiguresInEnglish(folded(words), "");
  return figures.length + unread.length > 0 || percent !== undefined;
};
const saysProgress = (words: string): boolean =>
  saidStatusInEnglish(folded(words)).status !== undefined || saysFigures(words);

// What is said of it

function readEntry(words: string, measure: AnswerMeasure): { entry?: Entry; questions: Question[] } {
  const { progress, problems, next, status, percent } = sectionsOf(words);
  if (!bare(progress + problems + next + status + percent)) return { questions: [emptyInEnglish(words, measure)] };
  const plain = folded(progress);
  const said = saidStatusInEnglish(status ? folded(status) : plain);
  const figures = saidFiguresInEnglish(
    `${plain}${percent ? `\ncomplete ${folded(percent).replace(/(\d)\s*$/, "$1%")}` : ""}`,
    folded(measure.text),
  );
  const entry: Entry = {
    code: measure.code,
    ...(said.status && { status: said.status }),
    ...(figures.percent !== undefined && { percent: figures.percent }),
    ...(figures.figures.length > 0 && { figures: figures.figures.slice(0, MANY_FIGURES) }),
    ...(isMoreThanStatus(plain) && { progress: clipped(progress) }),
    ...(saysSome(problems) && { problems: clipped(problems) }),
    ...(saysSome(next) && { next: clipped(next) }),
  };
  return {
    ...(Object.keys(entry).length > 1 && { entry }),
    questions: questionsInEnglish(measure, said.unsure, figures),
  };
}

const SECTIONS = [
  ["problems", /(?:problems?|issues?|risks?|obstacles?|difficult(?:y|ies)|barriers?)(?: and (?:risks|issues))?/],
  ["next", /next(?: steps?| actions?| period| quarter| month)?|planned(?: next)?|outlook/],
  ["status", /(?:current )?status/],
  ["percent", /(?:%|percent(?:age)?)? ?(?:complete|completion)(?: ?%| rate)?(?=\s?[:=]\s?\d)/],
  ["progress", /progress(?: made)?|achieved|done so far|update/],
] as const;
type Section = (typeof SECTIONS)[number][0];
const LABEL = new RegExp(
  `(?:^|[\\n\\t.;|])\\s{0,4}(?:[-*·•]\\s?)?(?:${SECTIONS.map(([name, words]) => `(?<${name}>${words.source})`).join("|")})\\s?[:=]`,
  "gi",
);

/** Progress, problems and next steps, by the labels people write. */
function sectionsOf(words: string): Record<Section, string> {
  const sections = { progress: "", problems: "", next: "", status: "", percent: "" };
  const labels = [...folded(words).matchAll(LABEL)];
  sections.progress = words.slice(0, labels[0]?.index);
  for (const [at, label] of labels.entries()) {
    const name = SECTIONS.find(([each]) => label.groups?.[each] !== undefined)?.[0] ?? "progress";
    const said = words.slice(label.index + label[0].length, labels[at + 1]?.index).trim();
    const [line = "", ...more] = said.split("\n");
    const isShort = name === "status" || name === "percent";
    sections[name] += `${sections[name] ? "\n" : ""}${isShort ? line : said}`;
    if (isShort && more.length > 0) sections.progress += `\n${more.join("\n")}`;
  }
  return sections;
}

/** Whether more is said than a status and a percentage. */
const isMoreThanStatus = (plain: string): boolean =>
  bare(
    plain.replace(
      /\b(?:no|new|further|progress|change|update|done|complete[d]?|finished|in|on|under ?way|ongoing|track|schedule|hold|delayed|behind|not|yet|started|paused|the|measure|work|is|are|has|been|this|quarter|month|period|so|far|all|now|currently|status|fully|to|report|nothing|at)\b|\d{1,3}(?:\.\d+)?\s?%/gi,
      "",
    ),
  ).length > 1;

const saysSome = (words: string): boolean => !/^[\s.,;:-]*(?:none|no|nil|n\/?a|nothing|-+)?[\s.;,]*$/i.test(words);

function clipped(words: string): string {
  const text = words
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("\n")
    .replace(/^[,;:\s]+/, "");
  return text.length <= 1_000 ? text : `${text.slice(0, 999)}…`;
}
