import type { AuditFact } from "../core/audit.ts";
import { decidersFor, remindedOf, unitOf } from "../core/contacts.ts";
import type { Month } from "../core/day.ts";
import type { Mailbox, UnitId } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import type { MeasureId } from "../core/measure.ts";
import { charged, type ObjectionRuling, objected, objectionRuled, type Unscored } from "../core/objection.ts";
import { unitsOf } from "../core/placing.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { type By, mayDecide } from "../core/review.ts";
import type { Score } from "../core/score.ts";
import { rulesFor } from "../core/score-rules.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports } from "./ports.ts";
import { type Run, runOf, tellAtOnce } from "./run.ts";

type Outcome = { done: Score } | { undecided: Unscored };

/** A unit objects to its score, as somebody puts it down; by mail it comes with a submission. Rule SC-6. */
export const object = (
  plan: PlanId,
  period: Month,
  unit: UnitId,
  from: Mailbox,
  why: string,
  ports: Ports,
): Promise<Outcome> =>
  changeScore(
    { plan, period, unit },
    (score, run) =>
      unitsOf(from, run.directory).some(({ id }) => id === unit)
        ? objected(score, { at: run.at, from, why: why.trim() }, run.now.day)
        : { undecided: "not-theirs" },
    async (_, run, changes) => {
      await tellOfObjection({ plan, period, unit }, run, changes, ports);
      return { at: run.at, kind: "Objected", by: from, detail: { why: why.trim() } };
    },
    ports,
  );

/** To whoever decides about the unit (CY-6). */
export async function tellOfObjection(key: DutyKey, run: Run, changes: Changes, ports: Ports): Promise<void> {
  const { plan, period, unit } = key;
  const notice = { kind: "objection", plan, period, unit } as const;
  for (const decider of decidersFor(unit, run.plan.settings, run.directory))
    await tellAtOnce(changes, run.at, decider, keyOf(notice, run, decider.mail), notice, ports, "office");
}

/** Decides about all that a unit objected to and was not decided, and tells it. Rules SC-6, RV-2, CY-6. */
export const decideObjection = (key: DutyKey, ruling: ObjectionRuling, by: By["by"], ports: Ports): Promise<Outcome> =>
  changeScore(
    key,
    (score, run) => permitted(key, by, run) ?? objectionRuled(score, ruling, { by, at: run.at }),
    async ({ points }, run, changes) => {
      const { granted, why } = ruling;
      await tellUnit({ kind: "objection-ruling", ...key, granted }, run, changes, ports);
      const lifts = ruling.granted && ruling.lifts ? { lifts: ruling.lifts } : {};
      return { at: run.at, kind: "ObjectionDecided", by, detail: { granted, why, points, ...lifts } };
    },
    ports,
  );

/** Charges a unit with an untrue report, and tells it. Rules SC-7, RV-2, CY-6. */
export const chargeUntrue = (
  key: DutyKey,
  charge: { measure: MeasureId; why: string },
  by: By["by"],
  ports: Ports,
): Promise<Outcome> =>
  changeScore(
    key,
    async (score, run) => {
      const [duty, rulebook] = await Promise.all([ports.store.duty(key), ports.store.scoreRules()]);
      const rules = rulesFor(key.period, rulebook);
      if (!duty?.measures.some(({ id }) => id === charge.measure)) return { undecided: "not-asked" };
      if (!rules) return { undecided: "no-score" };
      return (
        permitted(key, by, run) ??
        charged(score, charge, { by, at: run.at }, run.now.day, rules, {
          calendar: run.calendar,
          language: run.plan.settings.language,
        })
      );
    },
    async ({ points }, run, changes) => {
      await tellUnit({ kind: "score", ...key }, run, changes, ports);
      return { at: run.at, kind: "Charged", by, detail: { ...charge, points } };
    },
    ports,
  );

const permitted = ({ unit }: DutyKey, by: Mailbox, { plan, directory }: Run): { undecided: Unscored } | undefined =>
  mayDecide(by, unit, plan.settings, directory) ? undefined : { undecided: "not-yours" };

/** One change of a score: the score, the duty's history and what is told of it, in one write. */
async function changeScore(
  { plan: planId, period, unit }: DutyKey,
  rule: (
    score: Score,
    run: Run,
  ) => { score: Score } | { undecided: Unscored } | Promise<{ score: Score } | { undecided: Unscored }>,
  act: (score: Score, run: Run, changes: Changes) => Promise<AuditFact>,
  ports: Ports,
): Promise<Outcome> {
  const key = { plan: planId, period, unit };
  const plan = await ports.store.plan(planId);
  if (!plan) return { undecided: "no-score" };
  const run = await runOf(plan, ports.now(), ports);
  return ports.store.change(async (changes) => {
    const [before, duty] = await Promise.all([ports.store.score(key), ports.store.duty(key)]);
    if (!before || !duty) return { undecided: "no-score" };
    const found = await rule(before, run);
    if ("undecided" in found) return found;
    changes.score(found.score);
    putDuty(changes, duty, [await act(found.score, run, changes)], ports);
    return { done: found.score };
  });
}

/** At once: there are days in which it may object. */
async function tellUnit(notice: ScoreNotice, run: Run, changes: Changes, ports: Ports): Promise<void> {
  for (const to of remindedOf(unitOf(notice.unit, run.directory)))
    await tellAtOnce(changes, run.at, to, keyOf(notice, run, to.mail), notice, ports, "office");
}

type ScoreNotice = DutyKey & ({ kind: "score" | "objection" } | { kind: "objection-ruling"; granted: boolean });
const keyOf = ({ kind, plan, period, unit }: ScoreNotice, { at }: Run, mail: string): string =>
  `${kind}#${plan}#${period}#${unit}#${at}#${mail}`;
