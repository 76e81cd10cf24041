import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { Instant } from "../core/day.ts";
import { sendInBatches } from "./batches.ts";

/** What happened, for rules of ours and of others. */
export interface BusEvent {
  id: string;
  /** `ReportReceived`, … */
  type: string;
  version: number;
  at: Instant;
  plan: string;
  detail: object;
}
export type Bus = (events: readonly BusEvent[]) => Promise<void>;

/** @throws Error naming the events that the bus did not take; putting an event again is harmless, its id tells */
export const busOn =
  (client: EventBridgeClient, bus: string): Bus =>
  (events) =>
    sendInBatches(
      events.map((event) => ({ id: event.id, entry: entryOf(event, bus) })),
      ({ entry }) => Buffer.byteLength(entry.Source + entry.DetailType + entry.Detail) + TIME_BYTES,
      ({ id }) => id,
      async (batch) => {
        const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: batch.map(({ entry }) => entry) }));
        return batch.flatMap((entry, nth) => {
          const why = Entries[nth]?.ErrorCode;
          return why ? [{ entry, why, final: FINAL.has(why) }] : [];
        });
      },
    );

/** EventBridge counts them for an entry's time. */
const TIME_BYTES = 14;
/** What is wrong with the entry itself. */
const FINAL = new Set(["MalformedDetail", "InvalidArgument", "NotAuthorizedForSource", "NotAuthorizedForDetailType"]);

/** The whole event is the detail, so that what reads it needs nothing of the envelope. */
const entryOf = (event: BusEvent, bus: string) => ({
  EventBusName: bus,
  Source: "duban",
  DetailType: event.type,
  Time: new Date(event.at),
  Detail: JSON.stringify(event),
});
