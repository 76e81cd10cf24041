import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { after, instant } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { keepTime, standingClock } from "../../infra/local/clock.ts";
import { openCommands } from "../../infra/local/commands.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { clockFile } from "../../infra/local/server-file.ts";

const LIAISON = "liaison@shuiwu.daxing.example";

/** Daxing's plan on Monday 29 April 2024; what was sent to one mailbox came back. */
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "duban-"));
  const at = instant("2024-04-29T01:00:00Z");
  const deployment = openDeployment({ folder, clock: standingClock(at) });
  await install(deployment, planFile(SAMPLE_PLAN));
  await deployment.ports.store.change(async (changes) =>
    changes.health({ mail: Mailbox.parse(LIAISON), failure: { at, hard: true, why: "550 5.1.1 user unknown" } }),
  );
  deployment.close();
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

/** What a command prints, each a minute after the one before; what it tells the person it cannot do. */
let minute = 0;
async function duban(...words: string[]): Promise<string> {
  keepTime(clockFile(folder), { at: after(instant("2024-04-30T01:00:00Z"), ++minute * 60_000) });
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((line) => void lines.push(String(line)));
  try {
    await openCommands().parseAsync(["node", "duban", "contact", ...words, "--dir", folder]);
  } catch (problem) {
    lines.push(problem instanceof Error ? problem.message : String(problem));
  } finally {
    log.mockRestore();
  }
  return lines.join("\n");
}
const handover = (...more: string[]) =>
  duban("handover", "--unit", "区水务局", "--to", "next@shuiwu.example", "--name", "联络员", ...more);

it.each`
  said                                                                                                                                            | says                                                                    | because
  ${() => duban("list", "--unit", "区水务局")}                                                                                                    | ${`${LIAISON}：已停发。2024-04-29 550 5.1.1 user unknown`}              | ${"mail to it came back"}
  ${() => handover("--from", LIAISON, "--on", "2024-05-06", "--why", "轮岗", "--by", LIAISON)}                                                    | ${"不能更改通讯录"}                                                     | ${"a liaison does not keep the directory"}
  ${() => handover("--from", LIAISON, "--on", "5月6日", "--why", "轮岗")}                                                                         | ${"看不懂日期“5月6日”。请写成 2024-05-06 的样子。"}                     | ${"a day must be one"}
  ${() => handover("--from", "else@x.example", "--on", "2024-05-06", "--why", "轮岗")}                                                            | ${"该邮箱那时不是这个单位的联系人"}                                     | ${"it is nobody's"}
  ${() => handover("--from", LIAISON, "--on", "2024-05-06", "--why", "轮岗")}                                                                     | ${"已登记：区水务局 2024-05-06 起由 next@shuiwu.example 接手"}          | ${"all is well"}
  ${() => duban("away", "--unit", "区水务局", "--mail", "next@shuiwu.example", "--from", "2024-05-13", "--until", "2024-05-14", "--why", "培训")} | ${"2024-05-13 至 2024-05-14 不在岗"}                                    | ${"who takes over may be away too"}
  ${() => duban("mended", "--mail", LIAISON)}                                                                                                     | ${`已登记：${LIAISON} 恢复发信。`}                                      | ${"somebody has called them"}
  ${() => duban("mended", "--mail", LIAISON)}                                                                                                     | ${"没有退信记录"}                                                       | ${"it is not failing any more"}
  ${() => duban("list", "--unit", "区水务局")}                                                                                                    | ${"2024-05-06 起；2024-05-13 至 2024-05-14 不在岗"}                     | ${"the new one with their days"}
  ${() => duban("log")}                                                                                                                           | ${`区水务局：${LIAISON} 交给 next@shuiwu.example，2024-05-06 起  轮岗`} | ${"what, by whom and why"}
`("one after another: $says, because $because", async ({ said, says }) => expect(await said()).toContain(says));

it("the log is whole and in order", async () => {
  const changes = JSON.parse(await duban("log", "--json"));
  expect(changes.map(({ change }: { change: { kind: string } }) => change.kind)).toEqual([
    "handover",
    "away",
    "mended",
  ]);
});
