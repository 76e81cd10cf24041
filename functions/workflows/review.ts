import type { AuditFact } from "../core/audit.ts";
import { groupOf, remindedOf, unitOf } from "../core/contacts.ts";
import type { Instant, Month } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import { withAccepted } from "../core/done.ts";
import type { Duty, DutyKey } from "../core/duty.ts";
import { type Message, type Notice, roundKey } from "../core/notice.ts";
import type { Plan } from "../core/plan.ts";
import {
  type By,
  mayDecide,
  type Ruling,
  reviewed,
  ruled,
  type Undecided,
  type Verdict,
  wantsReview,
} from "../core/review.ts";
import { putDuty } from "./history.ts";
import type { Changes, Ports, Stored } from "./ports.ts";
import { type Run, runOf, tellAtOnce } from "./run.ts";

type Decided = { done: Duty } | { undecided: Undecided };

/** Accepts or returns a report in the name of whoever may; a return is told to the unit. Rules RV-1, RV-2, CY-6, DL-4. */
export const review = (key: DutyKey, verdict: Verdict, by: By["by"], ports: Ports): Promise<Decided> =>
  decide(
    key,
    by,
    (duty, who, run) => reviewed(duty, verdict, who, run.now.day, run.calendar),
    async (duty, before, { at }, run, changes) => {
      if (verdict.kind === "return") {
        await tellUnit({ kind: "returned", ...key, round: duty.round }, run, changes, ports);
        const { why, hollow } = verdict;
        const entries = Object.keys(before.entries).filter((id) => !(id in duty.entries));
        return {
          at,
          kind: "ReportReturned",
          by,
          detail: { why, hollow, entries, due: duty.days.due, round: duty.round },
        };
      }
      const done = await ports.store.done(key.plan);
      const after = withAccepted(done, duty);
      if (JSON.stringify(after) !== JSON.stringify(done)) changes.done(after);
      return { at, kind: "ReportAccepted", by, detail: { round: duty.round } };
    },
    ports,
  );

/**
 * Accepts every report of a month that is complete and has nothing to ask about (RT-4).
 *
 * @returns the units whose reports were accepted, and those left to be looked at one by one
 */
export async function acceptAll(
  { id: plan }: Plan,
  period: Month,
  by: By["by"],
  ports: Ports,
): Promise<{ accepted: UnitId[]; left: UnitId[] }> {
  const waiting = (await ports.store.board(plan, period)).filter(wantsReview);
  const accepted: UnitId[] = [];
  for (const { unit, warnings, request } of waiting) {
    if (warnings > 0 || request) continue;
    const decided = await review({ plan, period, unit }, { kind: "accept" }, by, ports);
    if ("done" in decided) accepted.push(unit);
  }
  return { accepted, left: waiting.flatMap(({ unit }) => (accepted.includes(unit) ? [] : unit)) };
}

/** Decides about what a unit has asked for, and tells it. Rules RV-2, RV-3, CY-6. */
export const decideRequest = (key: DutyKey, ruling: Ruling, by: By["by"], ports: Ports): Promise<Decided> =>
  decide(
    key,
    by,
    (duty, who, run) => ruled(duty, ruling, who, run.now.day, run.calendar),
    async (duty, before, { at }, run, changes) => {
      const request = before.request?.kind ?? "extension"; // there is one, or it would not have been decided
      const until = ruling.granted && request === "extension" ? duty.days.due : undefined;
      const said = {
        request,
        granted: ruling.granted,
        ...(until && { until }),
        ...(ruling.why && { why: ruling.why }),
      };
      await tellUnit({ kind: "ruling", ...key, round: duty.round, ...said }, run, changes, ports);
      return { at, kind: "RequestDecided", by, detail: { ...said, asked: before.request?.at ?? null } };
    },
    ports,
  );

/** One decision about a duty: the duty, its history and what is told of it, in one write. */
async function decide(
  key: DutyKey,
  by: By["by"],
  rule: (duty: Duty, who: By, run: Run) => { duty: Duty } | { undecided: Undecided },
  act: (duty: Duty, before: Duty, who: By, run: Run, changes: Changes) => Promise<AuditFact>,
  ports: Ports,
): Promise<Decided> {
  const plan = await ports.store.plan(key.plan);
  if (!plan) return { undecided: "no-duty" };
  const at = ports.now();
  const run = await runOf(plan, at, ports);
  if (!mayDecide(by, key.unit, plan.settings, run.directory)) return { undecided: "not-yours" };
  return ports.store.change(async (changes) => {
    const before: Stored<Duty> | undefined = await ports.store.duty(key);
    if (!before) return { undecided: "no-duty" };
    const found = rule(before, { by, at }, run);
    if ("undecided" in found) return found;
    const fact = await act(found.duty, before, { by, at }, run, changes);
    changes.lookNext(plan.id, at);
    return { done: putDuty(changes, found.duty, [fact], ports) };
  });
}

/** At once: it may be the last day. */
async function tellUnit(
  notice: Extract<Notice, { kind: "returned" | "ruling" }>,
  run: Run,
  changes: Changes,
  ports: Ports,
): Promise<void> {
  const contacts = remindedOf(unitOf(notice.unit, run.directory));
  for (const to of [...contacts, ...groupOf(notice.unit, run.directory)])
    await tellAtOnce(changes, run.at, to, keyOf(notice, to.mail, run.at), notice, ports, "office");
}

/** A refusal begins no round: each is told by itself. */
const keyOf = (notice: Extract<Notice, { kind: "returned" | "ruling" }>, mail: Message["to"], at: Instant): string =>
  notice.kind === "ruling" && !notice.granted ? `refusal#${roundKey(notice, mail)}#${at}` : roundKey(notice, mail);
