import type { AuditRow } from "../core/audit.ts";
import type { Bot } from "../core/bot.ts";
import type { HolidayNotice, WorkCalendar } from "../core/calendar.ts";
import type { ContactHealth } from "../core/contact-health.ts";
import type { Day, Instant, Month } from "../core/day.ts";
import type { Directory, Mailbox } from "../core/directory.ts";
import type { DirectoryChange } from "../core/directory-change.ts";
import type { DomainEvent } from "../core/domain-event.ts";
import type { Done } from "../core/done.ts";
import type { Draft } from "../core/draft.ts";
import type { Duty, DutyKey, OpenDuty, Standing, SubmissionId } from "../core/duty.ts";
import type { Entry } from "../core/entry.ts";
import type { Editions } from "../core/form-for.ts";
import type { HookCall, Hooks } from "../core/hook.ts";
import type { InboxNumber, InboxPlace } from "../core/inbox-place.ts";
import type { KeyVersions } from "../core/key-versions.ts";
import type { Ladder } from "../core/ladder.ts";
import type { MeasureId } from "../core/measure.ts";
import type { MonthReport } from "../core/month-report.ts";
import type { Message } from "../core/notice.ts";
import type { Outage } from "../core/outage.ts";
import type { OwnedMeasure, Period, Plan } from "../core/plan.ts";
import type { PlanId, PlanSettings } from "../core/plan-settings.ts";
import type { Attachment, ReceivedMail } from "../core/received-mail.ts";
import type { FormCells, ReportForm, Unreadable } from "../core/report-form.ts";
import type { Results } from "../core/results.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import type { Score } from "../core/score.ts";
import type { ScoreRulebook } from "../core/score-rules.ts";
import type { SentFile } from "../core/sent-file.ts";
import type { Askings, Session, SignInLink } from "../core/session.ts";
import type { Sheet } from "../core/sheet.ts";
import type { Snapshot } from "../core/snapshot.ts";
import type { Submission } from "../core/submission.ts";

/** What the workflows need from outside. `infra/` says who gives it. */
export interface Ports {
  /** Now, by the clock that the deployment runs on: for stamps and leases, never for what is due (CA-3). */
  now(): Instant;
  store: Store;
  blobs: Blobs;
  mailer: Mailer;
  words: Words;
  keys: Keys;
  wake: Wake;
  events: Events;
  callHook: HookSender;
  mails: { read(raw: Uint8Array): Promise<ReceivedMail>; open: OpenMail };
  /** Absent where mail comes in another way. */
  mailBucket?: MailBucket;
  /** The same. */
  inbox?: Inbox;
  forms: Forms;
  documents: Documents;
  sheets: Sheets;
  /** Files that came with an answer. */
  files: { read(sent: Pick<Attachment, "name" | "content">): Promise<SentFile[]> };
  /** Domain of our own addresses. */
  domain: string;
  /** Where people reach the pages: `https://duban.example`, without a slash at the end. */
  publicUrl: string;
  log(line: LogLine): void;
  /** Something failed and is tried again, while the rest went on: for the alarm. */
  failed(problem: unknown): void;
}

export interface LogLine {
  /** What happened, in a word or two: `message sent`. */
  what: string;
  /** Ids and counts; never words that a person wrote, never a secret. */
  [about: string]: string | number | boolean | null | undefined;
}

/** Work for a function: for one plan, one unit, one message; an event has nothing to say but that some wait. */
export interface Jobs {
  plans: { plan: PlanId; at: Instant };
  units: DutyKey & { at: Instant };
  /** `as` it was written, by whoever wakes its sender: a hint. */
  messages: { message: string; at: Instant; as?: Stored<Message> | undefined };
  events: { at: Instant };
}
/** Wakes the function that does such work. It is a hint: what gets lost, the next tick finds. */
export type Wake = <Queue extends keyof Jobs>(queue: Queue, jobs: readonly Jobs[Queue][]) => Promise<void>;

/** Where other systems hear what happened. */
export interface Events {
  /** @throws Error when not all were taken; to be put again, with the same ids */
  put(events: readonly DomainEvent[]): Promise<void>;
}

/** Posts an event to a unit's own system, signed with each of these versions of its secret. */
export type HookSender = (
  call: Pick<DutyKey, "plan" | "unit"> & { versions: readonly number[]; url: string; id: string; body: string },
) => Promise<"taken" | "gone" | { failed: string }>;

/** A stored value remembers the version it was read at; one without is new and must not exist yet. */
export type Stored<Value> = Value & { version?: string };

/** All state. Reads are as last committed; a hint may be a little old, and costs half: the condition of a write confirms it. */
export interface Store {
  /**
   * Runs `work`, then commits all it put, or nothing; when somebody else was first, runs it again from fresh reads.
   *
   * @throws Error when it was beaten eight times
   */
  change<Result>(work: (changes: Changes) => Promise<Result>): Promise<Result>;

  /** Who there is now (RM-11): what tells, places, authorises and composes goes by this. */
  directory(): Promise<Directory>;
  /** Who there was and will be too, with their days: for what changes it, or looks at another day. */
  wholeDirectory(): Promise<Stored<Directory>>;
  /** What was changed about contacts, oldest first. */
  directoryLog(): AsyncIterable<DirectoryChange>;
  /** Whether what is sent to a mailbox arrives; undefined when nothing is known against it. */
  health(mail: Mailbox): Promise<Stored<ContactHealth> | undefined>;
  /** Hint, as of a minute ago: the mailboxes that fail, and how. */
  failing(): Promise<ReadonlyMap<Mailbox, "hard" | "soft">>;
  /** Every holiday notice that has been set. */
  holidayNotices(): Promise<HolidayNotice[]>;
  /** The one that a plan names. */
  calendar(of: Pick<PlanSettings, "calendar">): Promise<WorkCalendar>;
  /** The plan's own, or the deployment's. @throws Error when it has not been set */
  ladder(of: Pick<PlanSettings, "ladder">): Promise<Ladder>;
  /** Empty where none are set: nobody is scored. */
  scoreRules(): Promise<ScoreRulebook>;

  plans(): Promise<Plan[]>;
  plan(id: PlanId): Promise<Stored<Plan> | undefined>;
  /** The measures of a plan in the edition in force, retired ones too, in the plan's order. */
  measures(plan: Plan): Promise<OwnedMeasure[]>;
  /** All editions of a plan's measures: duties name theirs. */
  editions(plan: Plan): Promise<Editions>;

  /** Which links and secrets of a plan's units count. */
  keyVersions(plan: PlanId, how?: "hint"): Promise<Stored<KeyVersions>>;

  /** Hint: the plans that may have something due by now. */
  plansDue(by: Instant): AsyncIterable<PlanId>;
  /** Hint: when a plan is to be looked at next. */
  nextLook(plan: PlanId): Promise<Instant | undefined>;

  period(plan: PlanId, period: Month): Promise<Stored<Period> | undefined>;
  /** Every month that was opened, oldest first. */
  periods(plan: PlanId, how?: "hint"): Promise<Stored<Period>[]>;
  duty(key: DutyKey, how?: "hint"): Promise<Stored<Duty> | undefined>;
  /** Hint: the duties of a plan that still want something. */
  openDuties(plan: PlanId): AsyncIterable<OpenDuty>;
  /** Hint: where a period stands, by unit. */
  board(plan: PlanId, period: Month): Promise<Standing[]>;
  audit(key: DutyKey): Promise<AuditRow[]>;
  /** Which of a plan's measures were accepted as done. */
  done(plan: PlanId): Promise<Stored<Done>>;
  /** How a month closed, duty by duty, by unit. */
  snapshots(plan: PlanId, period: Month): Promise<Snapshot[]>;
  score(key: DutyKey): Promise<Stored<Score> | undefined>;
  /** The scores of a month, or of a year's months, by month and unit. */
  scores(plan: PlanId, within: Month | number): Promise<Stored<Score>[]>;
  /** Hint: the scores whose units objected and wait for an answer. */
  objections(plan: PlanId): AsyncIterable<DutyKey>;
  /** When the service did not run, oldest first. */
  outages(): Promise<Outage[]>;

  message(id: string, how?: "hint"): Promise<Stored<Message> | undefined>;
  /** Hint: messages that may go out by now. */
  unsent(by: Instant): AsyncIterable<{ id: string; dueAt: Instant }>;

  /** Hint: what happened and was not yet put on the bus, oldest first. */
  unpublished(by: Instant): AsyncIterable<Unpublished>;

  /** Where the systems of a plan's units hear what happens. */
  hooks(plan: PlanId): Promise<Stored<Hooks>>;
  /** Hint: events that are to be sent to their units by now, oldest first. */
  hookCalls(by: Instant): AsyncIterable<HookCall>;
  hookCall(event: string): Promise<Stored<HookCall> | undefined>;

  submission(id: SubmissionId, how?: "hint"): Promise<Stored<Submission> | undefined>;
  /** What a person has typed into a form and not sent. */
  draft(key: DutyKey, reader: Mailbox): Promise<Stored<Draft> | undefined>;

  signInLink(hash: string): Promise<Stored<SignInLink> | undefined>;
  session(hash: string): Promise<Stored<Session> | undefined>;
  /** How often sign-in links were asked for. */
  askings(hash: string): Promise<Stored<Askings>>;

  /** Hint: what went out or came in for a plan in a month (UTC), newest first; `-` for what belongs to no plan. */
  journal(plan: PlanId | "-", way: "OUT" | "IN", monthUtc: Month): AsyncIterable<JournalLine>;
  /** Hint: submissions that wait for a person, oldest first. */
  held(plan: PlanId | "-"): AsyncIterable<SubmissionId>;

  /** How far a mailbox has been fetched; undefined when it never was. */
  inboxPlace(inbox: string): Promise<Stored<InboxPlace> | undefined>;
  /** A mark stays: a hint that has it is right, and one that lacks it the write's condition refuses. */
  isMarked(key: string, how?: "hint"): Promise<boolean>;
  /** The scheduled time of the last tick that ran to its end. */
  lastTick(): Promise<Instant | undefined>;
}

/** What happened in one write, of which other systems have not heard. */
export interface Unpublished {
  id: string;
  events: DomainEvent[];
}

/** One line of what went out or came in. */
export interface JournalLine {
  /** Of the message or the submission. */
  id: string;
  at: Instant;
  /** To whom it went, or from whom it came. */
  who: string;
  subject: string;
  /** State of the message, or outcome of the submission. */
  state: string;
  /** Kinds of its notices, or the unit it is of. */
  about: string;
}

/** What one write commits. Each value is put under the version it was read at, or as new. */
export interface Changes {
  /** The version that all it puts will have. */
  readonly version: string;
  /** On the first attempt what is likely may be taken for so, or read as a hint: where it is not, it is run again. */
  readonly isFirst: boolean;
  plan(plan: Stored<Plan>): void;
  /** The whole directory. */
  directory(whole: Stored<Directory>): void;
  directoryChange(change: DirectoryChange): void;
  /** The ladder that a plan names, or the deployment's. */
  ladder(of: Pick<PlanSettings, "ladder">, ladder: Ladder): void;
  /** All holiday notices. */
  holidays(all: readonly HolidayNotice[]): void;
  health(health: Stored<ContactHealth>): void;
  /** When the plan is to be looked at next; the last word counts. */
  lookNext(plan: PlanId, at: Instant): void;
  /** An edition of a measure is put once and never changed. */
  measure(plan: PlanId, measure: OwnedMeasure): void;
  period(period: Stored<Period>): void;
  duty(duty: Stored<Duty>): void;
  audit(duty: DutyKey, row: AuditRow): void;
  done(done: Stored<Done>): void;
  /** A duty as its month closes, once for ever. */
  snapshot(snapshot: Snapshot): void;
  score(score: Stored<Score>): void;
  outage(outage: Outage): void;
  published(told: Unpublished): void;
  hooks(hooks: Stored<Hooks>): void;
  hookCall(call: Stored<HookCall>): void;
  /** @param at  the time of the run: when the message is due by then, its sender is woken after the commit */
  message(message: Stored<Message>, at?: Instant): void;
  /** The message as it will be after this write: put in it already, or as stored (a hint on the first attempt; none, when it is likely to be new). */
  messageSoFar(id: string, isLikely?: "first" | "any"): Promise<Stored<Message> | undefined>;
  submission(submission: Stored<Submission>): void;
  draft(draft: Stored<Draft>): void;
  keyVersions(versions: Stored<KeyVersions>): void;
  /** Marks something as done for ever; the write does not go through when it is marked already. */
  mark(key: string): void;
  signInLink(link: Stored<SignInLink>): void;
  session(session: Stored<Session>): void;
  askings(askings: Stored<Askings>): void;
  inboxPlace(place: Stored<InboxPlace>): void;
  tick(at: Instant): void;
}

/** Bytes that are kept whole, named by the hash of what they are. */
export interface Blobs {
  /** @returns the name of each; the same bytes have the same name */
  put(all: readonly Uint8Array[]): Promise<string[]>;
  get(name: string): Promise<Uint8Array | undefined>;
}

/** Where the edge lays down the mails that it took. */
export interface MailBucket {
  /** @throws Error when there is no such mail */
  mail(key: string): Promise<{
    raw: Uint8Array;
    at: Instant;
    sender: string;
    recipients: string[];
    authentic: boolean;
    virus: "none" | "found" | "unsure";
  }>;
}

/** A mail ready to be sent. */
export interface Outgoing {
  from: string;
  to: Message["to"];
  /** What a chat group is told, and by which bot; absent for a mail. */
  copy?: { bot: Bot; text: string };
  messageId: string;
  raw: Uint8Array;
}

export interface Mailer {
  /** How many mails may be under way at once. */
  readonly atOnce: number;
  /** @throws Undeliverable when the server refuses for good, Deferred when it has not taken it; after any other error it may have */
  send(mail: Outgoing): Promise<{ answer: string }>;
}

/** A mailbox of the office's own server. It is only read: nothing in it is changed or deleted. */
export interface Inbox {
  /** Names it in what is remembered of it; holds no password. */
  readonly name: string;
  /** What its server calls itself in Authentication-Results; nothing is authentic where this is not said. */
  readonly authservId?: string;
  /**
   * What is to be fetched after a place, one mail after another: the next is asked for when the one before is dealt with.
   *
   * @throws InboxUnreachable
   */
  mails(since: InboxPlace | undefined): AsyncIterable<InboxNumber & (InboxMail | { problem: unknown })>;
}
export interface InboxMail {
  /** When it arrived there: INTERNALDATE (RT-1). */
  at: Instant;
  /** Only the beginning, where the whole is larger than is taken. */
  raw: Uint8Array;
  /** Size of the whole. */
  bytes: number;
}

/** The mailbox could not be read. `message` is for the log, `userMessage` for the person who set it up. */
export class InboxUnreachable extends Error {
  override readonly name = "InboxUnreachable";
  readonly userMessage: string;
  constructor(userMessage: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.userMessage = userMessage;
  }
}

/** The server could not be reached, or said: later. It has not taken the mail. */
export class Deferred extends Error {
  override readonly name = "Deferred";
}

/** The server will not take this mail, however often it is offered. */
export class Undeliverable extends Error {
  override readonly name = "Undeliverable";
}

/** Turns a message and the facts it speaks of into a mail. */
export interface Words {
  compose(message: Message, facts: MessageFacts): Promise<{ subject: string; outgoing: Outgoing }>;
}

/** What a message's words are made of. */
export interface MessageFacts {
  at: Instant;
  directory: Directory;
  plans: ReadonlyMap<PlanId, PlanFacts & PlanSetup>;
  /** Which links of a plan's units count, where a message has one. */
  keyVersions: ReadonlyMap<PlanId, KeyVersions>;
  duty(key: DutyKey): Stored<Duty> | undefined;
  submission(id: SubmissionId): Submission | undefined;
  board(plan: PlanId, period: Month): readonly Standing[];
  /** What a rung about a duty rests on, where a message asks for approval or brings a letter. */
  evidence(key: DutyKey): readonly RungEvidence[];
  /** Where a digest speaks of its closing. */
  closed(plan: PlanId, period: Month): ClosedMonth | undefined;
  /** What a unit said of its measures in the period before, by code. */
  lastMonth(key: DutyKey): ReadonlyMap<string, Entry>;
  /** How a unit was scored, where a notice speaks of it. */
  score(key: DutyKey): Score | undefined;
  /** How all were, where the month's digest does. */
  scores(plan: PlanId, period: Month): readonly Score[];
}
export interface PlanFacts {
  plan: Plan;
  /** In force. */
  measures: ReadonlyMap<MeasureId, OwnedMeasure>;
  editions: Editions;
}
/** What a plan's settings name. */
export interface PlanSetup {
  calendar: WorkCalendar;
  ladder: Ladder;
}

/** A form for one duty and one reader. */
export interface FormLink extends DutyKey {
  reader: Mailbox;
  /** Of the unit's links: those of an older version lead nowhere. */
  version: number;
}

/** Keys derived from the deployment's secret. */
export interface Keys {
  /** Unguessable name of a message, for its Reply-To and subject. */
  token(messageKey: string): string;
  /** The message's id, from its token. */
  messageId(token: string): string;
  /** Whether a request is signed with one of the unit's secrets, no more than five minutes ago (Standard Webhooks). */
  isSigned(
    by: Pick<DutyKey, "plan" | "unit"> & { versions: readonly number[] },
    headers: Record<string, string | undefined>,
    body: string,
  ): boolean;
  /** What makes the link to a form unguessable: 130 bits of the duty, its reader and the version of the unit's links. */
  formToken(of: FormLink): string;
  /** Whether it is that token; takes the same time whatever was given. */
  isFormToken(of: FormLink, given: string): boolean;
  /** The token of the sign-in link that answers an asking. */
  signInToken(id: string): string;
  /** What the forms of a browser carry: its name sealed. */
  pageToken(browser: string): string;
  hash(text: string): string;
  /** Hash of bytes as they came. */
  fingerprint(bytes: Uint8Array): string;
}

/** The workbook that a unit fills in. */
export interface Forms {
  write(form: ReportForm): Promise<Uint8Array>;
  read(bytes: Uint8Array): Promise<FormCells | Unreadable>;
}

/** The documents of a period; the same report gives the same bytes. */
export interface Documents {
  /** The draft of the bulletin, .docx. */
  bulletin(report: MonthReport): Promise<Uint8Array>;
  /** .xlsx */
  ledger(report: MonthReport): Promise<Uint8Array>;
}

/** What a page shows of a period's ledger, and what it exports. */
export interface Sheets {
  ledger(report: MonthReport): Promise<readonly Sheet[]>;
  /**
   * .xlsx; the same sheets and day give the same bytes.
   *
   * @param plan  whose language the foot of a printed page is in
   */
  workbook(sheets: readonly Sheet[], on: Day, plan: Pick<Plan, "settings">): Promise<Uint8Array>;
}

/** How a period closed, and what was written then. */
export interface ClosedMonth {
  results: Results;
  bulletin: Uint8Array;
  ledger: Uint8Array;
}

/** A mail of our own, taken apart to be looked at. */
export interface OpenedMail {
  /** In the order of the mail, unfolded and decoded. */
  headers: readonly { name: string; value: string }[];
  text: string;
  /** Empty when it has none. */
  html: string;
  attachments: readonly { name: string; content: Uint8Array }[];
}
export type OpenMail = (raw: Uint8Array) => Promise<OpenedMail>;
