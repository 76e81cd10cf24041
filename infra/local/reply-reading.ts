import { readMail } from "../../functions/adapters/mail-reader.ts";
import { readSentFile } from "../../functions/adapters/sent-files.ts";
import { ownMail } from "../../functions/core/addresses.ts";
import type { Question } from "../../functions/core/answer.ts";
import { workCalendar } from "../../functions/core/calendar.ts";
import { unitOf } from "../../functions/core/contacts.ts";
import { cycleDays, periodsOf } from "../../functions/core/cycle.ts";
import { dayAt, type Month, toInstant, yearOf } from "../../functions/core/day.ts";
import { reportsIn } from "../../functions/core/deadline.ts";
import type { Directory, Unit, UnitId } from "../../functions/core/directory.ts";
import type { Entry } from "../../functions/core/entry.ts";
import { formFor } from "../../functions/core/form-for.ts";
import type { MailKind } from "../../functions/core/mail-kind.ts";
import type { Measure } from "../../functions/core/measure.ts";
import { namesIn, ownersOf, unitNamed } from "../../functions/core/owners.ts";
import { readPlan } from "../../functions/core/plan-document.ts";
import type { PlanSettings } from "../../functions/core/plan-settings.ts";
import type { ReceivedMail } from "../../functions/core/received-mail.ts";
import { readReply } from "../../functions/core/reply-reading.ts";
import { answerOf, type FileReading, fileWords, readFile } from "../../functions/core/sent-file.ts";
import { DEFAULT_DOMAIN } from "./deployment.ts";
import { planFile, SAMPLE_PLAN, sampleDirectory, sampleHolidays } from "./plan-files.ts";
import { UserError } from "./user-error.ts";

/** What a mail would be taken for, as `duban reply read` prints it. */
export interface ReplyReport {
  kind: MailKind["kind"];
  /** The person's own words. */
  text: string;
  entries: Entry[];
  questions: Question[];
  /** Each file, those in a ZIP by themselves: what it is, and which measures were read of it. */
  attachments: { name: string; is: FileReading["is"]; codes: string[]; said: string }[];
}

interface Wanted {
  unit?: string;
  plan?: string;
  period?: Month;
}

/** Reads a reply as the sample plan's units would send it, and records nothing. */
export async function replyReading(raw: Uint8Array, { unit: name, plan, period: month }: Wanted): Promise<ReplyReport> {
  const sample = samplePlan();
  if (plan !== undefined && plan !== sample.settings.id)
    throw new UserError(`没有计划 ${plan}。已有：${sample.settings.id}。`);
  const mail = await readMail(raw);
  const period = month ?? periodOf(mail, sample);
  const unit = name === undefined ? undefined : named(name, sample.directory);
  const asked = unit ? askedOf(unit, period, sample) : sample.measures;
  const reply = readReply(mail, asked, ownMail(DEFAULT_DOMAIN), period);
  const files = await filesOf(mail, unit ? [unit] : sample.directory.units, asked, period, sample);
  const { entries, questions } = reply.kind === "reply" ? answerOf(files, reply) : reply;
  return {
    kind: reply.kind,
    text: reply.text,
    entries,
    questions: [...(reply.doubtful ? [{ code: null, about: "doubtful", text: reply.doubtful }] : []), ...questions],
    attachments: files.map((file) => ({
      name: file.name,
      is: file.is,
      codes: file.entries.map(({ code }) => code),
      said: fileWords(file),
    })),
  };
}

/** The sample plan, with the units that answer for each measure. */
interface Sample {
  settings: PlanSettings;
  directory: Directory;
  periods: Month[];
  measures: (Measure & { leads: readonly UnitId[] })[];
}

function samplePlan(): Sample {
  const { source, settings, answers } = planFile(SAMPLE_PLAN);
  const directory = sampleDirectory();
  const { plan, measures } = readPlan(source, settings, namesIn(directory));
  const { issuedOn, year } = plan;
  if (!settings || !issuedOn || !year) throw new UserError("样例计划缺少设置。");
  return {
    settings,
    directory,
    periods: periodsOf({ year, issuedOn, settings }),
    measures: measures.map((measure) => ({ ...measure, leads: ownersOf(measure, directory, issuedOn, answers).leads })),
  };
}

function named(name: string, directory: Directory): Unit {
  const id = unitNamed(name, directory);
  const unit = id && unitOf(id, directory);
  if (!unit) throw new UserError(`名录中没有“${name}”。请写全称，例如 区水务局。`);
  return unit;
}

const askedOf = ({ id }: Unit, period: Month, { measures }: Sample) =>
  measures.filter(({ leads, deadline }) => leads.includes(id) && reportsIn(period, deadline));

/** The month that the subject names, else the one that was open on the day of the mail, else the plan's first. */
function periodOf({ subject, date }: ReceivedMail, { periods, settings }: Sample): Month {
  const [, year = String(yearOf(periods[0]!)), no = ""] = /(?:(20\d\d)年)?(\d{1,2})月/.exec(subject) ?? []; // a plan has months
  const named = `${year}-${no.padStart(2, "0")}`;
  const written = Date.parse(date ?? "");
  const on = Number.isNaN(written) ? undefined : dayAt(toInstant(written), settings.zone);
  const calendar = workCalendar(sampleHolidays());
  const open = (period: Month): boolean => {
    const { opens, closes } = cycleDays(period, settings.cycle, calendar);
    return on !== undefined && opens <= on && on <= closes;
  };
  return periods.find((period) => period === named) ?? periods.find(open) ?? periods[0]!;
}

/** What the mail's files say: a workbook of ours is that of one of the units. */
async function filesOf(
  mail: ReceivedMail,
  units: readonly Unit[],
  asked: readonly Measure[],
  period: Month,
  sample: Sample,
) {
  const { due } = cycleDays(period, sample.settings.cycle, workCalendar(sampleHolidays()));
  const forms = units.map((unit) =>
    formFor({ period, days: { due } }, sample, unit, askedOf(unit, period, sample), new Map()),
  );
  const readings: FileReading[] = [];
  for (const attachment of mail.attachments)
    for (const file of await readSentFile(attachment)) readings.push(readFile(file, forms, asked, period));
  return readings;
}
