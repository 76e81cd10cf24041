import { after, type Instant } from "../core/day.ts";
import { DomainEvent } from "../core/domain-event.ts";
import type { Unpublished } from "../workflows/ports.ts";
import { everyItem } from "./query.ts";
import type { Row, Table } from "./table.ts";

/** That it was told is kept so long, for whoever looks. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What happened in one write, to be told to others: committed with it. */
export const eventsRow = (writeId: string, events: readonly DomainEvent[]): Row => ({
  put: {
    pk: `EVENTS#${writeId}`,
    sk: "EVENTS",
    schema: 1,
    waitingPk: "EVENTS",
    waitingSk: `${events[0]?.at}#${writeId}`,
    events: events.map((event) => JSON.stringify(event)),
  },
  when: "any",
});

/** AP-19  What has happened of which others have not heard, oldest first? Index waiting, pk = EVENTS. Asks: tick, publish-events. */
export async function* unpublishedBy(table: Table, by: Instant): AsyncIterable<Unpublished> {
  for await (const { pk, events } of everyItem(table, {
    index: "waiting",
    pk: "EVENTS",
    sk: { from: "0", to: `${by}~` },
  }))
    yield {
      id: pk.slice("EVENTS#".length),
      events: (events as string[]).map((text) => DomainEvent.parse(JSON.parse(text))), // as `eventsRow` puts it
    };
}

/** Out of the index; the same whoever says so, and however often. */
export const publishedRow = ({ id, events }: Unpublished): Row => ({
  put: { pk: `EVENTS#${id}`, sk: "EVENTS", schema: 1, expiresAt: after(events[0]!.at, KEPT_MS) }, // never without one
  when: "any",
});
