import { type Entry, Gate } from "../core/entry.ts";
import type { Notice } from "../core/notice.ts";
import { receiptNumber, type Submission } from "../core/submission.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block, Row, Tone } from "./mail.tsx";
import { measureBlocks } from "./measures.ts";
import { type Owed, owedBy } from "./owed.ts";
import { quoted, shortened } from "./quoted.ts";
import type { Section } from "./section.ts";
import type { Counts, MailWords } from "./words-zh.ts";

type Receipt = Extract<Notice, { kind: "receipt" }>;

const WORDS = 60;
const REASON = 200;
const SUBJECT = 60;
/** So many entries, remarks and file names are shown. */
const ENTRIES = 150;
const REMARKS = 30;
const FILES = 10;

/** The numbered answer to a submission: what was recorded, what was not and why, and what is still missing. Rule RP-4. */
export function receiptSection(notice: Receipt, reader: Reader, facts: Facts): Section {
  const owed = owedBy(notice, reader, facts);
  const { words } = owed;
  const submission = facts.submission(notice.submission);
  if (!submission) throw new Error(`no submission ${notice.submission}`);
  const counts = {
    recorded: submission.entries.length,
    unrecorded: submission.unrecorded.length,
    files: submission.outcome.kind === "recorded" ? (submission.evidence?.length ?? 0) : 0,
    asks: submission.objects ? ("objection" as const) : submission.request && ("request" as const),
  };
  return {
    subject: words.receipt.subject(owed.said, counts),
    urgency: 50,
    tone: toneOf(counts, owed),
    blocks: [
      { kind: "lead", text: words.receipt.lead(owed.said, counts) },
      { kind: "paragraph", text: standingText(owed) },
      ...notes(submission, owed),
      factsOf(submission, owed),
      ...unrecordedBlocks(submission, words),
      ...warnedBlocks(submission, owed),
      ...recordedBlocks(submission, words),
      ...missingBlocks(owed),
      { kind: "paragraph", text: words.receipt.corrections },
      { kind: "list", ordered: false, items: [{ ...words.receipt.form, href: reader.formLink(notice, reader.mail) }] },
    ],
  };
}

const toneOf = ({ recorded, unrecorded, files, asks }: Counts, { said }: Owed): Tone =>
  (recorded + files === 0 && !asks) || unrecorded > 0 ? "warning" : said.missing === 0 ? "done" : "plain";

function standingText({ said, missingElsewhere, duty, words }: Owed): string {
  if (said.missing > 0) return duty.closed ? words.receipt.closed(said.period) : words.receipt.missing(said);
  return missingElsewhere > 0 ? words.receipt.ownComplete(missingElsewhere) : words.receipt.complete(said);
}

/** What the sender should know beside the entries: late, after closing, held, placed without its number. */
function notes({ outcome, placedBy, request, objects }: Submission, { said, words }: Owed): Block[] {
  const warning = (text: string): Block => ({
    kind: "note",
    tone: "warning",
    text,
  });
  const placed = placedBy === "thread" || placedBy === "sender" ? words.receipt.placed[placedBy] : undefined;
  return [
    ...(outcome.kind === "held" ? [warning(words.receipt.held(words.why[outcome.reason]))] : []),
    ...(outcome.kind === "recorded" && outcome.late && !objects ? [warning(words.receipt.late(said.due))] : []),
    ...(outcome.kind === "recorded" && outcome.afterClosing && !objects
      ? [warning(words.receipt.afterClosing(said.period))]
      : []),
    ...(request ? [{ kind: "note" as const, tone: "done" as const, text: words.receipt.request(request) }] : []),
    ...(objects ? [{ kind: "note" as const, tone: "done" as const, text: words.receipt.objection(said.period) }] : []),
    ...(placed
      ? [
          {
            kind: "note" as const,
            tone: "plain" as const,
            text: placed(said.unit, said.period),
          },
        ]
      : []),
  ];
}

function factsOf(submission: Submission, { plan, words }: Owed): Block {
  const { at, door, subject } = submission;
  const label = words.receipt.facts;
  return {
    kind: "facts",
    rows: [
      [label.number, receiptNumber(submission)],
      [label.arrived, words.time(at, plan.settings.zone)],
      [label.door, words.receipt.door[door]],
      ...(subject ? [[label.from, quoted(subject, SUBJECT)] as const] : []),
      ...filesOf(submission, words).map((file) => [label.files, file] as const),
    ],
  };
}

/** Each file with what was read of it; only the names where no file was read. */
function filesOf({ attachments, files }: Submission, words: MailWords): string[] {
  const names = attachments.slice(0, FILES).map((name) => shortened(name, SUBJECT));
  if (!files) return names.length > 0 ? [words.list(names)] : [];
  const shown = files.slice(0, FILES).map(({ name, said }) => `${shortened(name, SUBJECT)}${words.marks.note(said)}`);
  return files.length > FILES ? [...shown, words.receipt.moreFiles(files.length - FILES)] : shown;
}

/** First, because it is what the sender must do something about. */
const unrecordedBlocks = ({ unrecorded }: Submission, words: MailWords): Block[] =>
  unrecorded.length === 0
    ? []
    : [
        { kind: "heading", text: words.receipt.unrecorded(unrecorded.length) },
        {
          kind: "list",
          ordered: true,
          items: unrecorded.slice(0, REMARKS).map(({ text, code }) => ({
            ...(code && !text.includes(code) && { label: quoted(code, 20) }),
            text: quoted(text, REASON * words.lettersInRoom),
          })),
        },
      ];

/** What the content gates found of the entries that this submission brought. Rule RT-4 */
function warnedBlocks({ id: submission }: Submission, { duty, asked, words }: Owed): Block[] {
  const items = asked.flatMap(({ id, code }) => {
    const entry = duty.entries[id];
    if (entry?.submission !== submission) return [];
    return Gate.options
      .filter((gate) => entry.warnings?.includes(gate))
      .map((gate) => ({
        label: code,
        text: words.gates[gate],
      }));
  });
  return items.length === 0
    ? []
    : [
        { kind: "heading", text: words.receipt.warned(items.length) },
        { kind: "list", ordered: false, items: items.slice(0, REMARKS) },
      ];
}

function recordedBlocks({ entries }: Submission, words: MailWords): Block[] {
  if (entries.length === 0) return [];
  const rows = entries.slice(0, ENTRIES).map((entry) => ({ name: entry.code, ...saidBy(entry, words) }));
  return [
    { kind: "heading", text: words.receipt.recorded(entries.length) },
    { kind: "rows", rows },
  ];
}

/** Status and numbers first, then the beginning of the words. */
function saidBy(entry: Entry, words: MailWords): Omit<Row, "name"> {
  const standing = words.standing(entry);
  const own = ownWords(entry, words);
  if (!standing) return { text: own };
  return {
    text: standing,
    ...(own && { facts: [[words.columns.words, own]] }),
  };
}

const ownWords = ({ progress, problems, next }: Entry, { lettersInRoom }: MailWords): string =>
  quoted(progress ?? problems ?? next ?? "", WORDS * lettersInRoom);

const missingBlocks = ({ missing, plan, words }: Owed): Block[] =>
  missing.length === 0
    ? []
    : [{ kind: "heading", text: words.receipt.stillMissing(missing.length) }, ...measureBlocks(missing, plan, words)];
