import { z } from "zod";
import { LINKS } from "../portal/links.ts";
import { resumePlan, stopPlan } from "../workflows/stop-plan.ts";
import { seeOther } from "./http.ts";
import type { Answering } from "./page-visit.ts";

const Switch = z.discriminatedUnion("act", [
  z.object({ act: z.literal("stop"), why: z.string() }),
  z.object({ act: z.literal("resume") }),
]);

/** Stops what is sent in a plan's name, or lets it go on. Rule RM-14 */
export const stopOrResume: Answering = async ({ form, plan, viewer, ports }) => {
  const given = Switch.safeParse(Object.fromEntries(form)).data;
  if (!plan || !viewer) return undefined;
  if (!given) return "bad-form";
  const by = viewer.mail;
  const outcome = await (given.act === "stop"
    ? stopPlan(plan.id, given.why, by, ports)
    : resumePlan(plan.id, by, ports));
  const back = LINKS.manage({ plan: plan.id });
  return seeOther("unstopped" in outcome ? `${back}&undone=${outcome.unstopped}` : back);
};
