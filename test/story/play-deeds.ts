import { cpSync, rmSync } from "node:fs";
import { after, type Instant } from "../../functions/core/day.ts";
import type { Received } from "../../infra/local/simulate/post-office.ts";
import { tickBefore, ticksBetween } from "../../infra/local/ticker.ts";
import { type Event, localOf } from "./chapters.ts";
import { broken, factsOf } from "./facts.ts";
import { type Fault, faulty } from "./faulty.ts";
import { type Place, serviceHere } from "./play.ts";
import { shanghai, UNITS } from "./three-units.ts";
import { newFolder } from "./world.ts";

/** What befalls one event of a month. */
export interface Deed {
  fault: Fault | "none";
  /** The call at which it happens; there may be fewer. */
  nth: number;
  /** How often the event happens: a tick twice, a mail three times. */
  times: number;
  /** The tick of so many events before comes once more after it; 0: none. */
  late: number;
}

/** Plays a month to its closing, a deed for each event. @returns what went wrong, and how much of each unit is recorded */
export async function playDeeds(
  events: readonly Event[],
  deeds: readonly Deed[],
  before: Place,
): Promise<{ wrong: string[]; recorded: number[] }> {
  const folder = newFolder();
  cpSync(before.folder, folder, { recursive: true });
  const boxes: Received[] = [...before.boxes];
  let now = shanghai("2024-04-29 08:30");
  let faults = faulty();
  let service = await serviceHere(folder, now, faults);
  const restart = async (): Promise<void> => {
    boxes.push(...service.received);
    await service.stop();
    faults = faulty();
    now = after(now, 5 * 60_000);
    service = await serviceHere(folder, now, faults);
    await service.tick(tickBefore(now));
  };
  /** Ticks of an hour each, and of a quarter in the hours in which something may be due. */
  const pass = async (to: Instant): Promise<void> => {
    for (const at of ticksBetween(now, to)) if (/:00$| (?:08|09|17):/u.test(localOf(at))) await service.tick(at);
    if (to > now) now = to;
  };
  let handed = 0;
  for (const [index, event] of events.entries()) {
    const { fault, nth, times, late } = deeds[index]!; // as many as events
    const at = shanghai(event.at);
    await pass(after(at, -60_000));
    const mail = "mail" in event ? await event.mail([...boxes, ...service.received]) : undefined;
    if (mail) handed += 1;
    now = at > now ? at : now;
    const act = () => (mail ? service.take(mail, now) : service.tick(at));
    faults.arm(nth, fault === "none" ? undefined : fault);
    const outcome = await act();
    faults.arm();
    if (outcome === "died") await restart();
    if (outcome !== "done" && mail) await act();
    for (let again = 1; again < times; again += 1) await act();
    const past = events[index - late];
    if (late > 0 && past && "tick" in past) await service.tick(shanghai(past.at));
  }
  await pass(shanghai("2024-05-17 12:00"));
  boxes.push(...service.received);
  const { ports } = service;
  const facts = await factsOf(ports, now);
  const wrong = await broken(ports, facts, { boxes, handed, now });
  await service.stop();
  rmSync(folder, { recursive: true });
  return {
    wrong,
    recorded: facts.duties.map(({ entries }) => Object.keys(entries).length),
  };
}

/** What they should come to. */
export const ALL_RECORDED = UNITS.map((of) => ({ water: 3, gardens: 2, city: 2 })[of]);
