import { z } from "zod";
import { Instant } from "../core/day.ts";
import { PlanId } from "../core/plan-settings.ts";
import { eachJob } from "../workflows/run.ts";
import { runPlan } from "../workflows/run-plan.ts";
import { queueEntry } from "./entry.ts";

/** Woken by the tick, for each plan that may have something due. */
export const handler = queueEntry(z.object({ plan: PlanId, at: Instant }), (jobs, ports) =>
  eachJob(jobs, (job) => runPlan(job, ports)),
);
