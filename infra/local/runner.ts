import { after, type Instant } from "../../functions/core/day.ts";
import { wakeUnsent } from "../../functions/workflows/tick.ts";
import type { TurnedClock } from "./clock.ts";
import type { Deployment } from "./deployment.ts";
import { runTick, tickBefore, ticksBetween } from "./ticker.ts";

/** What wakes the functions on one machine. Works one thing after another; a wake-up while one is under way is one more round. */
export interface Runner {
  /** The tick that is due now, if it has not run: after a standstill only the last of those missed (RM-4). */
  catchUp(): Promise<void>;
  /** Turns the clock forward, with every tick on the way at its time. */
  stepTo(clock: TurnedClock, to: Instant): Promise<void>;
  /** Sends what wants to be sent at once. */
  deliver(): Promise<void>;
  /** When all that was asked for is done. */
  idle(): Promise<void>;
}

export function runnerOf({ ports, queues, clock }: Deployment, failed: (problem: unknown) => void): Runner {
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    last = last.then(work).then(() => {}, failed);
    return last;
  };
  const deliver = async (): Promise<void> => {
    await wakeUnsent({ at: clock.now() }, ports);
    await queues.work();
  };
  return {
    catchUp: () =>
      inTurn(async () => {
        const due = tickBefore(clock.now());
        const before = await ports.store.lastTick();
        if (!before || before < due) await runTick(due);
      }),
    stepTo: (turned, to) =>
      inTurn(async () => {
        for (const at of ticksBetween((await ports.store.lastTick()) ?? after(turned.now(), -1), to)) {
          if (at > turned.now()) turned.set(at);
          await runTick(at);
        }
        if (to > turned.now()) turned.set(to);
        await deliver();
      }),
    deliver: () => inTurn(deliver),
    idle: () => inTurn(async () => {}),
  };
}
