import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { DomainEvent } from "../core/domain-event.ts";
import type { Events } from "../workflows/ports.ts";
import { sendInBatches } from "./batches.ts";

/** Puts events on a bus of EventBridge: the whole event is the detail, so that what reads it needs nothing of the envelope. */
export const eventsOn = (client: EventBridgeClient, bus: string): Events => ({
  put: (events) =>
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
    ),
});

/** EventBridge counts them for an entry's time. */
const TIME_BYTES = 14;
/** What is wrong with the entry itself. */
const FINAL = new Set(["MalformedDetail", "InvalidArgument", "NotAuthorizedForSource", "NotAuthorizedForDetailType"]);

const entryOf = (event: DomainEvent, bus: string) => ({
  EventBusName: bus,
  Source: "duban",
  DetailType: event.kind,
  Time: new Date(event.at),
  Detail: JSON.stringify(event),
});
