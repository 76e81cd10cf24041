import { isBot } from "../core/bot.ts";
import type { Directory, Mailbox } from "../core/directory.ts";
import { dutiesOf, type Message, type Notice } from "../core/notice.ts";
import { unitsOf } from "../core/placing.ts";
import type { ReportForm } from "../core/report-form.ts";
import { approvalSection } from "./approval.ts";
import { deadlineSection, overdueSection } from "./deadline.ts";
import { digestSection } from "./digest.ts";
import { isOfOthers, rungOfOthersSection, rungSection } from "./escalation.ts";
import type { Facts, Reader } from "./facts.ts";
import { handOverSection } from "./hand-over.ts";
import { heldForOperatorSection, heldForUnitSection } from "./held.ts";
import type { LetterFile } from "./letter.ts";
import { type Block, htmlOf, type Part, textOf } from "./mail.tsx";
import { gapSection, preflightSection, undecidedSection, undeliverableSection } from "./operator.ts";
import { planIn, readerName } from "./owed.ts";
import { oneLine, shortened } from "./quoted.ts";
import { receiptSection } from "./receipt.ts";
import { movedSection, reminderSection } from "./reminder.ts";
import { requestSection, returnedSection, rulingSection } from "./review.ts";
import { objectionRulingSection, objectionSection, scoreSection } from "./score.ts";
import type { AttachedFile, Section } from "./section.ts";
import { signInSection } from "./sign-in.ts";
import type { MailWords } from "./words-zh.ts";

const SUBJECT = 90;

/** A message in words: its HTML and its text say the same. */
export interface MessageWords {
  /** Without the token. */
  subject: string;
  /** Of the language that its frame is in. */
  words: MailWords;
  html: string;
  text: string;
  /** Workbooks that go with it. */
  forms: ReportForm[];
  /** Drafts of letters that go with it. */
  letters: LetterFile[];
  /** Documents that do. */
  files: AttachedFile[];
}

/**
 * All that a person is owed (RM-5); one matter under its own subject, several counted, most urgent first.
 *
 * @param our  domain of our own addresses, where our pages are, and where a reader answers in a form
 */
export function messageWords(
  { notices, to }: Pick<Message, "notices"> & { to: Mailbox },
  facts: Facts,
  { domain, ...our }: { domain: string } & Omit<Reader, "mail">,
): MessageWords {
  const sections = sectionsOf(notices, { mail: to, ...our }, facts).toSorted((a, b) => a.urgency - b.urgency);
  const [first] = sections;
  if (!first) throw new Error("a message without notices");
  const { words } = first;
  const subject = shortened(
    sections.length === 1 ? first.subject : words.severalSubject(sections.length, first.subject),
    SUBJECT * words.lettersInRoom,
  );
  const parts =
    sections.length === 1
      ? [{ marks: words.marks, blocks: first.blocks }]
      : joined(sections, isReplyable({ notices, to }, facts.directory));
  const reader = readerName(
    { mail: to },
    facts.directory,
    words,
    notices.flatMap((notice) => ("unit" in notice && notice.unit) || [])[0],
  );
  const body = {
    subject,
    tone: first.tone,
    parts: [...addressedTo(reader, parts, words), { marks: words.marks, blocks: footer(domain, words) }],
  };
  return {
    subject,
    words,
    html: htmlOf(body),
    text: textOf(body),
    forms: sections.flatMap(({ forms = [] }) => forms),
    letters: sections.flatMap(({ letters = [] }) => letters),
    files: sections.flatMap(({ files = [] }) => files),
  };
}

/** Whether an answer to a message can be filed as a report: its reader speaks for a unit whose duty it names. */
export const isReplyable = ({ notices, to }: Pick<Message, "notices" | "to">, directory: Directory): boolean =>
  !isBot(to) && dutiesOf({ notices }).some(({ unit }) => unitsOf(to, directory).some(({ id }) => id === unit));

/** Each section in its plan's language, what joins them in that of the first. */
function joined(sections: readonly WordedSection[], replyable: boolean): Part[] {
  const { words } = sections[0]!; // a message has one at least
  const contents: Block[] = [
    { kind: "lead", text: words.several(sections.length, replyable) },
    {
      kind: "list",
      ordered: true,
      items: sections.map(({ subject }) => ({ text: oneLine(subject) })),
    },
  ];
  const parts = sections.map(
    ({ subject, blocks, words: own }, at): Part => ({
      marks: own.marks,
      blocks: [
        { kind: "title", text: own.part(at + 1, sections.length, subject) },
        ...blocks.map((block) => (block.kind === "lead" ? { ...block, kind: "paragraph" as const } : block)),
      ],
    }),
  );
  return [{ marks: words.marks, blocks: contents }, ...parts];
}

/** For whom a mail is stands before all else (RM-6). */
const addressedTo = (reader: string, parts: readonly Part[], words: MailWords): Part[] =>
  parts.map(({ marks, blocks }, part) => ({
    marks,
    blocks: blocks.map((block, at) =>
      part + at === 0 && block.kind === "lead" ? { ...block, text: words.addressed(reader, block.text) } : block,
    ),
  }));

const footer = (domain: string, words: MailWords): Block[] => [
  { kind: "note", tone: "plain", text: words.secrecy },
  { kind: "quiet", text: words.footer(domain) },
];

/** Notices that are read together are one section. */
function sectionsOf(notices: readonly Notice[], reader: Reader, facts: Facts): WordedSection[] {
  return [...Map.groupBy(notices, matterOf).values()].map((together) => ({
    ...sectionOf(together, reader, facts),
    words: planIn(together[0]!.plan, facts).words, // a group is never empty
  }));
}
/** With the words of its plan's language. */
type WordedSection = Section & { words: MailWords };

/** What a notice is about, as its reader sees it: the same for those that are read together. */
function matterOf(notice: Notice): string {
  if (notice.kind === "rung" && isOfOthers(notice))
    return `rung ${notice.plan} ${notice.period} ${notice.rung} ${notice.for}`;
  if (notice.kind === "held" && notice.for === "operator") return `held ${notice.plan}`;
  if (["undeliverable", "request", "objection"].includes(notice.kind)) return `${notice.kind} ${notice.plan}`;
  return JSON.stringify(notice);
}

function sectionOf(together: readonly Notice[], reader: Reader, facts: Facts): Section {
  const notice = together[0]!; // a group is never empty
  const all = <Kind extends Notice["kind"]>(kind: Kind) =>
    together.filter((each): each is Extract<Notice, { kind: Kind }> => each.kind === kind);
  switch (notice.kind) {
    case "reminder":
      return reminderSection(notice, reader, facts);
    case "rung":
      return isOfOthers(notice) ? rungOfOthersSection(all("rung"), reader, facts) : rungSection(notice, reader, facts);
    case "approve":
      return approvalSection(notice, facts);
    case "receipt":
      return receiptSection(notice, reader, facts);
    case "held":
      return notice.for === "unit"
        ? heldForUnitSection(notice, facts)
        : heldForOperatorSection(all("held"), reader, facts);
    case "digest":
      return digestSection(notice, reader, facts);
    case "preflight":
      return preflightSection(notice, facts);
    case "undeliverable":
      return undeliverableSection(all("undeliverable"), facts);
    case "gap":
      return gapSection(notice, facts);
    case "deadline":
      return deadlineSection(notice, reader, facts);
    case "returned":
      return returnedSection(notice, reader, facts);
    case "request":
      return requestSection(all("request"), facts);
    case "ruling":
      return rulingSection(notice, reader, facts);
    case "moved":
      return movedSection(notice, reader, facts);
    case "overdue":
      return overdueSection(notice, facts);
    case "score":
      return scoreSection(notice, facts);
    case "objection":
      return objectionSection(all("objection"), facts);
    case "objection-ruling":
      return objectionRulingSection(notice, facts);
    case "undecided":
      return undecidedSection(notice, reader, facts);
    case "sign-in":
      return signInSection(notice, reader, facts);
    case "handover":
      return handOverSection(notice, facts);
  }
}
