import { addMonths, firstDayOf, instantAt, Month } from "../core/day.ts";
import { SubmissionId } from "../core/duty.ts";
import type { Ladder } from "../core/ladder.ts";
import type { Message } from "../core/notice.ts";
import { ownText } from "../core/own-text.ts";
import type { PlanId } from "../core/plan-settings.ts";
import { isAnswer } from "../core/received-mail.ts";
import { isQuarantined, type Submission } from "../core/submission.ts";
import type { JournalLine, Ports } from "./ports.ts";
import { namedUnit } from "./show-period.ts";

/** So many lines stand on one page of the journal. */
const LINES = 100;

/** What went out or came in, in a month of the zone, newest first. */
export async function showJournal(
  asked: { plan: PlanId | "-"; way: "out" | "in"; month: Month; page: number },
  zone: string,
  { store }: Pick<Ports, "store">,
) {
  const lines: JournalLine[] = [];
  const directory = await store.directory();
  const about = ({ about: of }: JournalLine) => (asked.way === "in" && of ? namedUnit(of, directory).name : of);
  let passed = 0;
  for await (const line of linesIn(asked, zone, { store })) {
    passed += 1;
    if (passed > asked.page * LINES) break;
    if (passed > (asked.page - 1) * LINES) lines.push({ ...line, about: about(line) });
  }
  return {
    ofNone: asked.plan === "-",
    zone,
    way: asked.way,
    month: asked.month,
    lines,
    page: asked.page,
    hasMore: passed > asked.page * LINES,
  };
}

/** A month of the zone begins and ends within months of UTC, in which the journal is kept. */
async function* linesIn(
  { plan, way, month }: { plan: PlanId | "-"; way: "out" | "in"; month: Month },
  zone: string,
  { store }: Pick<Ports, "store">,
): AsyncIterable<JournalLine> {
  const starts = (of: Month) => instantAt(firstDayOf(of), "00:00", zone);
  const [from, to] = [starts(month), starts(addMonths(month, 1))];
  const utc = (at: string): Month => Month.parse(at.slice(0, 7));
  for (let each = utc(to); each >= utc(from); each = addMonths(each, -1))
    for await (const line of store.journal(plan, way === "out" ? "OUT" : "IN", each)) {
      if (line.at < from) break;
      if (line.at < to) yield line;
    }
}

/** A message and the mail it became. */
export async function showSentMail(id: string, ports: Pick<Ports, "store" | "blobs" | "mails">) {
  const message = await ports.store.message(id);
  if (!message) return undefined;
  const [raw, directory, ladder] = await Promise.all([
    rawMail(message, ports),
    ports.store.directory(),
    ladderOf(message, ports),
  ]);
  return {
    message,
    ladder,
    unitName: (unit: string) => namedUnit(unit, directory).name,
    raw,
    mail: raw && (await ports.mails.open(raw)),
  };
}

/** The ladder of the plan that a message speaks of first. */
async function ladderOf({ notices: [first] }: Message, { store }: Pick<Ports, "store">): Promise<Ladder> {
  const plan = first && (await store.plan(first.plan));
  return plan ? store.ladder(plan.settings) : [];
}

const rawMail = async ({ blob }: Message, { blobs }: Pick<Ports, "blobs">): Promise<Uint8Array | undefined> =>
  blob ? blobs.get(blob) : undefined;

/** One answer as it came, and what became of it. */
export async function showSubmission(id: string, ports: Pick<Ports, "store" | "blobs" | "mails">) {
  const submission = await submissionOf(id, ports);
  if (!submission) return undefined;
  const { plan: planId, unit } = submission;
  const plan = planId ? await ports.store.plan(planId) : undefined;
  const [measures, directory, raw] = await Promise.all([
    plan ? ports.store.measures(plan) : [],
    ports.store.directory(),
    ports.blobs.get(submission.blob),
  ]);
  const { whole, own } = raw ? await wordsOf(submission, raw, ports) : {};
  return {
    submission: { ...submission, text: own ?? submission.text },
    unitName: unit ? namedUnit(unit, directory).name : undefined,
    measureIds: new Map<string, string>(measures.map(({ code, id: measure }) => [code, measure])),
    whole,
    hasHtml: Boolean(raw && !isQuarantined(submission) && (await htmlIn(submission, raw, ports))),
    nameOf: (of: string) => namedUnit(of, directory).name,
  };
}

/** A mail's own HTML; empty when it has none, or is not safe to take apart. */
async function htmlIn({ door }: Submission, raw: Uint8Array, { mails }: Pick<Ports, "mails">): Promise<string> {
  const isReadable = door === "mail" && !(await mails.read(raw)).unreadable;
  return isReadable ? (await mails.open(raw)).html : "";
}

/** The HTML in which a mail came; undefined when it has none. */
export async function receivedHtml(
  id: string,
  ports: Pick<Ports, "store" | "blobs" | "mails">,
): Promise<string | undefined> {
  const shown = await rawSubmission(id, ports);
  return (shown && (await htmlIn(shown.submission, shown.raw, ports))) || undefined;
}

/** A file that came with it: of a mail one in it, else one beside the words. */
export async function receivedFile(
  id: string,
  no: number,
  ports: Pick<Ports, "store" | "blobs" | "mails">,
): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const came = await rawSubmission(id, ports);
  if (came?.submission.door === "mail") {
    const file = (await ports.mails.read(came.raw)).attachments[no];
    return file && { name: file.name, bytes: file.content };
  }
  const file = came?.submission.evidence?.[no];
  const bytes = file && (await ports.blobs.get(file.blob));
  return bytes && { name: file.name, bytes };
}

/** Its bytes, to be saved. Rule RP-9: nobody gets what is quarantined. */
export async function rawSubmission(
  id: string,
  ports: Pick<Ports, "store" | "blobs">,
): Promise<{ submission: Submission; raw: Uint8Array } | undefined> {
  const submission = await submissionOf(id, ports);
  if (!submission || isQuarantined(submission)) return undefined;
  const raw = await ports.blobs.get(submission.blob);
  return raw && { submission, raw };
}

async function submissionOf(id: string, { store }: Pick<Ports, "store">): Promise<Submission | undefined> {
  const named = SubmissionId.safeParse(id).data;
  return named && store.submission(named);
}

/** All the words that came, and of a mail the person's own. */
async function wordsOf(
  { door }: Submission,
  raw: Uint8Array,
  { mails }: Pick<Ports, "mails">,
): Promise<{ whole: string; own?: string }> {
  if (door !== "mail") return { whole: new TextDecoder().decode(raw) };
  const mail = await mails.read(raw);
  if (mail.unreadable) return { whole: mail.unreadable };
  return { whole: mail.lines.map(({ text }) => text).join("\n"), own: ownText(mail.lines, isAnswer(mail)) };
}
