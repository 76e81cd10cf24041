import { unitOf } from "../core/contacts.ts";
import { dayAt, type Instant } from "../core/day.ts";
import { digestOf, NOTHING_TYPED, sameTyped } from "../core/draft.ts";
import { type Duty, isWanted, SubmissionId, standingOf, timeliness } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { typedOf } from "../core/form-fields.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { receiptNumber } from "../core/submission.ts";
import { periodText } from "../core/words.ts";
import { keptDraft } from "./kept-draft.ts";
import { lastMonthOf } from "./message-facts.ts";
import type { OpenForm } from "./open-form.ts";
import type { Ports } from "./ports.ts";
import { named } from "./show-period.ts";
import { saidIn } from "./show-words.ts";

/** With more measures than this, a form shows one programme at a time. */
const MANY = 40;

/** What a form shows: each measure with last month's words, what stands, and what was typed and not sent. */
export async function showForm(
  form: OpenForm,
  asked: { programme?: string | undefined; receipt?: string | undefined },
  at: Instant,
  ports: Ports,
) {
  const { duty, facts, unit, reader, token } = form;
  const { zone, operator, language } = facts.plan.settings;
  const [said, last, draft, receipt, directory] = await Promise.all([
    saidIn([duty], ports),
    lastMonthOf(duty, facts, ports.store),
    keptDraft(form, ports),
    receiptOf(asked.receipt, duty, ports),
    ports.store.directory(),
  ]);
  const all = form.asked.map((measure) => {
    const stands = said(duty, measure);
    const standing = stands ? typedOf(stands, measure.targets, language) : NOTHING_TYPED;
    const kept = draft.typed[measure.id];
    const drafted = kept && !sameTyped(kept, standing) ? kept : undefined;
    return { measure, stands, standing, drafted };
  });
  const programmes = facts.plan.programmes
    .map(({ no, code, title }) => {
      const own = all.filter(({ measure }) => measure.programme === no);
      return {
        no,
        code,
        title,
        asked: own.length,
        recorded: own.filter(({ stands }) => stands).length,
        drafted: own.filter(({ drafted }) => drafted).length,
      };
    })
    .filter((programme) => programme.asked > 0);
  const shown =
    all.length > MANY
      ? (programmes.find(({ no }) => String(no) === asked.programme) ??
        programmes.find(({ asked: all, recorded }) => recorded < all) ??
        programmes[0])
      : undefined;
  return {
    language,
    periodText: periodText(duty.period, facts.plan.settings),
    key: { plan: duty.plan, period: duty.period, unit: duty.unit },
    token,
    zone,
    plan: named(facts.plan),
    unit: { id: unit.id, name: unit.name },
    operator: unitOf(operator, directory)?.name ?? operator,
    reader,
    due: duty.days.due,
    closes: duty.days.closes,
    provisional: duty.provisional,
    closed: duty.closed,
    timeliness: timeliness(standingOf(duty), dayAt(at, zone), zone),
    round: duty.round,
    returned: duty.completeAt ? undefined : duty.returned?.why,
    request: duty.request && { kind: duty.request.kind, until: duty.request.until },
    mayAsk: isWanted(duty) && !duty.request,
    asked: all.length,
    recorded: all.filter(({ stands }) => stands).length,
    programmes,
    programme: shown?.no,
    draftSavedAt: all.some(({ drafted }) => drafted) ? draft.savedAt : undefined,
    receipt,
    measures: all
      .filter(({ measure }) => !shown || measure.programme === shown.no)
      .map(({ measure, stands, standing, drafted }) => ({
        ...describing(measure),
        last: last.get(measure.code),
        stands,
        typed: drafted ?? standing,
        isDraft: drafted !== undefined,
        stood: digestOf(standing, ports.keys.hash),
        drafted: drafted ? digestOf(drafted, ports.keys.hash) : "",
      })),
  };
}

const describing = ({ id, code, programme, taskName, text, deadlineRaw, targets }: OwnedMeasure) => ({
  id,
  code,
  programme,
  taskName,
  text,
  deadlineRaw,
  targets,
});

/** What became of the form that was just sent; nothing when it is not of this duty. */
async function receiptOf(asked: string | undefined, { plan, period, unit }: Duty, { store }: Ports) {
  const id = SubmissionId.safeParse(asked).data;
  const submission = id && (await store.submission(id));
  if (!submission || submission.plan !== plan || submission.period !== period || submission.unit !== unit)
    return undefined;
  return {
    number: receiptNumber(submission),
    at: submission.at,
    recorded: submission.entries.map(({ code }: Entry) => code),
    unrecorded: submission.unrecorded,
    kept: submission.evidence?.length ?? 0,
    files: submission.files ?? [],
    late: submission.outcome.kind === "recorded" && submission.outcome.late,
    afterClosing: submission.outcome.kind === "recorded" && submission.outcome.afterClosing,
  };
}
