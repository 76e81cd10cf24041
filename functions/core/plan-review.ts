import { deadlineDay } from "./deadline.ts";
import { readDeadline } from "./deadline-reading.ts";
import type { Directory } from "./directory.ts";
import type { Language } from "./language.ts";
import type { Measure } from "./measure.ts";
import { nearest } from "./nearest.ts";
import { decidedFor, isGroup, isOpenName, unitNamed } from "./owners.ts";
import { answerAbout, type PlanAnswers } from "./plan-answers.ts";
import type { PlanReading } from "./plan-document.ts";
import type { PlanSettings } from "./plan-settings.ts";
import type { PlanDecision, PlanQuestion } from "./problems.ts";
import { nameOf } from "./unit-cell.ts";

/** What people are asked about a plan as read, in the order of its lines; what they answered is left out. */
export function reviewPlan(
  { plan, measures }: Pick<PlanReading, "plan" | "measures">,
  directory?: Directory,
  settings?: Pick<PlanSettings, "assists"> & Partial<Pick<PlanSettings, "language">>,
  answers: PlanAnswers = [],
): { questions: PlanQuestion[]; decisions: PlanDecision[] } {
  const year = plan.year ?? Number.NaN;
  const questions = [
    ...(directory ? unknownUnits(measures, directory, answers) : []),
    ...measures.flatMap((measure) => questionsOf(measure, year, settings?.language ?? "zh", answers)),
  ].sort((a, b) => a.line - b.line);
  const decisions = measures.flatMap((measure) => openGroups(measure, directory, answers));
  const assistsOpen = settings?.assists !== "none" && measures.some(({ assists }) => assists.length > 0);
  return {
    questions,
    decisions: assistsOpen ? [{ code: "plan/assists", line: plan.order?.line ?? 1 }, ...decisions] : decisions,
  };
}

const placeOf = ({ line, id, code }: Measure) => ({
  line,
  measure: id,
  measureCode: code,
});

/** One question for each name that neither the directory nor a person explains, at its first place. @rule PL-5 */
function unknownUnits(measures: readonly Measure[], directory: Directory, answers: PlanAnswers): PlanQuestion[] {
  const mentions = measures.flatMap((measure) =>
    [...measure.leads, ...measure.assists].map((name) => ({
      measure,
      name: nameOf(name),
    })),
  );
  const byName = Map.groupBy(mentions, ({ name }) => name);
  return [...byName].flatMap(([name, [first, ...more]]) => {
    if (!first || isGroup(name, directory) || isOpenName(name) || unitNamed(name, directory, answers)) return [];
    const suggestions = nearest(name, directory);
    return [
      {
        code: "plan/unknown-unit" as const,
        ...placeOf(first.measure),
        name,
        mentions: 1 + more.length,
        suggestions,
      },
    ];
  });
}

/** What is asked about a measure's deadline; one answer about it settles all. */
function questionsOf(measure: Measure, year: number, language: Language, answers: PlanAnswers): PlanQuestion[] {
  if (answerAbout("deadline", answers, ({ measure: id }) => id === measure.id)) return [];
  const place = { ...placeOf(measure), raw: measure.deadlineRaw };
  if (!measure.deadline) return [{ code: "plan/unread-deadline", ...place }];
  const said = saidIn(measure.text, DATES[language]);
  if (measure.deadline.kind === "milestones" && measure.deadline.days.length === 0)
    return [{ code: "plan/milestones-wanted", ...place, said }];
  if (answerAbout("as-written", answers, ({ measure: id }) => id === measure.id)) return [];
  const others = said.filter((words) => disagrees(words, measure, year, language));
  const cadences = saidIn(measure.text, CADENCES[language]);
  return [
    ...(others.length > 0 ? [{ code: "plan/other-deadline" as const, ...place, said: others }] : []),
    ...(cadences.length > 0 ? [{ code: "plan/cadence" as const, ...placeOf(measure), said: cadences }] : []),
  ];
}

/** Whether days or seasons that a text names are not those of its deadline column; days from which a rule applies are neither. */
function disagrees(words: string, { deadline, deadlineRaw }: Measure, year: number, language: Language): boolean {
  const said = readDeadline(words, year, language);
  if (said?.kind === "from") return false;
  if (!said) return !deadlineRaw.includes(words);
  return !deadline || deadlineDay(said) !== deadlineDay(deadline);
}

/** What a text says in such words, each once. */
const saidIn = (text: string, words: RegExp): string[] => [...new Set(text.match(words))];

/** Days and seasons that a text names. */
const DATES: Record<Language, RegExp> = {
  zh: /(?:(?<![\d一二三四五六七八九十两几]\s?)(?:20\d\d\s?)?年[底末内]|\d{1,2}\s?月(?:[底末]|\s?\d{1,2}\s?日))(?:前|之前|以前|起)?|(?:汛|采暖季|供暖季|入冬)前/gu,
  en: /\b(?:(?:by|from) (?:the )?)?(?:end of (?:the year|[A-Z][a-z]{2,8}|Q[1-4])|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December))\b/gu,
};

/** A cadence inside a text. @rule PL-11 */
const CADENCES: Record<Language, RegExp> = {
  zh: /第[一二三四、]{1,7}季度每月|[每按]季度|每半年|[每按]月|[每按]周|[每按]日|定期|[雨汛雪]后\s?\d{1,3}\s?小时内?/gu,
  en: /\b(?:daily|weekly|monthly|quarterly|annually|twice a year|every (?:day|week|month|quarter|six months|half year)|each (?:week|month|quarter))\b/giu,
};

/** A name that leaves open who is meant is a decision of a person, measure by measure. */
function openGroups(measure: Measure, directory: Directory | undefined, answers: PlanAnswers): PlanDecision[] {
  const isOpen = (name: string): boolean =>
    isOpenName(name) &&
    !(
      directory &&
      (isGroup(name, directory) ||
        unitNamed(name, directory, answers) ||
        decidedFor(measure.id, name, directory, answers))
    );
  const decision = (role: "lead" | "assist") => (name: string) => ({
    code: "plan/open-group" as const,
    ...placeOf(measure),
    name: nameOf(name),
    role,
  });
  return [
    ...measure.leads.filter(isOpen).map(decision("lead")),
    ...measure.assists.filter(isOpen).map(decision("assist")),
  ];
}
