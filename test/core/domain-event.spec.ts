import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AuditKind, nextRow } from "../../functions/core/audit.ts";
import { instant } from "../../functions/core/day.ts";
import { DOMAIN_EVENTS, DomainEvent, eventOf } from "../../functions/core/domain-event.ts";
import { aDuty } from "./duties-of.ts";

const at = instant("2024-04-29T01:00:00Z");
const rowOf = (kind: AuditKind, detail: Record<string, unknown>) =>
  nextRow({ rows: 2, head: "" }, { at, kind, by: "liaison@shuiwu.daxing.example", detail }, (text) => text);

describe("others hear what happened to a duty, and nothing of who did it", () => {
  it.each`
    kind                  | detail                                                                              | heard                                                                    | because
    ${"DutyOpened"}       | ${{ due: "2024-05-07", measures: 3 }}                                               | ${{ due: "2024-05-07", measures: 3 }}                                    | ${"all of it may be known"}
    ${"EscalationRaised"} | ${{ rungs: [1], to: ["head@shuiwu.daxing.example"] }}                               | ${{ rungs: [1] }}                                                        | ${"mailboxes stay with us"}
    ${"ReportReceived"}   | ${{ submission: "submission-one", codes: ["碧水-1-1"], complete: true, text: "…" }} | ${{ submission: "submission-one", codes: ["碧水-1-1"], complete: true }} | ${"words stay with us"}
  `("$kind: $because", ({ kind, detail, heard }) => {
    const event = eventOf(aDuty(), rowOf(kind, detail));
    expect(event?.detail).toEqual(heard);
    expect(JSON.stringify(event)).not.toContain("@");
  });

  it("a reminder is nobody else's business", () => {
    expect(eventOf(aDuty(), rowOf("Reminded", { step: "opening" }))).toBeUndefined();
  });

  it("the same row has the same id, another row another", () => {
    const { plan, period, unit } = aDuty();
    const opened = eventOf(aDuty(), rowOf("DutyOpened", { due: "2024-05-07", measures: 3 }));
    expect(opened?.id).toBe(`${plan}/${period}/${unit}/3`);
  });
});

describe("the catalogue of events", () => {
  const catalogue = readFileSync(join(import.meta.dirname, "../../infra/EVENTS.md"), "utf8");
  const examples = [...catalogue.matchAll(/^## (\w+)$[\s\S]*?```json\n([\s\S]*?)```/gmu)].map(([, kind, json]) => ({
    kind,
    event: JSON.parse(json ?? ""),
  }));

  it("has every kind, in the order of the code", () => {
    expect(examples.map(({ kind }) => kind)).toEqual(Object.keys(DOMAIN_EVENTS));
  });

  it.each(examples)("the example of $kind is one", ({ kind, event }) => {
    const { detail, version } = DomainEvent.parse(event);
    const { version: current, detail: shape } = DOMAIN_EVENTS[kind as keyof typeof DOMAIN_EVENTS]; // as the test above says
    expect([event.kind, version, shape.strict().parse(detail)]).toEqual([kind, current, detail]);
  });
});
