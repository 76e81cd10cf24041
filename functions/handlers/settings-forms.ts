import type { Plan } from "../core/plan.ts";
import { t } from "../portal/language.ts";
import { LINKS } from "../portal/links.ts";
import type { Framed } from "../portal/page.tsx";
import { CYCLE_FIELDS, HOUR_FIELDS, settingsPage } from "../portal/settings.tsx";
import { changeRhythm, rhythmTried } from "../workflows/edit-settings.ts";
import { named } from "../workflows/show-period.ts";
import { seeOther } from "./http.ts";
import type { Answering, OwnVisit } from "./page-visit.ts";

/** When a plan's months run, and who is told on which rung. @param typed  what somebody would have instead */
export async function settings(plan: Plan, { browser, ports }: OwnVisit, typed?: object): Promise<Framed> {
  const { cycle, hours } = plan.settings;
  const asSet = { cycle, hours };
  const tried = await rhythmTried(plan, typed ?? asSet, ports);
  const shown = "problem" in tried ? await rhythmTried(plan, asSet, ports) : tried;
  const problem = "problem" in tried ? tried.problem : undefined;
  return settingsPage({
    plan: named(plan),
    zone: plan.settings.zone,
    token: ports.keys.pageToken(browser),
    rhythm: "rhythm" in shown ? shown.rhythm : asSet,
    problem:
      problem &&
      (problem === "ladder"
        ? t("督办级次有晚于办结的，请把办结推后。")
        : t("所填的不成立：请填整数和 09:00 样子的时间；提醒应晚于首次通知。")),
    isTried: typed !== undefined && !problem,
    coming: "coming" in shown ? shown.coming : [],
    ladder: await ports.store.ladder(plan.settings),
    resets: plan.resets ?? [],
  });
}

/** What somebody would have instead: looked at first, then saved with a reason. */
export const changeSettings: Answering = async (visit) => {
  const { form, plan, viewer, ports } = visit;
  if (!plan || !viewer) return undefined;
  const { cycle, hours } = plan.settings;
  const typed = {
    cycle: {
      ...cycle,
      ...Object.fromEntries(CYCLE_FIELDS.map((field) => [field, Number(form.get(field))])),
      inclusive: form.get("inclusive") === "1",
    },
    hours: { ...hours, ...Object.fromEntries(HOUR_FIELDS.map((field) => [field, String(form.get(field))])) },
  };
  const tried = form.get("act") === "save" ? await rhythmTried(plan, typed, ports) : undefined;
  const why = String(form.get("why") ?? "");
  const isSaved =
    tried && "rhythm" in tried && (await changeRhythm(plan.id, tried.rhythm, { by: viewer.mail, why }, ports));
  return isSaved ? seeOther(LINKS.settings({ plan: plan.id })) : settings(plan, { ...visit, viewer }, typed);
};
