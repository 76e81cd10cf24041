import { rmSync } from "node:fs";
import type { Template } from "aws-cdk-lib/assertions";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { Deferred, type LogLine, type Mailer } from "../../functions/workflows/ports.ts";
import { METRICS, withMetrics } from "../../infra/cloud/metrics.ts";
import { standingClock, type TurnedClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { shanghai } from "../story/three-units.ts";
import { install, newFolder, SECRET } from "../story/world.ts";
import { synthesise } from "./synthesised.ts";

const AT = instant("2024-04-29T01:00:00Z");

describe("a line of the log says what CloudWatch is to count of it", () => {
  it.each`
    line                                                            | counts                                   | because
    ${{ what: "tick", at: AT, unsentOldestMinutes: 75 }}            | ${{ Ticks: 1, UnsentOldestMinutes: 75 }} | ${"a message has waited since before an hour"}
    ${{ what: "message answer", message: "m" }}                     | ${{ Sent: 1 }}                           | ${"the server took it"}
    ${{ what: "message later", message: "m", triedForMinutes: 63 }} | ${{ UnsentOldestMinutes: 63 }}           | ${"what is put off is due anew, and yet has waited"}
    ${{ what: "mail delivered", message: "m" }}                     | ${{ Delivered: 1 }}                      | ${"the provider says so"}
    ${{ what: "submission recorded", submission: "s" }}             | ${{ Recorded: 1 }}                       | ${"an answer counts"}
    ${{ what: "submission held", submission: "s" }}                 | ${{ Held: 1 }}                           | ${"a person is to look"}
    ${{ what: "plan run", plan: "p", woken: 0, overdue: 0 }}        | ${{ Overdue: 0 }}                        | ${"none is a figure too"}
  `("$line.what counts $counts: $because", ({ line, counts }) => {
    const { _aws, ...said } = withMetrics(line, AT) as LogLine & { _aws: unknown };
    expect(said).toEqual({ ...line, ...counts });
    expect(_aws).toEqual({
      Timestamp: 1714352400000,
      CloudWatchMetrics: [
        { Namespace: "duban", Dimensions: [[]], Metrics: Object.keys(counts).map((Name) => ({ Name })) },
      ],
    });
  });

  it("and is left as it is when nothing is counted of it", () => {
    const line = { what: "submission duplicate", submission: "s" };
    expect(withMetrics(line, AT)).toEqual(line);
  });
});

describe("alarms and the dashboard ask for what is counted, and for nothing else", () => {
  const counted = new Set(Object.values(METRICS).flatMap((metrics) => Object.keys(metrics)));
  /** Of our own namespace, without dimensions: alarms name them in properties, the dashboard in its text. */
  const askedIn = (template: Template): string[] => {
    const text = JSON.stringify(template.toJSON());
    const inAlarms = [...text.matchAll(/"MetricName":"(\w+)","Namespace":"duban"/gu)];
    const inDashboard = [...text.matchAll(/\[\\"duban\\",\\"(\w+)\\",\{/gu)];
    return [...inAlarms, ...inDashboard].map(([, name]) => name!); // the patterns have one group
  };
  it.each([...synthesise()])("stage %s", (_, template) => {
    expect(new Set(askedIn(template))).toEqual(counted);
  });
});

describe("the log of a month tells the figures", () => {
  let folder: string;
  let clock: TurnedClock;
  let deployment: Deployment;
  let lines: LogLine[];
  let isDown: boolean;
  const mailer: Mailer = {
    atOnce: 2,
    send: async () => {
      if (isDown) throw new Deferred("the server is down");
      return { answer: "250" };
    },
  };
  beforeEach(async () => {
    folder = newFolder();
    clock = standingClock(shanghai("2024-04-29 08:45"));
    [lines, isDown] = [[], false];
    deployment = openDeployment({ folder, clock, secret: SECRET, mailer, log: (line) => void lines.push(line) });
    await install(deployment);
  });
  afterEach(() => {
    deployment.close();
    rmSync(folder, { recursive: true });
  });
  /** Figures of the lines since it was last asked. */
  async function figuresAt(time: string): Promise<[string, unknown][]> {
    clock.set(shanghai(time));
    lines.length = 0;
    await runTick(clock.now());
    return lines.flatMap((line) =>
      Object.keys(METRICS[line.what] ?? {}).map((name) => [name, measured(line, name)] as [string, unknown]),
    );
  }
  // a line with metrics has each under its name
  const measured = (line: LogLine, name: string): unknown => (withMetrics(line, AT) as Record<string, unknown>)[name];
  const most = (figures: [string, unknown][], name: string): number =>
    Math.max(...figures.flatMap(([each, value]) => (each === name ? [Number(value)] : [])));

  it("how many are overdue, once the due day is over", async () => {
    expect(most(await figuresAt("2024-04-29 09:00"), "Overdue")).toBe(0);
    expect(most(await figuresAt("2024-05-07 09:00"), "Overdue")).toBe(0); // Tuesday, the due day itself
    expect(most(await figuresAt("2024-05-08 09:00"), "Overdue")).toBe(3);
  });

  it("that mails went out, and of which plan, month and unit", async () => {
    const figures = await figuresAt("2024-04-29 09:00");
    expect(figures.filter(([name]) => name === "Sent").length).toBeGreaterThanOrEqual(3);
    expect(lines).toContainEqual(
      expect.objectContaining({ what: "message answer", plan: "qingshi-2024", period: "2024-04", unit: "shuiwu" }),
    );
    expect(JSON.stringify(lines)).not.toMatch(/@|区水务局|清淤/u);
  });

  it("for how long the oldest mail has waited, though it is put off again and again", async () => {
    isDown = true;
    const waited: number[] = [];
    for (const time of ["09:00", "09:15", "09:30", "09:45", "10:00", "10:15", "10:30", "10:45", "11:00", "11:15"])
      waited.push(most(await figuresAt(`2024-04-29 ${time}`), "UnsentOldestMinutes"));
    expect(waited[0]).toBe(0);
    expect(Math.max(...waited)).toBeGreaterThan(60);
  });
});
