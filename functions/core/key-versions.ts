import { z } from "zod";
import { after, Instant } from "./day.ts";
import type { UnitId } from "./directory.ts";
import { PlanId } from "./plan-settings.ts";

const UnitVersions = z.strictObject({
  /** Of the links to its forms. */
  links: z.int().min(1),
  /** Of the secret that its systems sign with. */
  secret: z.int().min(1),
  /** The secret before, while both count. */
  before: z.strictObject({ secret: z.int().min(1), until: Instant }).nullable(),
});
type UnitVersions = z.infer<typeof UnitVersions>;

/** Which versions of its units' links and secrets a plan takes; a unit that is not named has the first of each. */
export const KeyVersions = z.object({ plan: PlanId, units: z.record(z.string(), UnitVersions) });
export type KeyVersions = z.infer<typeof KeyVersions>;

export const firstVersions = (plan: PlanId): KeyVersions => ({ plan, units: {} });

const FIRST: UnitVersions = { links: 1, secret: 1, before: null };
const versionsOf = ({ units }: KeyVersions, unit: UnitId): UnitVersions => units[unit] ?? FIRST;

export const linksVersion = (versions: KeyVersions, unit: UnitId): number => versionsOf(versions, unit).links;

/** The versions of a unit's secret that count at a time, the newest first. */
export function secretVersions(versions: KeyVersions, unit: UnitId, at: Instant): number[] {
  const { secret, before } = versionsOf(versions, unit);
  return before && at < before.until ? [secret, before.secret] : [secret];
}

/** So long both secrets count: time enough to put the new one into a system. */
const BOTH_COUNT_MS = 7 * 24 * 60 * 60 * 1000;

/** With a new secret for a unit. The one before counts for a week more, or no longer when it has leaked. */
export const withNewSecret = <Kept extends KeyVersions>(
  versions: Kept,
  unit: UnitId,
  at: Instant,
  hasLeaked: boolean,
): Kept => {
  const now = versionsOf(versions, unit);
  const before = hasLeaked ? null : { secret: now.secret, until: after(at, BOTH_COUNT_MS) };
  return withUnit(versions, unit, { ...now, secret: now.secret + 1, before });
};

/** With no link to a unit's forms that has gone out: those of later mails count. */
export const withNewLinks = <Kept extends KeyVersions>(versions: Kept, unit: UnitId): Kept => {
  const now = versionsOf(versions, unit);
  return withUnit(versions, unit, { ...now, links: now.links + 1 });
};

const withUnit = <Kept extends KeyVersions>(versions: Kept, unit: UnitId, now: UnitVersions): Kept => ({
  ...versions,
  units: { ...versions.units, [unit]: now },
});
