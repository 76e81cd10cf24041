import type { Item, Query, Table } from "./table.ts";

/** Every item that a query finds, following its pages. */
export async function* everyItem(table: Table, query: Query): AsyncIterable<Item> {
  for (let after: string | undefined, first = true; first || after; first = false) {
    const page = await table.query({ ...query, ...(after && { after }) });
    yield* page.items;
    after = page.after;
  }
}
