import { endOf, factsOf } from "./facts.ts";
import { MAIL, shanghai } from "./three-units.ts";
import { departmentsAtOnce, openWorld } from "./world.ts";

/** Plays from the opening to the first rung, and prints what it came to, with all times. */
async function playMonth(): Promise<void> {
  const world = await openWorld("2024-04-28 23:00", {
    departments: departmentsAtOnce(),
  });
  await world.passTo("2024-04-30 00:30");
  const opening = await world.last(MAIL.water.liaison);
  await world.reply({
    from: MAIL.water.liaison,
    to: opening,
    text: "清水-1-1 已完成30%。",
    id: "at-night",
  });
  await world.passTo("2024-05-08 10:00");
  const facts = await factsOf(world.ports, shanghai("2024-05-08 10:00"));
  const times = facts.messages.map(({ key, sentAt, subject }) => `${sentAt} ${key} ${subject}`).sort();
  console.log(JSON.stringify({ times, end: endOf(facts) }, null, 1));
  await world.close();
}

void playMonth();
