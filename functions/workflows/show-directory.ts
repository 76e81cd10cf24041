import { failing } from "../core/contact-health.ts";
import { dayAt } from "../core/day.ts";
import type { Unit } from "../core/directory.ts";
import type { DirectoryChange } from "../core/directory-change.ts";
import type { Plan } from "../core/plan.ts";
import type { Ports } from "./ports.ts";
import { named } from "./show-period.ts";

/** So many changes are shown. */
const SHOWN = 50;

/** Who there is, was and will be: all units, or one with what was changed about it. Undefined when there is no such unit. */
export async function showDirectory(
  plan: Plan,
  asked: { unit?: string | undefined },
  { store, now }: Pick<Ports, "store" | "now">,
) {
  const [{ units, zone = "UTC" }, mailboxes] = await Promise.all([store.wholeDirectory(), store.failing()]);
  const unit = units.find(({ id }) => id === asked.unit);
  if (asked.unit !== undefined && !unit) return undefined;
  return {
    plan: named(plan),
    zone,
    today: dayAt(now(), zone),
    units: units.map((each) => ({
      ...each,
      failing: mailsOf(each).filter((mail) => mailboxes.has(mail)),
    })),
    unit: unit && (await unitShown(unit, store)),
  };
}

async function unitShown(unit: Unit, store: Ports["store"]) {
  const mails = new Set<string>(mailsOf(unit));
  const log: DirectoryChange[] = [];
  for await (const change of store.directoryLog()) if (isAbout(change, unit, mails)) log.push(change);
  const healths = (await Promise.all(mailsOf(unit).map((mail) => store.health(mail)))).filter(
    (health) => health !== undefined,
  );
  return {
    ...unit,
    healths: healths.map((health) => ({ ...health, failing: failing(health) })),
    log: log.toReversed().slice(0, SHOWN),
  };
}

const mailsOf = ({ contacts }: Unit) => [
  ...new Set(contacts.flatMap(({ mail, alternate }) => (alternate ? [mail, alternate] : [mail]))),
];

const isAbout = ({ change }: DirectoryChange, { id }: Unit, mails: ReadonlySet<string>): boolean =>
  change.kind === "mended"
    ? mails.has(change.mail)
    : change.kind === "listed"
      ? change.contacts.some((each) => each.unit === id)
      : change.unit === id;
