import type { Stopwatch } from "../../functions/adapters/granted-pace.ts";

/**
 * Time that stands still while anybody works, and jumps on to the next who waits when all do: so a rate over real sockets
 * is measured without the machine's clock.
 */
export function turnedStopwatch(): Stopwatch & { join(more: number): void; leave(): void } {
  let now = 0;
  let workers = 0;
  const waiting: { at: number; wake: () => void }[] = [];
  const turnOn = (): void => {
    if (waiting.length < workers) return;
    const first = waiting.shift();
    now = first?.at ?? now;
    first?.wake();
  };
  return {
    now: () => now,
    wait: (ms) =>
      new Promise<void>((wake) => {
        waiting.push({ at: now + ms, wake });
        waiting.sort((a, b) => a.at - b.at);
        turnOn();
      }),
    join: (more) => {
      workers += more;
    },
    leave: () => {
      workers -= 1;
      turnOn();
    },
  };
}
