import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { month } from "../../functions/core/day.ts";
import { type Play, play } from "../../infra/local/simulate/play.ts";

/** April 2024 of the real plan, every unit answering in its way, over real sockets. */
describe("April 2024 of the real plan", () => {
  let folder: string;
  let april: Play;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "duban-"));
    april = await play(month("2024-04"), 1, 1, folder);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it("keeps every promise", () => {
    expect(april.promises.filter(({ held }) => !held)).toEqual([]);
    expect(april.promises.map(({ promise }) => promise)).toEqual(
      expect.arrayContaining(["I1", "I2", "I3", "I4", "I5", "I6", "I8"]),
    );
  });

  it("counts that balance: every duty in one state, every submission in one end, every mail delivered once", () => {
    const { duties, submissions, messages } = april.counts;
    expect(duties.onTime + duties.late + duties.partial + duties.open + duties.missing + duties.exempt).toBe(
      duties.all,
    );
    expect(submissions.recorded + submissions.duplicate + submissions.held + submissions.service).toBe(
      submissions.received,
    );
    expect([messages.delivered, messages.failed]).toEqual([messages.sent, 0]);
    expect(duties.all).toBe(61);
    expect(april.boards[0]?.units.map(({ unit }) => unit)).toHaveLength(61);
  });

  it("nothing on the days off from 1 to 5 May, and each step on its day", () => {
    const sent = april.timeline.filter(({ what }) => what.startsWith("发出")).map(({ at }) => at);
    expect(sent.filter((at) => at >= "2024-05-01" && at < "2024-05-06")).toEqual([]);
    for (const day of [
      "2024-04-29 周一 09:00",
      "2024-05-06 周一 09:00",
      "2024-05-07 周二 17:30",
      "2024-05-08 周三 09:00",
      "2024-05-11 周六 09:00",
      "2024-05-14 周二 09:00",
      "2024-05-16 周四 09:00",
    ])
      expect(sent).toContain(day);
  });

  it("every kind of submission came: recorded, duplicate, held, from a machine", () => {
    const { recorded, duplicate, held, service } = april.counts.submissions;
    expect([recorded, duplicate, held, service].every((count) => count > 0)).toBe(true);
    expect(april.counts.escalations).toHaveProperty("rung-4");
  });
});
