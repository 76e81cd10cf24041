import type { AuditFact } from "../core/audit.ts";
import { decidersFor } from "../core/contacts.ts";
import { periodBefore } from "../core/cycle.ts";
import { dayAt, type Instant } from "../core/day.ts";
import type { Mailbox } from "../core/directory.ts";
import type { Duty, DutyKey, RecordedEntry, Request } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { askedMeasures } from "../core/form-for.ts";
import { gatesFor, wordsOf } from "../core/gates.ts";
import type { MeasureId } from "../core/measure.ts";
import { objected as objectedTo } from "../core/objection.ts";
import { recordedIn, sortEntries } from "../core/report.ts";
import { asked as askedFor } from "../core/review.ts";
import type { Objection, Score } from "../core/score.ts";
import {
  bounded,
  cameAgain,
  type Decision,
  keptFiles,
  type Submission,
  type Unrecorded,
  waits,
} from "../core/submission.ts";
import { wordsIn } from "../core/words.ts";
import { putDuty } from "./history.ts";
import { tellOfObjection } from "./objections.ts";
import type { PlanFacts, Ports, Stored } from "./ports.ts";
import { runOf, tellAtOnce, tellToday } from "./run.ts";

/** A submission that is known to be of one duty, before it is decided what of it counts. */
export type Arrival = Pick<
  Submission,
  | "id"
  | "door"
  | "from"
  | "subject"
  | "at"
  | "blob"
  | "text"
  | "attachments"
  | "sizes"
  | "files"
  | "placedBy"
  | "evidence"
>;

/**
 * Records what a submission says in the duty it belongs to: the duty, its history, the submission and the receipt in one
 * write. Rules RP-1, RP-4, RT-1 to RT-3.
 *
 * @param read      entries and questions that the door made of it, and the duty as it read it for that: a hint
 * @param receipt   whom to answer by mail; none for a door that answers itself
 * @param decision  takes a submission that is held, as if it had come so
 * @returns         the submission as kept; as it was kept before, when it came again
 */
export async function recordReport(
  arrival: Arrival,
  key: DutyKey,
  read: {
    entries: readonly Entry[];
    unrecorded: readonly Unrecorded[];
    request?: Pick<Request, "kind" | "why" | "until">;
    objection?: string;
    duty?: Stored<Duty>;
  },
  receipt: Mailbox | undefined,
  { plan, editions }: PlanFacts,
  ports: Ports,
  decision?: Decision,
): Promise<{ submission: Submission; duplicate: boolean }> {
  return ports.store.change(async (changes) => {
    const before = changes.isFirst && !decision ? undefined : await ports.store.submission(arrival.id);
    if (before && !(decision && waits(before))) {
      const submission = cameAgain(before, arrival.at);
      changes.submission(submission);
      return { submission, duplicate: true };
    }
    const [hint, lastMonth] = await Promise.all([
      changes.isFirst ? (read.duty ?? ports.store.duty(key, "hint")) : undefined,
      ports.store.duty({ ...key, period: periodBefore(key.period, plan.settings.cycle) }, "hint"),
    ]);
    const duty = hint ?? (await ports.store.duty(key));
    if (!duty) throw new Error(`no duty ${key.plan} ${key.period} ${key.unit}`);
    const asked = askedMeasures(duty, editions);
    const { valid, unrecorded } = sortEntries(read.entries, asked, plan.settings.language);
    const requested =
      read.request && askedFor(duty, { ...read.request, at: arrival.at, from: arrival.from, submission: arrival.id });
    if (read.request && !requested)
      unrecorded.push({ code: null, about: "request", text: wordsIn(plan.settings.language).report.nothingToAsk });
    const objected =
      read.objection === undefined
        ? undefined
        : await withObjection(key, { at: arrival.at, from: arrival.from, why: read.objection, submission: arrival.id });
    const isEvidence = read.unrecorded.length + unrecorded.length === 0 && (arrival.evidence?.length ?? 0) > 0;
    const whole: Stored<Submission> = {
      ...before,
      ...arrival,
      ...key,
      entries: valid,
      unrecorded: [...read.unrecorded, ...unrecorded],
      outcome:
        valid.length > 0 || isEvidence || requested || objected
          ? {
              kind: "recorded",
              round: duty.round,
              late: isLate(duty, arrival.at, plan.settings.zone),
              afterClosing: duty.closed,
            }
          : { kind: "held", reason: "no-entry" },
      ...(requested?.request && { request: { kind: requested.request.kind, until: requested.request.until } }),
      ...(objected && { objects: true as const }),
      again: before?.again ?? [],
      ...(decision && { decisions: [...(before?.decisions ?? []), decision] }),
    };
    const submission = bounded(whole, wordsIn(plan.settings.language));
    changes.submission(submission);
    if (submission.outcome.kind === "recorded")
      record(recordedIn(requested ?? duty, submission, valid, asked, seen), duty, submission);
    if (requested) await tellDecidersOfRequest();
    if (objected) {
      changes.score(objected);
      await tellOfObjection(key, await runOf(plan, ports.now(), ports), changes, ports);
    }
    if (receipt)
      await tellAtOnce(
        changes,
        ports.now(),
        { mail: receipt },
        ["receipt", submission.id, ...(decision ? [decision.at] : [])].join("#"),
        { kind: "receipt", ...key, submission: submission.id },
        ports,
      );
    const onlyObjects = objected && valid.length === 0;
    if (submission.outcome.kind === "held" || (duty.closed && !onlyObjects)) await tellOperators();
    return { submission, duplicate: false };

    function seen(entry: Entry, id: MeasureId): Pick<RecordedEntry, "warnings" | "said"> {
      const measure = asked.find((each) => each.id === id);
      const words = wordsOf(entry);
      const said = words ? ports.keys.hash(words).slice(0, SAID) : undefined;
      const warnings = measure
        ? gatesFor(entry, { measure, period: key.period, last: lastMonth?.entries[id], said })
        : [];
      return { ...(said && { said }), ...(warnings.length > 0 && { warnings }) };
    }

    /** The score so; undefined when it can not be objected to, which the receipt says. */
    async function withObjection(of: DutyKey, objection: Objection): Promise<Stored<Score> | undefined> {
      const score = await ports.store.score(of);
      const found = score
        ? objectedTo(score, objection, dayAt(objection.at, plan.settings.zone))
        : { undecided: "no-score" as const };
      if ("score" in found) return found.score;
      unrecorded.push({
        code: null,
        about: "objection",
        text: wordsIn(plan.settings.language).report.noObjection[found.undecided],
      });
      return undefined;
    }

    async function tellDecidersOfRequest(): Promise<void> {
      if (!requested?.request) return;
      const run = await runOf(plan, ports.now(), ports);
      const { kind: request } = requested.request;
      for (const decider of decidersFor(key.unit, plan.settings, run.directory))
        await tellAtOnce(
          changes,
          run.at,
          decider,
          `request#${arrival.id}#${decider.mail}`,
          { kind: "request", ...key, round: requested.round, request },
          ports,
          "office",
        );
    }

    function record({ accepted, ...recorded }: Stored<Duty>, was: Duty, submission: Submission): void {
      const { id, at, from } = submission;
      const came = keptFiles(submission).length;
      const detail = {
        submission: id,
        codes: valid.map(({ code }) => code),
        complete: Boolean(recorded.completeAt && !was.completeAt),
        ...(came > 0 && { files: came }),
        ...(decision && { assignedBy: decision.by }),
      };
      const { request } = recorded;
      const received = { at, kind: "ReportReceived", by: from, detail } as const;
      const isAsked = request && request.submission === id;
      const facts: AuditFact[] = [
        ...(valid.length > 0 || !(isAsked || objected) ? [received] : []),
        ...(objected ? [{ at, kind: "Objected" as const, by: from, detail: { submission: id } }] : []),
        ...(isAsked
          ? [
              {
                at,
                kind: "Requested" as const,
                by: from,
                detail: { submission: id, request: request.kind, until: request.until ?? null },
              },
            ]
          : []),
      ];
      // what was accepted is looked at again when something else was recorded
      const { awaits, ...rest } = { ...recorded, ...(accepted && valid.length === 0 && { accepted }) };
      // what has come in full is not escalated, whatever waits (ES-2)
      putDuty(changes, awaits && !recorded.completeAt ? { ...rest, awaits } : rest, facts, ports);
    }

    async function tellOperators(): Promise<void> {
      const run = await runOf(plan, ports.now(), ports);
      for (const operator of decidersFor(key.unit, plan.settings, run.directory))
        await tellToday(
          changes,
          run,
          operator,
          {
            kind: "held",
            plan: plan.id,
            unit: key.unit,
            submission: submission.id,
            for: "operator",
          },
          ports,
        );
    }
  });
}

/** So many characters of a digest tell the words of one month from those of the next. */
const SAID = 8;

const isLate = ({ days }: Duty, at: Instant, zone: string): boolean => dayAt(at, zone) > days.due;
