import { cpSync, rmSync } from "node:fs";
import { after, type Instant } from "../../functions/core/day.ts";
import { handler as receiveMail } from "../../functions/handlers/receive-mail.ts";
import { call } from "../../infra/local/call.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { openDeployment } from "../../infra/local/deployment.ts";
import type { Received } from "../../infra/local/simulate/post-office.ts";
import { runTick, tickBefore } from "../../infra/local/ticker.ts";
import { type Arriving, CHAPTERS, type Chapter, localOf, PEOPLE } from "./chapters.ts";
import { broken, endOf, factsOf } from "./facts.ts";
import { type Effect, type Fault, type Faults, faulty } from "./faulty.ts";
import { shanghai } from "./three-units.ts";
import { departmentsAtOnce, newFolder, openWorld, SECRET, type World } from "./world.ts";

/** Where a month stands between two chapters. */
export interface Place {
  folder: string;
  boxes: Received[];
  handed: number;
}

/** A chapter as it went without faults. */
export interface Undisturbed {
  chapter: Chapter;
  before: Place;
  calls: Effect[];
  end: ReturnType<typeof endOf>;
}

/** A running service, in this process or another; it may die at any time. */
export interface Service {
  tick(at: Instant): Promise<Outcome>;
  take(mail: Arriving, at: Instant): Promise<Outcome>;
  /** What it sent since it was started; nothing for the built-in mailbox. */
  received: readonly Received[];
  stop(): Promise<void>;
}
export type Outcome = "done" | "failed" | "died";

/** Plays all chapters without a fault, and keeps the place before each. */
export async function playAll(): Promise<Undisturbed[]> {
  const played: Undisturbed[] = [];
  let place: Place = { folder: newFolder(), boxes: [], handed: 0 };
  let now = "2024-04-29 08:15";
  for (const chapter of CHAPTERS) {
    const begins = chapter.events[0]!.at; // no chapter is without events
    const world = await openWorld(now, {
      folder: place.folder,
      people: PEOPLE,
      departments: departmentsAtOnce(),
    });
    await world.passTo(localOf(after(shanghai(begins), -60_000)));
    place.boxes.push(...world.post.received);
    await world.close();
    const faults = faulty();
    const { end, place: then } = await playChapter(chapter, place, (folder, at) => serviceHere(folder, at, faults));
    played.push({ chapter, before: place, calls: [...faults.calls], end });
    place = then;
    now = begins;
  }
  rmSync(place.folder, { recursive: true });
  return played;
}

/** Plays one chapter again from its beginning, with one fault. @returns what went wrong, and what it came to */
export async function playWith({ chapter, before }: Undisturbed, nth: number, fault: Fault) {
  let faults: Faults | undefined = faulty(nth, fault);
  const played = await playChapter(chapter, before, (folder, at) => {
    const [armed, none] = [faults, faulty()];
    faults = undefined; // it happens once
    return serviceHere(folder, at, armed ?? none);
  });
  rmSync(played.place.folder, { recursive: true });
  return played;
}

/** Plays a chapter in a copy of the place; a service that dies is started again five minutes later, as is a mail that failed. */
export async function playChapter(
  { events }: Chapter,
  before: Place,
  open: (folder: string, at: Instant) => Promise<Service>,
  kinds: { smtp: boolean } = { smtp: true },
) {
  const folder = newFolder();
  cpSync(before.folder, folder, { recursive: true });
  const boxes = [...before.boxes];
  let handed = before.handed;
  let now = shanghai(events[0]!.at); // no chapter is without events
  let service = await open(folder, now);
  for (const event of events) {
    const at = shanghai(event.at);
    const mail = "mail" in event ? await event.mail([...boxes, ...service.received]) : undefined;
    if (mail) handed += 1;
    now = at;
    const outcome = mail ? await service.take(mail, at) : await service.tick(at);
    if (outcome === "done") continue;
    now = after(at, 5 * 60_000);
    if (outcome === "died") {
      boxes.push(...service.received);
      await service.stop();
      service = await open(folder, now);
      await service.tick(tickBefore(now));
    }
    if (mail) await service.take(mail, now);
  }
  boxes.push(...service.received);
  await service.stop();
  const { ports, close } = openDeployment({
    folder,
    clock: standingClock(now),
    secret: SECRET,
  });
  const facts = await factsOf(ports, now);
  const wrong = await broken(ports, facts, {
    ...(kinds.smtp && { boxes }),
    handed,
    now,
  });
  close();
  return { wrong, facts, end: endOf(facts), place: { folder, boxes, handed } };
}

/** The service in this process, with the departments' boxes beside it. */
export async function serviceHere(
  folder: string,
  at: Instant,
  faults: Faults,
): Promise<Service & Pick<World, "ports">> {
  const world = await openWorld(localOf(at), {
    folder,
    people: PEOPLE,
    departments: departmentsAtOnce(),
    through: faults.through,
  });
  const happen = async (to: Instant, act: () => Promise<unknown>): Promise<Outcome> => {
    if (to > world.clock.now()) world.clock.set(to);
    const done = act().then(
      () => "done" as const,
      (problem: unknown) => {
        // what is not a fault of ours is a fault of the code
        if (problem instanceof Error && problem.message.startsWith("fault:")) return "failed" as const;
        throw problem;
      },
    );
    return Promise.race([faults.died, done]);
  };
  return {
    ports: world.ports,
    received: world.post.received,
    tick: (to) => happen(to, () => runTick(to)),
    take: ({ from, to: recipient, raw }, to) =>
      happen(to, async () => {
        await call(receiveMail, {
          raw,
          at: world.clock.now(),
          sender: from,
          recipients: [recipient],
          authentic: true,
        });
        await world.runner.deliver();
      }),
    stop: async () => {
      await faults.settled();
      await world.close();
    },
  };
}
