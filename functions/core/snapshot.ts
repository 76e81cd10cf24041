import { z } from "zod";
import { dayAt, Instant } from "./day.ts";
import { Duty, standingOf, Timeliness, timeliness } from "./duty.ts";

/**
 * A duty as it was when its month closed; nothing overwrites it. What comes later stays in the duty, with its date: a
 * correction.
 */
export const Snapshot = z.object({ ...Duty.shape, closedAt: Instant, timeliness: Timeliness });
export type Snapshot = z.infer<typeof Snapshot>;

/** @rule DG-4 what a month closes with is copied once, and later changes are dated corrections */
export const snapshotOf = (duty: Duty, closedAt: Instant, zone: string): Snapshot =>
  Snapshot.parse({ ...duty, closedAt, timeliness: timeliness(standingOf(duty), dayAt(closedAt, zone), zone) });
