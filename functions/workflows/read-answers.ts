import { ownMail } from "../core/addresses.ts";
import { unitOf } from "../core/contacts.ts";
import type { DutyKey } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { askedMeasures, formFor } from "../core/form-for.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import type { Attachment, ReceivedMail } from "../core/received-mail.ts";
import { readReply } from "../core/reply-reading.ts";
import { exampleOf } from "../core/report.ts";
import { explainFormProblem, readFormRows } from "../core/report-form.ts";
import type { Unrecorded } from "../core/submission.ts";
import type { KnownFacts } from "./message-facts.ts";
import type { PlanFacts, Ports } from "./ports.ts";

/** What a mail says to one duty. */
interface Part {
  key: DutyKey;
  facts: PlanFacts;
  entries: Entry[];
  unrecorded: Unrecorded[];
}
interface Asking {
  key: DutyKey;
  facts: PlanFacts;
  asked: OwnedMeasure[];
}

/**
 * Reads a mail's text and workbooks against the duties it may answer, and gives each duty its part.
 *
 * Rule RP-4 one submission may answer many measures; an entry that fits several duties is a question (RM-5)
 */
export async function readAnswers(
  mail: ReceivedMail,
  duties: readonly DutyKey[],
  known: KnownFacts,
  ports: Ports,
): Promise<Part[]> {
  const asking = await Promise.all(duties.map((key) => askingOf(key, known, ports)));
  const present = asking.filter((one) => one !== undefined);
  const parts = new Map(
    present.map((one) => [
      one,
      {
        key: one.key,
        facts: one.facts,
        entries: [] as Entry[],
        unrecorded: [] as Unrecorded[],
      },
    ]),
  );
  const first = present[0] && parts.get(present[0]);
  const books = mail.attachments.filter(isWorkbook);
  for (const book of books) await readWorkbook(book, present, parts, known, ports);
  const inBooks = new Set([...parts.values()].flatMap(({ entries }) => entries.map(({ code }) => code)));
  const reply = readReply(mail, uniqueBy(present.flatMap(({ asked }) => asked)), ownMail(ports.domain));
  for (const entry of reply.entries) {
    const fits = present.filter(({ asked }) => asked.some(({ code }) => code === entry.code));
    const part = parts.get(fits[0] ?? present[0]!);
    if (inBooks.has(entry.code))
      part?.unrecorded.push({
        code: entry.code,
        about: "twice",
        text: `${entry.code} 正文和附件表格都写了，已按附件表格登记。如应以正文为准，请单独回复这一项。`,
      });
    else if (fits.length > 1)
      part?.unrecorded.push({
        code: entry.code,
        about: "several-duties",
        text: `${entry.code} 对应您负责的 ${fits.length} 项报送任务。请分别回复各自的提醒邮件。`,
      });
    else part?.entries.push(entry);
  }
  for (const question of reply.questions)
    if (question.code !== null || inBooks.size === 0) first?.unrecorded.push(question);
  const withWords = [...parts.values()].filter(
    ({ entries, unrecorded }) => entries.length > 0 || unrecorded.length > 0,
  );
  return withWords.length > 0 || !first
    ? withWords
    : [{ ...first, unrecorded: [nothingRead(present[0]?.asked[0]?.code)] }];
}

const nothingRead = (code: string | undefined): Unrecorded => ({
  code: null,
  about: "nothing",
  text: `没有读出进展内容。请在回复正文里写明编号和进展${code ? `，例如“${exampleOf(code)}”` : ""}，或填写附件表格后发回。`,
});

async function askingOf(key: DutyKey, known: KnownFacts, { store }: Ports): Promise<Asking | undefined> {
  const [duty, facts] = await Promise.all([store.duty(key, "hint"), known.plan(key.plan)]);
  return duty && facts && { key, facts, asked: askedMeasures(duty, facts.editions) };
}

/** Reads one workbook against each duty: it is of the one whose ids it carries. */
async function readWorkbook(
  book: Attachment,
  asking: readonly Asking[],
  parts: ReadonlyMap<Asking, Part>,
  known: KnownFacts,
  ports: Ports,
): Promise<void> {
  const cells = await ports.forms.read(book.content);
  const { directory } = await known.settled();
  const readings = await Promise.all(
    asking.map(async (one) => {
      const [duty, unit] = [await ports.store.duty(one.key), unitOf(one.key.unit, directory)];
      if ("code" in cells || !duty || !unit) return { one, entries: [], problems: "code" in cells ? [cells] : [] };
      return {
        one,
        ...readFormRows(cells, formFor(duty, one.facts.plan, unit, one.asked, new Map())),
      };
    }),
  );
  const best = readings.toSorted((a, b) => b.entries.length - a.entries.length)[0];
  const part = best && parts.get(best.one);
  part?.entries.push(...best!.entries);
  for (const problem of best?.problems ?? [])
    part?.unrecorded.push({
      code: "measure" in problem ? problem.measure : null,
      about: "workbook",
      text: `《${book.name}》${explainFormProblem(problem)}`,
    });
}

const isWorkbook = ({ name }: Attachment): boolean => /\.(xlsx|xlsm|xls|et)$/iu.test(name);

const uniqueBy = (measures: readonly OwnedMeasure[]): OwnedMeasure[] => [
  ...new Map(measures.map((measure) => [measure.code, measure])).values(),
];
