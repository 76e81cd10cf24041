import { ownMail } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import type { Day, Month } from "../core/day.ts";
import type { Directory } from "../core/directory.ts";
import type { Duty, DutyKey, Request } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { askedMeasures, formFor } from "../core/form-for.ts";
import type { Language } from "../core/language.ts";
import { objectionIn } from "../core/objection.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import type { ReceivedMail } from "../core/received-mail.ts";
import { type ReplyReading, readReply } from "../core/reply-reading.ts";
import type { ReportForm } from "../core/report-form.ts";
import { requestIn } from "../core/request-reading.ts";
import { answerOf, type FileReading, fileWords, readFile, type SentFile } from "../core/sent-file.ts";
import type { Submission, Unrecorded } from "../core/submission.ts";
import { wordsIn } from "../core/words.ts";
import type { KnownFacts } from "./message-facts.ts";
import type { PlanFacts, Ports, Stored } from "./ports.ts";

/** What a mail says to one duty. */
interface Part {
  key: DutyKey;
  /** As it was read: a hint. */
  duty: Stored<Duty>;
  facts: PlanFacts;
  entries: Entry[];
  unrecorded: Unrecorded[];
  request?: Pick<Request, "kind" | "why" | "until">;
  /** Why it objects to the month's score (SC-8). */
  objection?: string;
}
interface Asking {
  key: DutyKey;
  facts: PlanFacts;
  asked: OwnedMeasure[];
  form: ReportForm | undefined;
  due: Day;
  part: Part;
}

/**
 * Reads a mail's text and files against the duties it may answer, and gives each duty its part.
 *
 * Rule RP-4 one submission may answer many measures; an entry that fits several duties is a question (RM-5)
 */
export async function readAnswers(
  mail: ReceivedMail,
  duties: readonly DutyKey[],
  known: KnownFacts,
  ports: Ports,
): Promise<{ files: Submission["files"]; parts: Part[] }> {
  // only a file is held against the form that was sent, which names the unit
  const directory = mail.attachments.length > 0 ? await known.directory() : undefined;
  const asking = (await Promise.all(duties.map((key) => askingOf(key, directory, known, ports)))).flatMap(
    (one) => one ?? [],
  );
  const measures = uniqueBy(asking.flatMap(({ asked }) => asked));
  const period = onlyPeriod(duties);
  const language = asking[0] ? languageOf(asking[0]) : undefined;
  const forms = asking.flatMap(({ form }) => form ?? []);
  const files = (await filesOf(mail, ports)).map((file) => readFile(file, forms, measures, period, language));
  const reply = replyTo(mail, asking, period, ports);
  divide(files, reply, asking);
  if (!takeObjection(reply.said, asking)) takeRequest(reply.said, asking);
  return {
    files: files.map((file) => ({ name: file.name, said: fileWords(file, language) })),
    parts: partsOf(asking),
  };
}

const languageOf = ({ facts }: Asking): Language => facts.plan.settings.language;

/** The words of a mail, read in the language of each plan that it may answer. */
function replyTo(
  mail: ReceivedMail,
  asking: readonly Asking[],
  period: Month | undefined,
  { domain }: Ports,
): Pick<ReplyReading, "entries" | "questions"> & { said: string } {
  const readings = [...Map.groupBy(asking, languageOf)].map(([language, own]) =>
    readReply(mail, uniqueBy(own.flatMap(({ asked }) => asked)), ownMail(domain), period, language),
  );
  const fruitful = readings.filter(({ entries }) => entries.length > 0);
  const [first] = readings;
  return {
    said: first?.kind === "reply" ? first.text : "",
    entries: readings.flatMap(({ entries }) => entries),
    questions: (fruitful.length > 0 ? fruitful : readings.slice(0, 1)).flatMap(({ questions }) => questions),
  };
}

async function filesOf({ attachments }: ReceivedMail, ports: Ports): Promise<SentFile[]> {
  const files: SentFile[] = [];
  for (const attachment of attachments) files.push(...(await ports.files.read(attachment)));
  return files;
}

/** A month that a text names is the one reported on only where there is one. */
const onlyPeriod = ([first, ...others]: readonly DutyKey[]): Month | undefined =>
  others.every(({ period }) => period === first?.period) ? first?.period : undefined;

/** Gives each duty what is about its measures; what may be about several is asked about. */
function divide(
  files: readonly FileReading[],
  reply: Pick<ReplyReading, "entries" | "questions">,
  asking: readonly Asking[],
): void {
  const mine = (one: Asking, entries: readonly Entry[], form?: ReportForm): Entry[] =>
    entries.filter(({ code }) => (form ? form === one.form : isOnly(one, code, asking)));
  for (const one of asking) {
    const isFirst = one === asking[0];
    const said = answerOf(
      files.map((file) => ({
        ...file,
        entries: mine(one, file.entries, file.form),
        questions: (file.form ? file.form === one.form : isFirst) ? file.questions : [],
      })),
      { entries: mine(one, reply.entries), questions: isFirst ? reply.questions : [] },
      languageOf(one),
    );
    one.part.entries.push(...said.entries);
    one.part.unrecorded.push(...said.questions);
  }
  const codes = [reply, ...files.filter(({ form }) => !form)].flatMap(({ entries }) => entries.map(({ code }) => code));
  for (const code of new Set(codes)) {
    const [first, ...others] = fitting(code, asking);
    if (others.length > 0) first?.part.unrecorded.push(several(code, others.length + 1, languageOf(first)));
  }
}

/** An objection is to the score of a month that is closed; whoever answers for several such is asked which. Rule SC-8 */
function takeObjection(text: string, asking: readonly Asking[]): boolean {
  const [first, ...others] = asking.filter(({ part }) => part.duty.closed);
  const objection = first && objectionIn(text, languageOf(first));
  if (!objection) return false;
  // words that object are no progress that could not be read
  if (asking.every(({ part }) => part.entries.length === 0)) for (const { part } of asking) part.unrecorded.length = 0;
  if (others.length > 0)
    first.part.unrecorded.push({
      code: null,
      about: "several-duties",
      text: wordsIn(languageOf(first)).report.severalToObject(others.length + 1),
    });
  else first.part.objection = objection;
  return true;
}

/** A request is of one duty; whoever answers for several is asked which one it is of. Rule RP-14 */
function takeRequest(text: string, [first, ...others]: readonly Asking[]): void {
  const request = first && requestIn(text, first.due, languageOf(first));
  if (!first || !request) return;
  const { part } = first;
  if (others.length > 0)
    part.unrecorded.push({
      code: null,
      about: "several-duties",
      text: wordsIn(languageOf(first)).report.severalToAsk(others.length + 1),
    });
  else {
    part.request = request;
    // words that ask are no progress that could not be read
    if (part.entries.length === 0) part.unrecorded.length = 0;
  }
}

const isOnly = (one: Asking, code: string, asking: readonly Asking[]): boolean => {
  const [only, ...others] = fitting(code, asking);
  return only === one && others.length === 0;
};

const fitting = (code: string, asking: readonly Asking[]): Asking[] =>
  asking.filter(({ asked }) => asked.some((measure) => measure.code === code));

const several = (code: string, duties: number, language: Language): Unrecorded => ({
  code,
  about: "several-duties",
  text: wordsIn(language).report.severalDuties(code, duties),
});

function partsOf(asking: readonly Asking[]): Part[] {
  const parts = asking.map(({ part }) => part);
  const withWords = parts.filter(
    ({ entries, unrecorded, request, objection }) =>
      entries.length > 0 || unrecorded.length > 0 || request || objection,
  );
  const [first] = asking;
  return withWords.length > 0 || !first
    ? withWords
    : [{ ...first.part, unrecorded: [nothingRead(first.asked[0]?.code, languageOf(first))] }];
}

const nothingRead = (code: string | undefined, language: Language): Unrecorded => ({
  code: null,
  about: "nothing",
  text: wordsIn(language).report.nothing(code),
});

async function askingOf(
  key: DutyKey,
  directory: Directory | undefined,
  known: KnownFacts,
  { store }: Ports,
): Promise<Asking | undefined> {
  const [hint, facts] = await Promise.all([store.duty(key, "hint"), known.plan(key.plan)]);
  const duty = hint ?? (await store.duty(key)); // what was opened a moment ago may not be seen yet
  if (!duty || !facts) return undefined;
  const asked = askedMeasures(duty, facts.editions);
  const unit = directory && unitOf(key.unit, directory);
  const form = unit && formFor(duty, facts.plan, unit, asked, new Map());
  return { key, facts, asked, form, due: duty.days.due, part: { key, duty, facts, entries: [], unrecorded: [] } };
}

const uniqueBy = (measures: readonly OwnedMeasure[]): OwnedMeasure[] => [
  ...new Map(measures.map((measure) => [measure.code, measure])).values(),
];
