import type { Instant } from "../core/day.ts";
import { draftAfter, isChanged, type SentMeasure } from "../core/draft.ts";
import { SubmissionId } from "../core/duty.ts";
import type { MeasureId } from "../core/measure.ts";
import type { Submission } from "../core/submission.ts";
import { keepDraft } from "./kept-draft.ts";
import type { OpenForm } from "./open-form.ts";
import type { Ports } from "./ports.ts";
import { readForm } from "./read-form.ts";
import { type Arrival, recordReport } from "./record-report.ts";

/** A file as a browser sent it. */
export interface UploadedFile {
  name: string;
  content: Uint8Array;
}

/** A form as a person sent it. */
export interface SentForm {
  measures: ReadonlyMap<MeasureId, SentMeasure>;
  /** To be read: our workbook, tables and documents of their own, a ZIP of them. */
  answers: readonly UploadedFile[];
  /** To be kept as they came (佐证材料). */
  evidence: readonly UploadedFile[];
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
  if (wanted.length + sent.answers.length + sent.evidence.length === 0) {
    await saveDraft(form, sent, ports);
    return undefined;
  }
  const read = await readForm(form, wanted, sent, ports);
  const [blob = "", ...names] = await ports.blobs.put([
    new TextEncoder().encode(sent.content),
    ...read.kept.map(({ content }) => content),
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
    attachments: read.kept.map(({ name }) => name),
    files: read.files,
    evidence: read.kept.map(({ name, content }, at) => ({ name, blob: names[at] ?? "", bytes: content.length })),
    placedBy: "door",
  };
  const { submission, duplicate } = await recordReport(
    arrival,
    { plan, period, unit },
    { ...read, duty: form.duty },
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
