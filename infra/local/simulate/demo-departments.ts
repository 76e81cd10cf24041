import nodemailer from "nodemailer";
import { addMonths, dayAt, type Instant, type Month, monthOf } from "../../../functions/core/day.ts";
import { UnitId } from "../../../functions/core/directory.ts";
import type { Plan } from "../../../functions/core/plan.ts";
import type { TurnedClock } from "../clock.ts";
import type { Deployment } from "../deployment.ts";
import type { Runner } from "../runner.ts";
import { ticksBetween } from "../ticker.ts";
import { type Deed, deedsOf } from "./departments.ts";
import { act, type Office, officesOf } from "./office.ts";

/** The same demonstration has the same answers. */
const SEED = 1;

/** The departments of a demonstration, which answer by themselves while its clock is turned. */
export interface DemoDepartments {
  /** Turns the clock on; on the way each department does what it does at its own time, but for those that somebody plays. */
  stepTo(to: Instant, played: ReadonlySet<UnitId>): Promise<void>;
  close(): void;
}

export function demoDepartments(
  deployment: Deployment,
  { clock, runner, smtp, http }: { clock: TurnedClock; runner: Runner; smtp: number; http: number },
): DemoDepartments {
  const { store } = deployment.ports;
  const mails = nodemailer.createTransport({ host: "127.0.0.1", port: smtp, secure: false, pool: true });
  const known = new Map<string, readonly Own[]>();

  /** What the units of a month will do, once it has been opened. */
  async function deedsIn(plan: Plan): Promise<Own[]> {
    const calendar = await store.calendar(plan.settings);
    const opened = (await store.periods(plan.id)).filter(({ closed }) => !closed);
    for (const { period, days } of opened) {
      if (known.has(`${plan.id} ${period}`)) continue;
      const board = await store.board(plan.id, period);
      const officeOf = await officesOf({
        deployment,
        plan,
        seed: SEED,
        mails,
        http,
        boxOf: (mail) => boxOf(mail, plan, deployment),
        keep: () => {},
      });
      const own = board.flatMap(({ unit }) =>
        deedsOf(unit, period, days, plan.settings.zone, calendar, SEED).deeds.map((deed) => ({
          deed,
          office: officeOf(period),
        })),
      );
      known.set(`${plan.id} ${period}`, own);
    }
    return opened.flatMap(({ period }) => known.get(`${plan.id} ${period}`) ?? []);
  }

  return {
    async stepTo(to, played) {
      const [plan] = await store.plans();
      let from = clock.now(); // it runs on while they answer
      for (const stop of [...ticksBetween(from, to), to]) {
        const since = from;
        const due = plan ? (await deedsIn(plan)).filter(({ deed }) => since < deed.at && deed.at <= stop) : [];
        for (const { deed, office } of due.toSorted(byTime)) {
          await runner.stepTo(clock, deed.at);
          if (played.has(UnitId.parse(deed.unit)) || (await isAnswered(deed, office))) continue;
          await act(deed, office);
          await runner.deliver();
        }
        await runner.stepTo(clock, stop);
        from = stop;
      }
    },
    close: () => mails.close(),
  };
}

interface Own {
  deed: Deed;
  office: Office;
}
const byTime = ({ deed: a }: Own, { deed: b }: Own): number => (`${a.at} ${a.unit}` < `${b.at} ${b.unit}` ? -1 : 1);

/** Somebody has already done it in its place. */
async function isAnswered({ unit }: Deed, { deployment, plan, period }: Office): Promise<boolean> {
  const duty = await deployment.ports.store.duty({ plan: plan.id, period, unit: UnitId.parse(unit) });
  return Boolean(duty?.completeAt || duty?.exempt);
}

/** What was sent to somebody in this month and the one before, as the built-in mailbox has it. */
async function boxOf(mail: string, plan: Plan, { ports, clock }: Deployment): Promise<Uint8Array[]> {
  const { store, blobs } = ports;
  const now = monthOf(dayAt(clock.now(), "UTC"));
  const box: Uint8Array[] = [];
  for (const month of [addMonths(now, -1), now]) box.push(...(await sentTo(mail, plan, month, { store, blobs })));
  return box;
}

async function sentTo(
  mail: string,
  { id: plan }: Plan,
  month: Month,
  { store, blobs }: Pick<Deployment["ports"], "store" | "blobs">,
): Promise<Uint8Array[]> {
  const sent: Uint8Array[] = [];
  for await (const line of store.journal(plan, "OUT", month)) {
    const blob = line.who === mail ? (await store.message(line.id))?.blob : undefined;
    const raw = blob && (await blobs.get(blob));
    if (raw) sent.push(raw);
  }
  return sent.toReversed();
}
