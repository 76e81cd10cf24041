import { decidersFor } from "../core/contacts.ts";
import { dayAt, type Instant } from "../core/day.ts";
import type { Mailbox } from "../core/directory.ts";
import type { Duty, DutyKey } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { askedMeasures } from "../core/form-for.ts";
import { recordedIn, sortEntries } from "../core/report.ts";
import { bounded, cameAgain, type Decision, type Submission, type Unrecorded, waits } from "../core/submission.ts";
import { putDuty } from "./history.ts";
import type { PlanFacts, Ports, Stored } from "./ports.ts";
import { runOf, tellAtOnce, tellToday } from "./run.ts";

/** A submission that is known to be of one duty, before it is decided what of it counts. */
export type Arrival = Pick<
  Submission,
  "id" | "door" | "from" | "subject" | "at" | "blob" | "text" | "attachments" | "files" | "placedBy" | "evidence"
>;

/**
 * Records what a submission says in the duty it belongs to: the duty, its history, the submission and the receipt in one
 * write. Rules RP-1, RP-4, RT-1 to RT-3.
 *
 * @param read      entries and questions that the door made of it
 * @param receipt   whom to answer by mail; none for a door that answers itself
 * @param decision  takes a submission that is held, as if it had come so
 * @returns         the submission as kept; as it was kept before, when it came again
 */
export async function recordReport(
  arrival: Arrival,
  key: DutyKey,
  read: { entries: readonly Entry[]; unrecorded: readonly Unrecorded[] },
  receipt: Mailbox | undefined,
  { plan, editions }: PlanFacts,
  ports: Ports,
  decision?: Decision,
): Promise<{ submission: Submission; duplicate: boolean }> {
  return ports.store.change(async (changes) => {
    const before = changes.isFirst && !decision ? undefined : await ports.store.submission(arrival.id);
    if (before && !(decision && waits(before))) {
      changes.submission(cameAgain(before, arrival.at));
      return { submission: before, duplicate: true };
    }
    const duty = (changes.isFirst && (await ports.store.duty(key, "hint"))) || (await ports.store.duty(key));
    if (!duty) throw new Error(`no duty ${key.plan} ${key.period} ${key.unit}`);
    const asked = askedMeasures(duty, editions);
    const { valid, unrecorded } = sortEntries(read.entries, asked);
    const isEvidence = read.unrecorded.length + unrecorded.length === 0 && (arrival.evidence?.length ?? 0) > 0;
    const submission: Stored<Submission> = bounded({
      ...before,
      ...arrival,
      ...key,
      entries: valid,
      unrecorded: [...read.unrecorded, ...unrecorded],
      outcome:
        valid.length > 0 || isEvidence
          ? {
              kind: "recorded",
              round: duty.round,
              late: isLate(duty, arrival.at, plan.settings.zone),
              afterClosing: duty.closed,
            }
          : { kind: "held", reason: "no-entry" },
      again: before?.again ?? [],
      ...(decision && { decisions: [...(before?.decisions ?? []), decision] }),
    });
    changes.submission(submission);
    if (submission.outcome.kind === "recorded") record(recordedIn(duty, submission, valid, asked), duty, submission);
    if (receipt)
      await tellAtOnce(
        changes,
        ports.now(),
        { mail: receipt },
        ["receipt", submission.id, ...(decision ? [decision.at] : [])].join("#"),
        { kind: "receipt", ...key, submission: submission.id },
        ports,
      );
    if (submission.outcome.kind === "held" || duty.closed) await tellOperators();
    return { submission, duplicate: false };

    function record(recorded: Stored<Duty>, was: Duty, { id, at, from }: Submission): void {
      const detail = {
        submission: id,
        codes: valid.map(({ code }) => code),
        complete: Boolean(recorded.completeAt && !was.completeAt),
        ...(arrival.evidence && { files: arrival.evidence.length }),
        ...(decision && { assignedBy: decision.by }),
      };
      putDuty(changes, recorded, [{ at, kind: "ReportReceived", by: from, detail }], ports);
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

const isLate = ({ days }: Duty, at: Instant, zone: string): boolean => dayAt(at, zone) > days.due;
