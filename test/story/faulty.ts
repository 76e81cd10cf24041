import type { Ports } from "../../functions/workflows/ports.ts";

/** What befalls one call that has an effect: it fails, its answer is lost, or the process dies before or after it. */
export type Fault = "fail before" | "lose the answer" | "kill before" | "kill after";
export const FAULTS: readonly Fault[] = ["fail before", "lose the answer", "kill before", "kill after"];

/** A call with an effect, as it was made. */
export type Effect = "store.change" | "blobs.put" | "mailer.send";

/** Counts the calls that have effects, and lets a fault happen at one of them. */
export interface Faults {
  through(ports: Ports): Ports;
  /** Since armed. */
  calls: Effect[];
  /** Counts from here, and lets the fault happen at the nth call. */
  arm(nth?: number, fault?: Fault): void;
  /** Resolves when the process has died. */
  died: Promise<"died">;
  /** When all that was on the wire has arrived, or never will. */
  settled(): Promise<unknown>;
}

/**
 * In this process, dying means that no further call with an effect is made, and none ever returns.
 *
 * @param die  in a process of its own: really
 */
export function faulty(nth?: number, fault?: Fault, die?: () => never): Faults {
  let armed = { nth, fault };
  let dead = false;
  let tell: (died: "died") => void = () => {};
  const wire: Promise<unknown>[] = [];
  const never = (): Promise<never> => {
    die?.();
    dead = true;
    tell("died");
    return new Promise(() => {});
  };
  const faults: Faults = {
    calls: [],
    arm: (next, of) => {
      faults.calls = [];
      armed = { nth: next, fault: of };
    },
    died: new Promise((resolve) => {
      tell = resolve;
    }),
    settled: () => Promise.all([...wire, new Promise((resolve) => setImmediate(resolve))]),
    through: ({ store, blobs, mailer, ...ports }) => ({
      ...ports,
      store: {
        ...store,
        change: (work) => act("store.change", () => store.change(work)),
      },
      blobs: {
        ...blobs,
        put: (all) => (all.length === 0 ? blobs.put(all) : act("blobs.put", () => blobs.put(all))),
      },
      mailer: {
        ...mailer,
        send: (mail) => act("mailer.send", () => mailer.send(mail)),
      },
    }),
  };
  async function act<Result>(effect: Effect, call: () => Promise<Result>): Promise<Result> {
    if (dead) return never();
    const now = faults.calls.push(effect) === armed.nth ? armed.fault : undefined;
    if (now === "kill before") return never();
    if (now === "fail before") throw new Error(`fault: ${effect} failed`);
    const acted = call();
    if (effect === "mailer.send") wire.push(acted.catch(() => {}));
    const result = await acted;
    if (dead || now === "kill after") return never();
    if (now === "lose the answer") throw new Error(`fault: the answer of ${effect} was lost`);
    return result;
  }
  return faults;
}
