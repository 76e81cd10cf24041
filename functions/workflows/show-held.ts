import { unitOf } from "../core/contacts.ts";
import { dayAt, daysBetween, type Instant } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import type { Plan } from "../core/plan.ts";
import { type Submission, waits } from "../core/submission.ts";
import type { Ports } from "./ports.ts";
import { named, namedUnit, shownPeriods } from "./show-period.ts";

/** So many stand on the page; the oldest first, so that none waits for ever. */
const SHOWN = 200;

/** What is held for a person to decide, oldest first. @param concerns  whether what may be of this unit concerns the viewer */
export async function showHeld(
  plan: Plan,
  at: Instant,
  { store }: Pick<Ports, "store">,
  concerns: (unit: UnitId | null) => boolean = () => true,
) {
  const directory = await store.directory();
  const { zone } = plan.settings;
  const held: Submission[] = [];
  for await (const id of store.held(plan.id)) {
    const submission = await store.submission(id);
    if (submission && waits(submission) && concerns(submission.unit)) held.push(submission);
    if (held.length === SHOWN) break;
  }
  return {
    plan: named(plan),
    zone,
    isCut: held.length === SHOWN,
    rows: held.map((submission) => ({
      submission,
      unit: submission.unit ? namedUnit(submission.unit, directory) : undefined,
      days: daysBetween(dayAt(submission.at, zone), dayAt(at, zone)),
      isSupervisions: submission.unit === plan.settings.operator,
    })),
  };
}

/** What whoever decides needs at hand: the units and months that a submission may be of. */
export async function remediesFor(plan: Plan, submission: Submission, { store }: Pick<Ports, "store">) {
  const [directory, periods] = await Promise.all([store.directory(), shownPeriods(plan, undefined, { store })]);
  const { operator, supervision } = plan.settings;
  return {
    units: directory.units.map(({ id, name }) => ({ id, name })),
    periods: (periods?.all ?? []).filter(({ isOpened }) => isOpened).map(({ period }) => period),
    period: submission.period ?? periods?.period,
    unit: submission.unit ?? undefined,
    isMail: submission.door === "mail",
    decider: unitOf(submission.unit === operator ? supervision : operator, directory)?.name ?? "",
  };
}
