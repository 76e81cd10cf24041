import type { Coming } from "../core/agenda.ts";
import { onRung, operatorsOf, remindedOf, supervisorsOf, unitOf } from "../core/contacts.ts";
import type { Day, Instant, Month } from "../core/day.ts";
import type { Contact, Directory, UnitId } from "../core/directory.ts";
import { isWanted } from "../core/duty.ts";
import type { Ladder } from "../core/ladder.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { showAgenda } from "./show-agenda.ts";
import { named, namedUnit } from "./show-period.ts";

/** So many days to come are offered. */
const DAYS = 12;

/** What would be sent on a day to come, and to whom, if everything stayed as it is now. */
export async function showAhead(plan: Plan, asked: string | undefined, at: Instant, { store }: Pick<Ports, "store">) {
  const { coming, ladder } = await showAgenda(plan, at, { store });
  const days = [...new Set(coming.map(({ day }) => day))].slice(0, DAYS);
  const on: Day | undefined = days.find((each) => each === asked) ?? days[0];
  const directory = await store.directory();
  const events = await Promise.all(
    coming
      .filter(({ day }) => day === on)
      .map(async (each) => ({ coming: each, to: await readersOf(each, plan, ladder, directory, { store }) })),
  );
  return { plan: named(plan), zone: plan.settings.zone, days, on, ladder, events };
}

interface Readers {
  unit: { id: string; name: string };
  mails: string[];
}

async function readersOf(
  { what, period, rung: no }: Coming,
  plan: Plan,
  ladder: Ladder,
  directory: Directory,
  { store }: Pick<Ports, "store">,
): Promise<Readers[]> {
  const rung = ladder.find((each) => each.no === no);
  const inUnits = async (contactsOf: (unit: UnitId) => Contact[]): Promise<Readers[]> =>
    (await owing(plan, period, what === "opening", { store })).map((unit) => ({
      unit: namedUnit(unit, directory),
      mails: contactsOf(unit).map(({ mail }) => mail),
    }));
  const inOffice = (unit: UnitId, contacts: readonly Contact[]): Readers[] => [
    { unit: namedUnit(unit, directory), mails: contacts.map(({ mail }) => mail) },
  ];
  switch (what) {
    case "opening":
    case "reminder":
    case "due-day":
      return inUnits((unit) => remindedOf(unitOf(unit, directory)));
    case "rung":
      return inUnits((unit) => (rung?.to ?? []).flatMap((to) => onRung(to, unit, plan.settings, directory)));
    case "preflight":
      return inOffice(plan.settings.operator, operatorsOf(plan.settings, directory));
    case "digest-open":
    case "digest-missing":
    case "closing":
      return inOffice(plan.settings.supervision, supervisorsOf(plan.settings, directory));
  }
}

/** Units whose report is wanted as it stands; of a month that is not opened, those that lead something. */
async function owing(
  plan: Plan,
  period: Month,
  isOpening: boolean,
  { store }: Pick<Ports, "store">,
): Promise<UnitId[]> {
  const board = await store.board(plan.id, period);
  if (board.length > 0 && !isOpening)
    return board.filter((duty) => isWanted({ ...duty, exempt: undefined }) && !duty.exempt).map(({ unit }) => unit);
  const measures = (await store.measures(plan)).filter(({ retired }) => !retired);
  return [...new Set(measures.flatMap(({ owners }) => owners.leads))];
}
