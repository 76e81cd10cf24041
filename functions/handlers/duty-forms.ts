import { z } from "zod";
import { may } from "../core/access.ts";
import { Bot } from "../core/bot.ts";
import { Day, Month } from "../core/day.ts";
import { type Mailbox, UnitId } from "../core/directory.ts";
import type { DutyKey } from "../core/duty.ts";
import type { RungUndone } from "../core/escalation.ts";
import { MeasureId } from "../core/measure.ts";
import { mayDecide, type Undecided } from "../core/review.ts";
import { LINKS } from "../portal/links.ts";
import { askFor } from "../workflows/ask-for.ts";
import { changeDirectory, setBot } from "../workflows/change-directory.ts";
import { decideRung } from "../workflows/decide-rung.ts";
import { acceptAll, decideRequest, review } from "../workflows/review.ts";
import { HandOverForm } from "./hand-over-form.ts";
import { seeOther } from "./http.ts";
import type { Answering, Visit } from "./page-visit.ts";

/** What a form on a unit's page asks to be done with its duty. */
const Act = z.discriminatedUnion("act", [
  z.object({ act: z.literal("accept") }),
  z.object({ act: z.literal("return"), why: z.string(), hollow: z.string().optional() }),
  z.object({ act: z.literal("grant"), until: Day.optional().catch(undefined), why: z.string().optional() }),
  z.object({ act: z.literal("deny"), why: z.string() }),
  z.object({ act: z.literal("approve") }),
  z.object({ act: z.literal("decline"), why: z.string() }),
  z.object({
    act: z.literal("ask"),
    kind: z.enum(["extension", "exemption"]),
    until: Day.optional().catch(undefined),
    why: z.string().max(500),
  }),
]);

/** A form on a unit's page: review, a decision about a request or a rung, a request. */
export const actOnDuty: Answering = async (visit) => {
  const { params, form, plan } = visit;
  const unit = UnitId.safeParse(params.unit).data;
  const period = Month.safeParse(form.get("period")).data;
  const act = Act.safeParse(Object.fromEntries(form)).data;
  if (!plan || !unit || !period) return undefined;
  if (!act) return "bad-form";
  const why = await done(act, { plan: plan.id, period, unit }, visit);
  if (why === "not-allowed") return why;
  const back = LINKS.unit(unit, { plan: plan.id, period });
  return seeOther(why ? `${back}&undecided=${why}` : back);
};

/** Does it; says why not, when it cannot be done. Rules AC-1, RV-1 to RV-3, ES-3 */
async function done(
  act: z.infer<typeof Act>,
  key: DutyKey,
  { viewer, plan, form, ports }: Visit,
): Promise<Undecided | RungUndone | "not-allowed" | undefined> {
  if (!viewer || !plan) return "not-allowed";
  const { mail: by } = viewer;
  if (act.act === "ask") {
    if (!may(viewer, "answer", plan.settings, key.unit)) return "not-allowed";
    const { kind, why, until } = act;
    return askFor(key, { kind, why, from: by, ...(kind === "extension" && until && { until }) }, ports);
  }
  if (act.act === "approve" || act.act === "decline") {
    const verdict =
      act.act === "approve" ? ({ kind: "approve" } as const) : ({ kind: "decline", why: act.why } as const);
    const decided = await decideRung(key, verdict, by, ports);
    if (!("undone" in decided)) return undefined;
    return decided.undone === "not-yours" ? "not-allowed" : decided.undone;
  }
  if (!mayDecide(by, key.unit, plan.settings, await ports.store.directory())) return "not-allowed";
  const decided = await (act.act === "accept"
    ? review(key, { kind: "accept" }, by, ports)
    : act.act === "return"
      ? review(key, { kind: "return", why: act.why, hollow: act.hollow !== undefined, ...chosen(form) }, by, ports)
      : act.act === "grant"
        ? decideRequest(
            key,
            { granted: true, ...(act.until && { until: act.until }), ...(act.why && { why: act.why }) },
            by,
            ports,
          )
        : decideRequest(key, { granted: false, why: act.why }, by, ports));
  return "undecided" in decided ? decided.undecided : undefined;
}

/** The measures that are to be reported again; all when none is chosen. */
function chosen(form: FormData): { measures?: MeasureId[] } {
  const measures = form.getAll("measure").flatMap((id) => MeasureId.safeParse(id).data ?? []);
  return measures.length > 0 ? { measures } : {};
}

/** Accepts all of a month that is complete and has nothing to ask about. Rule RV-1 */
export const acceptReports: Answering = async ({ form, viewer, plan, ports }) => {
  const period = Month.safeParse(form.get("period")).data;
  if (!viewer || !plan || !period) return undefined;
  await acceptAll(plan, period, viewer.mail, ports);
  return seeOther(LINKS.board({ plan: plan.id, period, waits: "review" }));
};

/** Why a liaison's hand-over or bot was not kept, beside what every hand-over may lack. */
export const NOT_HANDED_OVER = {
  "bad-mail": "信箱不对。请写成 name@shuiwu.example 的样子。",
  "bad-bot": "这不是该群机器人的地址。请在群里复制机器人的 Webhook 地址，并核对群在哪里。",
  elsewhere: "接手的信箱与本单位的不在同一个域名。请由牵头办公室在名录中办理。",
} as const;

const domainOf = (mail: Mailbox): string => mail.split("@")[1] ?? "";

/** A liaison hands over in their own unit, or lets somebody stand in there; another domain is for the operator. Rule RM-13 */
export const handOver: Answering = async ({ params, form, plan, viewer, ports }) => {
  const unit = UnitId.safeParse(params.unit).data;
  const given = HandOverForm.safeParse(Object.fromEntries(form)).data;
  if (!plan || !viewer || !unit) return undefined;
  if (!may(viewer, "answer", plan.settings, unit)) return "not-allowed";
  if (!given) return "bad-form";
  const back = LINKS.unit(unit, { plan: plan.id });
  const { from, to, name, on, until, why } = given;
  if (!to) return seeOther(`${back}&undecided=bad-mail`);
  if (domainOf(to) !== domainOf(from)) return seeOther(`${back}&undecided=elsewhere`);
  const change = { kind: "handover", unit, from, to, name, on, ...(until && { until }) } as const;
  const changed = await changeDirectory(change, { by: viewer.mail, why }, ports);
  return seeOther("unchanged" in changed ? `${back}&undecided=${changed.unchanged}` : back);
};

/** A liaison sets the bot of their unit's chat group, or takes it away. Rule RM-10 */
export const chatBot: Answering = async ({ params, form, plan, viewer, ports }) => {
  const unit = UnitId.safeParse(params.unit).data;
  if (!plan || !viewer || !unit) return undefined;
  if (!may(viewer, "answer", plan.settings, unit)) return "not-allowed";
  const [kind, url = "", secret = ""] = ["kind", "url", "secret"].map((name) => String(form.get(name) ?? "").trim());
  const bot = Bot.safeParse({ kind, url, ...(secret && { secret }) }).data;
  const back = LINKS.unit(unit, { plan: plan.id });
  if (url && !bot) return seeOther(`${back}&undecided=bad-bot`);
  await setBot(unit, bot, viewer.mail, ports);
  return seeOther(back);
};
