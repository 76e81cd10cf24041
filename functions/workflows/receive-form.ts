import type { Instant } from "../core/day.ts";
import { draftAfter, isChanged, type SentMeasure } from "../core/draft.ts";
import { SubmissionId } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import { MOST_FILES, whyNoEvidence } from "../core/evidence.ts";
import { entryTyped } from "../core/form-fields.ts";
import { formFor } from "../core/form-for.ts";
import type { MeasureId } from "../core/measure.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import { explainFormProblem, readFormRows } from "../core/report-form.ts";
import type { Submission, Unrecorded } from "../core/submission.ts";
import { keepDraft } from "./kept-draft.ts";
import type { OpenForm } from "./open-form.ts";
import type { Ports } from "./ports.ts";
import { type Arrival, recordReport } from "./record-report.ts";
import { saidIn } from "./show-words.ts";

export interface SentFile {
  name: string;
  content: Uint8Array;
}

/** A form as a person sent it. */
export interface SentForm {
  measures: ReadonlyMap<MeasureId, SentMeasure>;
  workbooks: readonly SentFile[];
  evidence: readonly SentFile[];
  /** All of it as one text, files by their hashes: the same for the same form sent twice. */
  content: string;
  /** Only this programme's measures; the others stay in the draft. */
  programme: number | undefined;
  at: Instant;
}

/** Keeps what was typed, and sends nothing. */
export async function saveDraft(form: OpenForm, { measures }: Pick<SentForm, "measures">, ports: Ports): Promise<void> {
  await keepDraft(form, (kept) => draftAfter(kept, measures, new Set(), ports.keys.hash), ports);
}

/**
 * Takes a form: what was changed in it becomes one submission, recorded like any other; what was not taken stays in the draft,
 * letter for letter. Rules RP-1, RP-4, RT-1, RT-2, RT-5.
 *
 * @returns undefined when nothing new was filled in
 */
export async function receiveForm(form: OpenForm, sent: SentForm, ports: Ports): Promise<Submission | undefined> {
  const wanted = form.asked.filter(({ id, programme }) => {
    const measure = sent.measures.get(id);
    return (
      measure && isChanged(measure, ports.keys.hash) && (sent.programme === undefined || sent.programme === programme)
    );
  });
  if (wanted.length + sent.workbooks.length + sent.evidence.length === 0) {
    await saveDraft(form, sent, ports);
    return undefined;
  }
  const read = await readForm(form, wanted, sent, ports);
  const files = [...sent.workbooks, ...read.evidence];
  const [blob = "", ...names] = await ports.blobs.put([
    new TextEncoder().encode(sent.content),
    ...files.map(({ content }) => content),
  ]);
  const { plan, period, unit } = form.duty;
  const arrival: Arrival = {
    id: SubmissionId.parse(ports.keys.hash(JSON.stringify(["form", plan, period, unit, sent.content])).slice(0, 26)),
    door: "form",
    from: form.reader,
    subject: "",
    at: sent.at,
    blob,
    text: "",
    attachments: files.map(({ name }) => name),
    evidence: files.map(({ name, content }, at) => ({ name, blob: names[at] ?? "", bytes: content.length })),
    placedBy: "door",
  };
  const { submission, duplicate } = await recordReport(
    arrival,
    { plan, period, unit },
    read,
    form.reader,
    form.facts,
    ports,
  );
  const recorded = new Set(submission.entries.map(({ code }) => code));
  for (const { code } of read.unrecorded) recorded.delete(code ?? "");
  const settled = new Set(form.asked.filter(({ code }) => recorded.has(code)).map(({ id }) => id));
  await keepDraft(form, (kept) => draftAfter(kept, sent.measures, settled, ports.keys.hash), ports);
  ports.log({
    what: `submission ${duplicate ? "duplicate" : submission.outcome.kind}`,
    submission: submission.id,
    plan,
    period,
    unit,
  });
  return submission;
}

interface Read {
  entries: Entry[];
  unrecorded: Unrecorded[];
  evidence: SentFile[];
}

async function readForm(form: OpenForm, wanted: readonly OwnedMeasure[], sent: SentForm, ports: Ports): Promise<Read> {
  const { rows } = formFor(form.duty, form.facts.plan, form.unit, form.asked, new Map());
  const said = await saidIn([form.duty], ports);
  const books = await Promise.all(sent.workbooks.map((book) => readBook(book, form, ports)));
  const entries = books.flatMap((book) => book.entries);
  const unrecorded = books.flatMap((book) => book.unrecorded);
  const inBooks = new Set(entries.map(({ code }) => code));
  for (const measure of wanted) {
    const typed = sent.measures.get(measure.id)?.typed;
    const row = rows.find(({ id }) => id === measure.id);
    if (!typed || !row) continue;
    if (inBooks.has(measure.code)) unrecorded.push(inBoth(measure.code));
    else {
      const read = entryTyped(typed, row, said(form.duty, measure));
      if ("entry" in read) entries.push(read.entry);
      else unrecorded.push(...read.problems);
    }
  }
  const evidence = sent.evidence.slice(0, MOST_FILES).filter((file) => {
    const why = whyNoEvidence(file);
    if (why) unrecorded.push({ code: null, about: "evidence", text: why });
    return !why;
  });
  if (sent.evidence.length > MOST_FILES)
    unrecorded.push({
      code: null,
      about: "evidence",
      text: `一次最多上传 ${MOST_FILES} 个附件，其余 ${sent.evidence.length - MOST_FILES} 个没有收下。请再次提交，补传其余附件。`,
    });
  return { entries, unrecorded, evidence };
}

const inBoth = (code: string): Unrecorded => ({
  code,
  about: "twice",
  text: `${code} 页面和上传的填报表都填了，已按填报表登记。如应以页面所填为准，请再提交一次（所填内容已留在草稿中）。`,
});

async function readBook(
  { name, content }: SentFile,
  { duty, facts, unit, asked }: OpenForm,
  { forms }: Ports,
): Promise<{ entries: Entry[]; unrecorded: Unrecorded[] }> {
  const cells = await forms.read(content);
  const { entries, problems } =
    "code" in cells
      ? { entries: [], problems: [cells] }
      : readFormRows(cells, formFor(duty, facts.plan, unit, asked, new Map()));
  return {
    entries,
    unrecorded: problems.map((problem) => ({
      code: "measure" in problem ? problem.measure : null,
      about: "workbook",
      text: `《${name}》${explainFormProblem(problem)}`,
    })),
  };
}
