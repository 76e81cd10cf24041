import type { Plan } from "../core/plan.ts";
import { t } from "../portal/language.ts";
import { LINKS } from "../portal/links.ts";
import type { Framed } from "../portal/page.tsx";
import { CYCLE_FIELDS, HOUR_FIELDS, settingsPage } from "../portal/settings.tsx";
import { changeLadder, changeRhythm, rhythmTried } from "../workflows/edit-settings.ts";
import { named } from "../workflows/show-period.ts";
import { seeOther } from "./http.ts";
import type { Answered, Answering, OwnVisit } from "./page-visit.ts";

/** When a plan's months run, and who is told on which rung. @param typed  what somebody would have instead */
export async function settings(
  plan: Plan,
  { browser, ports }: OwnVisit,
  typed?: object,
  unsaved?: Unsaved,
): Promise<Framed> {
  const { cycle, hours } = plan.settings;
  const asSet = { cycle, hours };
  const tried = await rhythmTried(plan, typed ?? asSet, ports);
  const shown = "problem" in tried ? await rhythmTried(plan, asSet, ports) : tried;
  const problem = unsaved ?? ("problem" in tried ? tried.problem : undefined);
  return settingsPage({
    plan: named(plan),
    zone: plan.settings.zone,
    token: ports.keys.pageToken(browser),
    rhythm: "rhythm" in shown ? shown.rhythm : asSet,
    problem: problem && unsavedText(problem),
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
  if (form.get("act") === "ladder") return saveLadder(plan, { ...visit, viewer });
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

type Unsaved = "unread" | "ladder" | "no-why";

function unsavedText(why: Unsaved): string {
  switch (why) {
    case "unread":
      return t("所填的不成立：请填整数和 09:00 样子的时间；提醒应晚于首次通知，各级督办应一级晚于一级。");
    case "ladder":
      return t("督办级次有晚于办结的，请把办结推后或把督办提前。");
    case "no-why":
      return t("没有写明更改的理由。");
  }
}

/** When each rung comes, and which wait for a person. */
async function saveLadder(plan: Plan, visit: OwnVisit): Promise<Answered> {
  const { form, viewer, ports } = visit;
  const typed = (await ports.store.ladder(plan.settings)).map(({ no }) => ({
    no,
    afterWorkingDays: Number(form.get(`days-${no}`)),
    approve: form.get(`approve-${no}`) === "1",
  }));
  const who = { by: viewer.mail, why: String(form.get("why") ?? "") };
  const unsaved = await changeLadder(plan.id, typed, who, ports);
  return unsaved ? settings(plan, visit, undefined, unsaved) : seeOther(LINKS.settings({ plan: plan.id }));
}
