import { may, type Viewer } from "../core/access.ts";
import { formPath } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import { dayAt, type Instant } from "../core/day.ts";
import { UnitId } from "../core/directory.ts";
import { type Duty, standingOf, timeliness } from "../core/duty.ts";
import { askedMeasures } from "../core/form-for.ts";
import { linksVersion } from "../core/key-versions.ts";
import type { Plan } from "../core/plan.ts";
import { mayApprove, mayDecide } from "../core/review.ts";
import { keptFiles } from "../core/submission.ts";
import type { Ports } from "./ports.ts";
import { evidenceFor } from "./rung-evidence.ts";
import { historyOf } from "./show-history.ts";
import { named, namedUnit, shownPeriods } from "./show-period.ts";
import { saidIn } from "./show-words.ts";

/** One unit in one month of a plan. Undefined when nobody knows the unit, it is none of the viewer's business, or the plan has no such month. */
export async function showUnit(
  plan: Plan,
  asked: {
    unit: string;
    period?: string | undefined;
    programme?: string | undefined;
  },
  viewer: Viewer,
  at: Instant,
  ports: Pick<Ports, "store" | "keys">,
) {
  const { store } = ports;
  const id = UnitId.safeParse(asked.unit).data;
  const shown = await shownPeriods(plan, asked.period, { store });
  if (!id || !shown || !may(viewer, "see-unit", plan.settings, id)) return undefined;
  const [directory, ladder] = await Promise.all([store.directory(), store.ladder(plan.settings)]);
  const opened = shown.all.filter(({ isOpened }) => isOpened);
  const found = await Promise.all(opened.map(({ period }) => store.duty({ plan: plan.id, period, unit: id })));
  const duties = found.filter((duty) => duty !== undefined);
  const unit = unitOf(id, directory);
  if (!unit && duties.length === 0) return undefined;
  const { zone } = plan.settings;
  const howTimely = (duty: Duty) => timeliness(standingOf(duty), dayAt(at, zone), zone);
  const duty = duties.find(({ period }) => period === shown.period);
  const before = duties.findLast(({ period }) => period < shown.period);
  const score = await store.score({ plan: plan.id, period: shown.period, unit: id });
  return {
    plan: named(plan),
    zone,
    period: shown.period,
    today: dayAt(at, zone),
    unit: { ...namedUnit(id, directory), contacts: unit?.contacts ?? [], chat: unit?.bot?.kind },
    duty: duty && {
      ...(await dutyShown(duty, before, asked.programme, plan, { store })),
      timeliness: howTimely(duty),
    },
    periods: duties.map((each) => ({
      period: each.period,
      timeliness: howTimely(each),
    })),
    ladder,
    score: score && {
      points: score.points,
      full: score.full,
      objectableUntil: score.objectableUntil,
      deductions: score.deductions.map(({ points, why, lifted }) => ({ points, why, isLifted: lifted !== undefined })),
    },
    seesBoard: may(viewer, "see-board", plan.settings),
    mayReview: mayDecide(viewer.mail, id, plan.settings, directory),
    mayAnswer: may(viewer, "answer", plan.settings, id),
    waiting:
      duty?.awaits && may(viewer, "see-board", plan.settings)
        ? {
            rung: duty.awaits.rung,
            mayApprove: mayApprove(viewer.mail, id, plan.settings, directory),
            evidence: await evidenceFor(duty, { calendar: await store.calendar(plan.settings), zone }, ports),
          }
        : undefined,
    form: duty && may(viewer, "answer", plan.settings, id) ? await formOf(duty, viewer, ports) : undefined,
  };
}

/** The form that a liaison fills in: as their own link would open it. */
async function formOf(duty: Duty, { mail }: Viewer, { store, keys }: Pick<Ports, "store" | "keys">): Promise<string> {
  const version = linksVersion(await store.keyVersions(duty.plan), duty.unit);
  return formPath(duty, keys.formToken({ ...duty, reader: mail, version }));
}

/** With more measures than this, one programme is shown at a time. */
const MANY = 40;

async function dutyShown(
  duty: Duty,
  before: Duty | undefined,
  programme: string | undefined,
  plan: Plan,
  { store }: Pick<Ports, "store">,
) {
  const asked = askedMeasures(duty, await store.editions(plan));
  const programmes = plan.programmes
    .map(({ no, code }) => ({
      no,
      code,
      asked: asked.filter((measure) => measure.programme === no).length,
    }))
    .filter((each) => each.asked > 0);
  const shown =
    programmes.find(({ no }) => String(no) === programme) ?? (asked.length > MANY ? programmes[0] : undefined);
  const [said, audit] = await Promise.all([saidIn([duty, ...(before ? [before] : [])], { store }), store.audit(duty)]);
  const history = historyOf(audit);
  return {
    due: duty.days.due,
    closes: duty.days.closes,
    closed: duty.closed,
    accepted: duty.accepted,
    returned: duty.returned,
    request: duty.request,
    exempt: duty.exempt,
    provisional: duty.provisional,
    round: duty.round,
    completeAt: duty.completeAt,
    before: before?.period,
    asked: asked.length,
    missing: asked.filter(({ id }) => !duty.entries[id]).map(({ code }) => code),
    programmes,
    programme: shown?.no,
    measures: asked
      .filter((measure) => !shown || measure.programme === shown.no)
      .map(({ id, code, text, deadlineRaw }) => ({
        id,
        code,
        text,
        deadlineRaw,
        entry: said(duty, { id, code }),
        before: before && said(before, { id, code }),
      })),
    files: await filesOf(history, { store }),
    history,
  };
}

/** The files that came with what was recorded, oldest first. */
async function filesOf(history: ReturnType<typeof historyOf>, { store }: Pick<Ports, "store">) {
  const ids = history.flatMap(({ evidence: { submission, files = 0 } }) => (submission && files > 0 ? submission : []));
  const submissions = await Promise.all([...new Set(ids)].map((id) => store.submission(id)));
  return submissions.flatMap((submission) =>
    submission ? keptFiles(submission).map((file) => ({ ...file, submission: submission.id, at: submission.at })) : [],
  );
}
