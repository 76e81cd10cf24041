import { Day } from "../core/day.ts";
import { UnitId } from "../core/directory.ts";
import { MeasureId } from "../core/measure.ts";
import type { Plan } from "../core/plan.ts";
import type { PlanAnswer } from "../core/plan-answers.ts";
import { importPage, type LaterVersion, pointPage, type ShownPoint } from "../portal/import.tsx";
import { LINKS } from "../portal/links.ts";
import type { Framed } from "../portal/page.tsx";
import { saidOf } from "../portal/words.ts";
import {
  answerPoint,
  laterVersion,
  type OpenPoint,
  openPointsOf,
  takeVersion,
  UNANSWERED_WORDS,
  type Unanswered,
} from "../workflows/edit-plan.ts";
import { PlanRejected } from "../workflows/import-plan.ts";
import { named } from "../workflows/show-period.ts";
import { seeOther } from "./http.ts";
import type { Answering, OwnVisit } from "./page-visit.ts";

/** The document of a plan, with what is open in it; and a later version, when somebody looks at one. */
export async function planText(plan: Plan, { browser, ports }: OwnVisit, later?: LaterVersion): Promise<Framed> {
  const points = await openPointsOf(plan, ports);
  return importPage({
    plan: named(plan),
    zone: plan.settings.zone,
    title: plan.title,
    importedAt: plan.importedAt,
    token: ports.keys.pageToken(browser),
    open: points ?? [],
    answers: (plan.answers ?? []).toReversed(),
    later,
  });
}

/** A later version of a plan: first what it would change, then it is put in force. Rules PL-8, PL-9 */
export const takeText: Answering = async (visit) => {
  const { form, plan, viewer, ports } = visit;
  if (!plan || !viewer) return undefined;
  const file = form.get("file");
  if (form.get("act") === "look" && file instanceof File) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const later = await laterVersion(plan, bytes, ports);
    const [blob = ""] = "problems" in later ? [] : await ports.blobs.put([bytes]);
    return planText(plan, { ...visit, viewer }, "problems" in later ? later : { ...later, blob });
  }
  const bytes = form.get("act") === "take" ? await ports.blobs.get(String(form.get("blob"))) : undefined;
  if (!bytes) return "bad-form";
  try {
    await takeVersion(plan, bytes, ports);
  } catch (problem) {
    if (!(problem instanceof PlanRejected)) throw problem;
    return "bad-form"; // it was looked at before, and had nothing wrong
  }
  ports.log({ what: "plan version taken", plan: plan.id });
  return seeOther(LINKS.import({ plan: plan.id }));
};

/** One point that is open, to be answered. */
export async function planPoint(plan: Plan, { query, browser, ports }: OwnVisit): Promise<Framed | undefined> {
  const found = (await openPointsOf(plan, ports))?.find(({ id }) => id === query.point);
  if (!found) return undefined;
  const { id, text, point } = found;
  const about = "measure" in point ? point.measure : undefined;
  const [measures, directory] = await Promise.all([ports.store.measures(plan), ports.store.directory()]);
  const unanswered = saidOf(query.unanswered, UNANSWERED_WORDS);
  return pointPage({
    plan: named(plan),
    token: ports.keys.pageToken(browser),
    id,
    text,
    measure: measures.find((measure) => measure.id === about),
    ask: ASKS[point.code],
    units: directory.units,
    unanswered,
  });
}

const ASKS: Record<OpenPoint["point"]["code"], ShownPoint["ask"]> = {
  "plan/unknown-unit": "unit",
  "plan/open-group": "units",
  "plan/unread-deadline": "days",
  "plan/milestones-wanted": "days",
  "plan/other-deadline": "days",
  "plan/cadence": "as-written",
  "plan/assists": "assists",
};

/** Keeps what somebody answered, with who and why. Rules PL-5, PL-9 */
export const answerPlan: Answering = async ({ form, query, plan, viewer, ports }) => {
  if (!plan || !viewer || !query.point) return undefined;
  const [, measure = "", name = ""] = query.point.split("|");
  const about = aboutIn(form, measure, name);
  if (about === undefined) return "bad-form";
  const why = String(form.get("why") ?? "");
  const undone: Unanswered | undefined =
    about === "no-days" ? about : await answerPoint(plan, query.point, about, { by: viewer.mail, why }, ports);
  const back =
    undone && undone !== "not-open"
      ? `${LINKS.answer({ plan: plan.id, point: query.point })}&unanswered=${undone}`
      : LINKS.import({ plan: plan.id });
  return seeOther(back);
};

/** What a form answers; undefined when it is none of ours. */
function aboutIn(
  form: FormData,
  measureId: string,
  name: string,
): PlanAnswer["about"] | "no-assists" | "no-days" | undefined {
  const measure = MeasureId.safeParse(measureId).data;
  const units = form.getAll("unit").flatMap((unit) => UnitId.safeParse(unit).data ?? []);
  switch (form.get("as")) {
    case "unit":
      return units[0] && { kind: "unit-name", name, unit: units[0] };
    case "units":
      return measure && { kind: "open-group", measure, name, units };
    case "as-written":
      return measure && { kind: "as-written", measure };
    case "days": {
      const days = String(form.get("days") ?? "")
        .split(/[\s、，,；;]+/u)
        .filter(Boolean)
        .map((text) => Day.safeParse(text).data);
      const read = days.filter((day) => day !== undefined);
      if (read.length === 0 || read.length < days.length) return "no-days";
      return (
        measure && {
          kind: "deadline",
          measure,
          deadline: read.length === 1 ? { kind: "by", day: read[0]! } : { kind: "milestones", days: read.toSorted() }, // there is one
        }
      );
    }
    case "assists":
      return "no-assists";
    default:
      return undefined;
  }
}
