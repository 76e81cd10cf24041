import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type AuditRow, brokenAt, type ChainHead, EMPTY_CHAIN, nextRow } from "../../functions/core/audit.ts";
import { instant } from "../../functions/core/day.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

function chainOf(...kinds: AuditRow["kind"][]): {
  rows: AuditRow[];
  head: ChainHead;
} {
  const rows: AuditRow[] = [];
  let head = EMPTY_CHAIN;
  for (const kind of kinds) {
    const row = nextRow(
      head,
      {
        at: instant("2024-04-29T01:00:00Z"),
        kind,
        by: "duban",
        detail: { due: "2024-05-07", a: 1 },
      },
      hash,
    );
    rows.push(row);
    head = { rows: row.row, head: row.hash };
  }
  return { rows, head };
}

describe("a duty's history is a chain whose head the duty holds", () => {
  const { rows, head } = chainOf("DutyOpened", "Reminded", "ReportReceived");
  const changed = (at: number, change: Partial<AuditRow>): AuditRow[] =>
    rows.map((row, nth) => (nth === at ? { ...row, ...change } : row));

  it("is whole as written", () => expect(brokenAt(rows, head, hash)).toBeUndefined());
  it.each`
    because                   | rows                                                    | says
    ${"a word was changed"}   | ${changed(1, { by: "someone@else.example" })}           | ${"第 2 行内容被改动"}
    ${"a row was taken out"}  | ${[rows[0], rows[2]]}                                   | ${"第 2 行缺失"}
    ${"the last was cut off"} | ${rows.slice(0, 2)}                                     | ${"应有 3 行，实有 2 行"}
    ${"all was written anew"} | ${chainOf("DutyOpened", "Reminded", "DutyClosed").rows} | ${"链头不符"}
    ${"a link was changed"}   | ${changed(2, { before: "00" })}                         | ${"不相连"}
  `("is broken when $because", ({ rows: given, says }) => {
    expect(brokenAt(given, head, hash)).toContain(says);
  });
  it("does not depend on the order in which details were named", () => {
    const fact = {
      at: instant("2024-04-29T01:00:00Z"),
      kind: "Reminded",
      by: "duban",
    } as const;
    expect(nextRow(EMPTY_CHAIN, { ...fact, detail: { a: 1, b: { d: 2, c: 3 } } }, hash)).toEqual(
      nextRow(EMPTY_CHAIN, { ...fact, detail: { b: { c: 3, d: 2 }, a: 1 } }, hash),
    );
  });
});
