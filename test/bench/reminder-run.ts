import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import { dayAt, monthOf } from "../../functions/core/day.ts";
import type { Mailer } from "../../functions/workflows/ports.ts";
import { runningClock } from "../../infra/local/clock.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { type Office, officeOf, type Step } from "./office.ts";
import { sendRaw } from "./raw.ts";
import { settle } from "./settle.ts";

export type Way = "raw" | "ours";
export interface Task {
  way: Way;
  step: Step;
  units: number;
  /** Of the sink, and how many connections are opened to it. */
  port: number;
  connections: number;
}
export interface Measured {
  wallMs: number;
  cpuMs: number;
  peakMb: number;
}

/** So many mails are sent before, so that no run pays for a cold start. */
const WARM_UP = 1_000;
const SECRET = new Uint8Array(32).fill(7);

/**
 * Sends one run of reminders, in a process that does nothing else.
 *
 * @param warm  called once a small run has gone before; the run that is measured begins when it answers
 */
export async function reminderRun(
  { way, step, units, port, connections }: Task,
  warm: () => Promise<void>,
): Promise<Measured> {
  const mailer = smtpMailer({
    host: "127.0.0.1",
    port,
    secure: false,
    connections,
  });
  await measured(officeOf(WARM_UP, step), way, step, mailer);
  await warm();
  const result = await measured(officeOf(units, step), way, step, mailer);
  mailer.close();
  return result;
}

async function measured(office: Office, way: Way, step: Step, mailer: Mailer): Promise<Measured> {
  if (way === "raw") return timed(() => sendRaw(office, step, mailer, SECRET));
  const folder = mkdtempSync(join(tmpdir(), "duban-bench-"));
  const deployment = openDeployment({
    folder,
    clock: runningClock(office.at),
    mailer,
    secret: SECRET,
  });
  await settle(deployment, office);
  const result = await timed(() => runTick(office.at));
  await check(office, deployment.ports.store);
  deployment.close();
  rmSync(folder, { recursive: true });
  return result;
}

async function timed(act: () => Promise<unknown>): Promise<Measured> {
  const cpu = process.cpuUsage();
  const from = performance.now();
  await act();
  const wallMs = performance.now() - from;
  const { user, system } = process.cpuUsage(cpu);
  return {
    wallMs,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

/** @throws Error unless the ledger says that every unit's mail was sent, and the chains of their duties say so too */
async function check(
  { plan, units, at, period }: Office,
  store: ReturnType<typeof openDeployment>["ports"]["store"],
): Promise<void> {
  const sent = new Set<string>();
  for await (const { id, state } of store.journal(plan.id, "OUT", monthOf(dayAt(at, "UTC"))))
    if (state === "sent") sent.add(id);
  if (sent.size !== units.length) throw new Error(`the ledger says ${sent.size} sent, not ${units.length}`);
  for await (const { id } of store.unsent(at)) throw new Error(`the ledger says that ${id} is unsent`);
  const told = (await store.board(plan.id, period)).filter(({ told }) => told !== "").length;
  if (told !== units.length) throw new Error(`the board says ${told} told, not ${units.length}`);
}
