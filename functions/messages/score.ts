import { unitOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import type { DutyKey } from "../core/duty.ts";
import type { Notice } from "../core/notice.ts";
import { type Deduction, ranking, type Score } from "../core/score.ts";
import { periodText } from "../core/words.ts";
import type { Facts } from "./facts.ts";
import type { Block, Item } from "./mail.tsx";
import { planIn } from "./owed.ts";
import { quoted } from "./quoted.ts";
import type { Section } from "./section.ts";
import type { MailWords, ScoreWords } from "./words-zh.ts";

type Of<Kind extends Notice["kind"]> = Extract<Notice, { kind: Kind }>;
const WHY = 500;
const WHY_LISTED = 120;

/** A unit's own score with what was taken off and why, and how to object. Rule SC-1. */
export function scoreSection(notice: Of<"score">, facts: Facts): Section {
  const score = scoreIn(notice, facts);
  const { words } = planIn(notice.plan, facts);
  const said = saidOf(score, facts);
  const isFull = score.deductions.length === 0;
  return {
    subject: words.score.subject(said),
    urgency: isFull ? 60 : 30,
    tone: isFull ? "done" : "plain",
    blocks: [
      { kind: "lead", text: words.score.lead(said) },
      { kind: "paragraph", text: isFull ? words.score.nothingToDo : words.score.how(score.objectableUntil) },
      ...deductionBlocks(score, facts),
      { kind: "quiet", text: words.score.basis(score.rules) },
    ],
  };
}

/** What units object to, told to whoever decides. Rule SC-6. */
export function objectionSection(notices: readonly Of<"objection">[], facts: Facts): Section {
  const { words, plan } = planIn(notices[0]!.plan, facts); // a section is never of none
  const items = notices.map((notice): Item => {
    const score = scoreIn(notice, facts);
    const said = saidOf(score, facts);
    const waiting = score.objections.filter(({ ruling }) => !ruling);
    return {
      label: said.unit,
      text: words.score.objects(
        said,
        waiting.map(({ at, why }) => ({ at: words.time(at, plan.settings.zone), why: quoted(why, WHY_LISTED) })),
        score.deductions.map((each) => deductionText(each, score, facts)),
      ),
    };
  });
  return {
    subject: words.score.objectionSubject(notices.length),
    urgency: 16,
    tone: "warning",
    blocks: [
      { kind: "lead", text: words.score.objectionLead(notices.length) },
      { kind: "paragraph", text: words.score.objectionHow },
      { kind: "list", ordered: true, items },
    ],
  };
}

/** What was decided about an objection, told to the unit. Rule SC-6. */
export function objectionRulingSection(notice: Of<"objection-ruling">, facts: Facts): Section {
  const score = scoreIn(notice, facts);
  const said = saidOf(score, facts);
  const { words } = planIn(notice.plan, facts);
  const why = score.objections.findLast(({ ruling }) => ruling)?.ruling?.why ?? "";
  return {
    subject: words.score.rulingSubject(said, notice.granted),
    urgency: 22,
    tone: notice.granted ? "done" : "warning",
    blocks: [
      { kind: "lead", text: words.score.rulingLead(said, notice.granted) },
      { kind: "paragraph", text: words.score.rulingHow(said) },
      { kind: "note", tone: "plain", text: words.score.rulingWhy(quoted(why, WHY)) },
      ...deductionBlocks(score, facts),
    ],
  };
}

/** The month's places: whoever has full marks together, the others each with what was taken off. Rule SC-2. */
export function rankingBlocks(
  scores: readonly Score[],
  words: MailWords,
  { directory }: Pick<Facts, "directory">,
): Block[] {
  const [first] = scores;
  if (!first) return [];
  const nameOf = ({ unit }: Pick<Score, "unit">): string => unitOf(unit, directory)?.name ?? unit;
  const ranked = ranking(scores);
  const full = ranked.filter(({ average }) => average === first.full);
  const takenFrom = (unit: Score["unit"]): string =>
    words.score.taken(
      scores
        .filter((score) => score.unit === unit)
        .flatMap(({ deductions }) => deductions.filter(({ lifted }) => !lifted)),
    );
  return [
    { kind: "heading", text: words.score.ranking(scores.length) },
    ...(full.length > 0 ? [{ kind: "paragraph" as const, text: words.score.full(full.map(nameOf)) }] : []),
    ...(full.length < ranked.length
      ? [
          {
            kind: "table" as const,
            columns: words.score.columns,
            rows: ranked
              .filter((each) => !full.includes(each))
              .map((each) => [nameOf(each), String(each.rank), String(each.average), takenFrom(each.unit)]),
          },
        ]
      : []),
    { kind: "quiet", text: words.score.basis(first.rules) },
  ];
}

const deductionBlocks = (score: Score, facts: Facts): Block[] =>
  score.deductions.length === 0
    ? []
    : [
        { kind: "heading", text: planIn(score.plan, facts).words.score.deductions(score.deductions.length) },
        {
          kind: "list",
          ordered: true,
          items: score.deductions.map((each) => ({ text: deductionText(each, score, facts) })),
        },
      ];

function deductionText(of: Deduction, { plan: id }: DutyKey, facts: Facts): string {
  const { plan, measures, words } = planIn(id, facts);
  const decided = (what: Deduction["lifted"]) =>
    what && { day: dayAt(what.at, plan.settings.zone), why: quoted(what.why, WHY_LISTED) };
  return words.score.deduction({
    ...of,
    due: of.evidence.due,
    day: of.evidence.day,
    codes: (of.evidence.measures ?? []).map((measure) => measures.get(measure)?.code ?? measure),
    charged: decided(of.charged),
    lifted: decided(of.lifted),
  });
}

const saidOf = ({ plan, period, unit, points, full, deductions }: Score, facts: Facts): ScoreWords => ({
  unit: unitOf(unit, facts.directory)?.name ?? unit,
  plan: planIn(plan, facts).plan.settings.name,
  period: periodText(period, planIn(plan, facts).plan.settings),
  points,
  full,
  isCorrected: deductions.some(({ charged, lifted }) => charged ?? lifted),
});

/** @throws Error when there is no such score: notices of one go out with it */
function scoreIn(key: DutyKey, facts: Facts): Score {
  const score = facts.score(key);
  if (!score) throw new Error(`no score for ${key.plan} ${key.period} ${key.unit}`);
  return score;
}
