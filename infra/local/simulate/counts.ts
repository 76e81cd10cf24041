import type { BoardLine } from "../status.ts";
import type { Habit } from "./departments.ts";
import type { Facts } from "./promises.ts";

/** What a simulation counts. */
export interface Counts {
  duties: {
    all: number;
    onTime: number;
    late: number;
    partial: number;
    open: number;
    missing: number;
    exempt: number;
    /** As they stand: accepted, returned at least once. */
    accepted: number;
    returned: number;
  };
  /** By kind of notice: how many went out, how many the departments' server took, how many were not needed any more. */
  messages: {
    sent: number;
    delivered: number;
    dropped: number;
    failed: number;
    notices: Record<string, number>;
  };
  submissions: {
    received: number;
    recorded: number;
    duplicate: number;
    held: number;
    service: number;
    heldBy: Record<string, number>;
  };
  /** How many duties reached each rung. */
  escalations: Record<string, number>;
  habits: Record<string, number>;
}

export function countsOf(
  { duties, messages, submissions }: Facts,
  board: readonly BoardLine[],
  habits: ReadonlyMap<string, Habit>,
): Counts {
  const state = (of: BoardLine["timeliness"]): number => board.filter(({ timeliness }) => timeliness === of).length;
  const sent = messages.filter((message) => message.state === "sent");
  const outcome = (kind: string): number => submissions.filter((submission) => submission.outcome.kind === kind).length;
  const again = submissions.reduce((sum, submission) => sum + submission.again.length, 0);
  return {
    duties: {
      all: duties.length,
      onTime: state("on-time"),
      late: state("late"),
      partial: state("partial"),
      open: state("open"),
      missing: state("missing"),
      exempt: state("exempt"),
      accepted: duties.filter(({ accepted }) => accepted).length,
      returned: duties.filter(({ returned }) => returned).length,
    },
    messages: {
      sent: sent.length,
      delivered: sent.filter(({ answer }) => answer.startsWith("250")).length,
      dropped: messages.filter((message) => message.state === "dropped").length,
      failed: messages.filter((message) => message.state === "failed").length,
      notices: tally(
        sent.flatMap(({ notices }) =>
          notices.map((notice) =>
            "step" in notice
              ? `${notice.kind}:${notice.step}`
              : notice.kind === "digest"
                ? `digest:${notice.digest}`
                : notice.kind,
          ),
        ),
      ),
    },
    submissions: {
      received: submissions.length + again,
      recorded: outcome("recorded"),
      duplicate: again,
      held: outcome("held"),
      service: outcome("service"),
      heldBy: tally(
        submissions.flatMap((submission) => (submission.outcome.kind === "held" ? [submission.outcome.reason] : [])),
      ),
    },
    escalations: tally(
      duties.flatMap(({ told }) => told.map(({ step }) => step).filter((step) => step.startsWith("rung-"))),
    ),
    habits: tally([...habits.values()]),
  };
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of [...words].sort()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
