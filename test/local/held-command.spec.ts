import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { receiptNumber, type Submission } from "../../functions/core/submission.ts";
import { receiveMail } from "../../functions/workflows/receive-mail.ts";
import { keepTime, standingClock } from "../../infra/local/clock.ts";
import { openCommands } from "../../infra/local/commands.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { clockFile } from "../../infra/local/server-file.ts";
import { runTick } from "../../infra/local/ticker.ts";

/** Three mails of strangers, the plan's opening notices sent on Monday 29 April 2024 at nine. */
let folder: string;
let numbers: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "duban-"));
  const deployment = openDeployment({ folder, clock: standingClock(instant("2024-04-29T01:00:00Z")) });
  await install(deployment, planFile(SAMPLE_PLAN));
  await runTick(deployment.clock.now());
  numbers = [];
  for (const text of ["碧水-7-1 本月整改16处，推进中。", "碧水-7-2 本月清掏雨水口900座。", "恭喜您中奖"])
    numbers.push(receiptNumber(await received(text, numbers.length)));
  deployment.close();
  keepTime(clockFile(folder), { at: instant("2024-04-30T01:00:00Z") });

  async function received(text: string, no: number): Promise<Submission> {
    const from = "someone@elsewhere.example";
    const raw = await new MailComposer({
      from,
      to: "duban@duban.example",
      text,
      messageId: `<${no}@elsewhere.example>`,
    })
      .compile()
      .build();
    const at = instant(`2024-04-29T02:0${no}:00Z`);
    const arrived = { raw, at, sender: from, recipients: ["duban@duban.example"], authentic: true };
    const [submission] = (await receiveMail(arrived, deployment.ports)).submissions;
    if (!submission) throw new Error("nothing was kept");
    return submission;
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command prints; what it tells the person it cannot do. */
async function duban(...words: string[]): Promise<string> {
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line) => void lines.push(String(line)));
  try {
    await openCommands().parseAsync(["node", "duban", ...words, "--dir", folder]);
  } catch (problem) {
    lines.push(problem instanceof Error ? problem.message : String(problem));
  } finally {
    log.mockRestore();
  }
  return lines.join("\n");
}

describe("`duban held` decides about what waits, on this machine", () => {
  it("list: each with its number, the reason, the sender and since when, the oldest first", async () => {
    const lines = (await duban("held", "list")).split("\n");
    expect(lines.map((line) => numbers.find((number) => line.includes(number)))).toEqual(numbers);
    expect(lines[0]).toMatch(/发件人不在通讯录中 +someone@elsewhere\.example +— +1 天前/u);
    expect(JSON.parse(await duban("held", "list", "--json"))).toHaveLength(3);
  });

  it("assign: it is recorded as a unit's, with what it says", async () => {
    const [number = ""] = numbers;
    expect(await duban("held", "assign", number, "--unit", "区水务局", "--period", "2024-04")).toContain(
      "已登记为区水务局的报送，1 项",
    );
    expect(await duban("held", "list")).not.toContain(number);
    expect(await duban("status", "2024-04")).toMatch(/区水务局 .*1\/43/u);
  });

  it("ask: the unit is asked, and it goes on waiting", async () => {
    const [, number = ""] = numbers;
    expect(await duban("held", "ask", number, "--unit", "区水务局")).toContain("已请该单位核实，来件继续待核实");
    expect(await duban("held", "list")).toContain(number);
  });

  it("dismiss: with a reason, and it waits no more", async () => {
    const number = numbers[2] ?? "";
    expect(await duban("held", "dismiss", number, "--why", "广告")).toContain("已记录：不予登记");
    expect(await duban("held", "list")).not.toContain(number);
  });

  it.each`
    words                                                              | says                             | because
    ${["dismiss", "202404-NOBODY", "--why", "广告"]}                   | ${"没有编号为“202404-NOBODY”"}   | ${"nothing has that number"}
    ${["dismiss", "2", "--why", "广", "--by", "x@elsewhere.example"]}  | ${"没有编号为“2”"}               | ${"a part of a number is none"}
    ${["assign", 1, "--unit", "区水局", "--period", "2024-04"]}        | ${"名录中没有“区水局”"}          | ${"no unit is guessed"}
    ${["assign", 1, "--unit", "区水务局", "--period", "4月"]}          | ${"看不懂报送月份"}              | ${"a month has a year"}
    ${["ask", 1, "--unit", "区水务局", "--by", "x@elsewhere.example"]} | ${"x@elsewhere.example不能决定"} | ${"only who may decides"}
    ${["dismiss", 1, "--why", "广"]}                                   | ${"理由"}                        | ${"a reason is more than a sign"}
  `("$words says $says: $because", async ({ words, says }) => {
    const named = words.map((word: string | number) => (typeof word === "number" ? (numbers[word] ?? "") : word));
    expect(await duban("held", ...named)).toContain(says);
    expect(await duban("held", "list"), "it still waits").toContain(numbers[1]);
  });
});
