import { setTimeout } from "node:timers/promises";

/** SQS and EventBridge take at most so many entries and bytes a call. */
const MOST = { entries: 10, bytes: 256 * 1024 };

/** The same entries in the same order, cut into what one call takes. @throws RangeError when one alone is too large */
function batchesOf<Entry>(entries: readonly Entry[], bytesOf: (entry: Entry) => number): Entry[][] {
  const batches: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const more = bytesOf(entry);
    if (more > MOST.bytes) throw new RangeError(`one entry of ${more} bytes is over ${MOST.bytes}`);
    const batch = batches.at(-1);
    if (batch && batch.length < MOST.entries && bytes + more <= MOST.bytes) {
      batch.push(entry);
      bytes += more;
    } else {
      batches.push([entry]);
      bytes = more;
    }
  }
  return batches;
}

/** An entry that a call did not take. */
export interface Refused<Entry> {
  entry: Entry;
  why: string;
  /** The same entry will be refused again. */
  final: boolean;
}

const TRIES = 5;
const FIRST_WAIT_MS = 20;

/**
 * Sends all entries in as few calls as they need; what a call did not take is sent again, alone, after a wait.
 *
 * @param send  answers what it did not take
 * @throws Error naming what was refused to the end; everything else has been sent
 */
export async function sendInBatches<Entry>(
  entries: readonly Entry[],
  bytesOf: (entry: Entry) => number,
  nameOf: (entry: Entry) => string,
  send: (batch: readonly Entry[]) => Promise<Refused<Entry>[]>,
): Promise<void> {
  const batches = batchesOf(entries, bytesOf).map((batch) => sendBatch(batch, send));
  const lost = (await Promise.all(batches)).flat();
  if (lost.length > 0)
    throw new Error(`not taken: ${lost.map(({ entry, why }) => `${nameOf(entry)} (${why})`).join(", ")}`);
}

async function sendBatch<Entry>(
  batch: readonly Entry[],
  send: (batch: readonly Entry[]) => Promise<Refused<Entry>[]>,
): Promise<Refused<Entry>[]> {
  const lost: Refused<Entry>[] = [];
  for (let left = batch, tries = 1; left.length > 0; tries += 1) {
    const refused = await send(left);
    const again = refused.filter(({ final }) => !final && tries < TRIES);
    lost.push(...refused.filter((one) => !again.includes(one)));
    left = again.map(({ entry }) => entry);
    if (left.length > 0) await setTimeout(Math.random() * FIRST_WAIT_MS * 2 ** tries);
  }
  return lost;
}
