import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { UnitId } from "../../functions/core/directory.ts";
import { answerHttp } from "../../infra/local/answer-http.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { listenForHttp } from "../../infra/local/http-listener.ts";
import { install } from "../../infra/local/install.ts";
import { listenForMail } from "../../infra/local/mail-listener.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { runnerOf } from "../../infra/local/runner.ts";
import { demoDepartments } from "../../infra/local/simulate/demo-departments.ts";

it("departments of a demonstration answer while its clock is turned, in time and late, but for the one that somebody plays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "duban-demo-"));
  const clock = standingClock(instant("2024-04-29T00:55:00Z"));
  const deployment = openDeployment({ folder, clock });
  const failures: unknown[] = [];
  const failed = (problem: unknown) => void failures.push(problem);
  const { ports } = deployment;
  const { plan } = await install(deployment, planFile(SAMPLE_PLAN));
  const smtp = await listenForMail({
    port: 0,
    domain: ports.domain,
    now: clock.now,
    trustLoopback: true,
    taken: () => {},
    failed,
  });
  const http = await listenForHttp(0, answerHttp(deployment), failed);
  const departments = demoDepartments(deployment, {
    clock,
    runner: runnerOf(deployment, failed),
    smtp: smtp.port,
    http: http.port,
  });
  const completeOn = async (day: string, played: string[] = []) => {
    await departments.stepTo(instant(`${day}T00:55:00Z`), new Set(played.map((each) => UnitId.parse(each))));
    const [period] = await ports.store.periods(plan.id);
    const board = period ? await ports.store.board(plan.id, period.period) : [];
    return new Set(board.flatMap(({ unit, completeAt }) => (completeAt ? [unit] : [])));
  };

  const first = await completeOn("2024-04-30");
  expect(first.size).toBeGreaterThan(0);
  const holiday = await completeOn("2024-05-05");
  expect(await completeOn("2024-05-01"), "the clock is not turned back").toEqual(holiday);
  // by itself it answers on Tuesday 7 May
  const played = "caizheng";
  const due = await completeOn("2024-05-08", [played]);
  expect(due.size).toBeGreaterThan(holiday.size);
  expect(due).not.toContain(played);
  expect((await completeOn("2024-05-16")).size).toBeGreaterThanOrEqual(due.size);
  expect(failures).toEqual([]);

  departments.close();
  await Promise.all([smtp.close(), http.close()]);
  deployment.close();
  rmSync(folder, { recursive: true });
}, 60_000);
