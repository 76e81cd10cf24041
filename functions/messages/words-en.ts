import { type Day, localTime } from "../core/day.ts";
import type { Role } from "../core/directory.ts";
import type { Timeliness } from "../core/duty.ts";
import type { Figure, Status } from "../core/entry.ts";
import type { Rung } from "../core/ladder.ts";
import type { DeductionKind } from "../core/score-rules.ts";
import type { HeldReason } from "../core/submission.ts";
import { counted, dayAndMonth, en as rules, weekdayName } from "../core/words-en.ts";
import { quoted } from "./quoted.ts";
import type { FormAt, MailWords, OwedWords } from "./words-zh.ts";

/** `Tuesday 7 May`; a day that may still move says so (CA-2). */
const dayText = (day: Day, provisional = false): string =>
  `${weekdayName(day)} ${dayAndMonth(day)}${provisional ? " (provisional)" : ""}`;

type When = Pick<OwedWords, "due" | "today" | "provisional">;
const by = ({ due, today, provisional }: When): string =>
  due === today ? `the end of today, ${dayText(due)}` : `the end of ${dayText(due, provisional)}`;
const until = ({ due, today, provisional }: When): string =>
  due === today ? "due today" : `due ${dayAndMonth(due)}${provisional ? ", provisional" : ""}`;

const measures = (count: number): string => counted(count, "measure");
const workingDays = (count: number): string => counted(count, "working day");
const units = (count: number): string => counted(count, "unit");
const are = (count: number): string => (count === 1 ? "is" : "are");
const joined = (parts: readonly (string | undefined | false)[]): string => parts.filter(Boolean).join(", ");
/** `A, B and C`. */
const list = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

const ROLE: Record<Role, string> = {
  liaison: "liaison officer",
  "section-head": "section head",
  deputy: "deputy head",
  head: "head",
  operator: "plan office",
  supervisor: "supervisor",
};
const FIGURE: Record<Figure["kind"], string> = {
  cumulative: " so far",
  "this-month": " this period",
  target: " targeted",
  rate: "",
};
const TIMELINESS: Record<Timeliness, string> = {
  "on-time": "Complete on time",
  late: "Complete, but late",
  partial: "Only in part",
  open: "Not yet reported",
  missing: "Not reported",
  exempt: "Exempted",
};
const DEDUCTION: Record<DeductionKind, string> = {
  late: "late",
  entries: "entries missing",
  missing: "not reported",
  hollow: "no substance",
  overdue: "past deadline",
  untrue: "untrue",
};
const REQUEST = { extension: "more time", exemption: "to be exempted" } as const;
const GRANTED = { extension: "more time", exemption: "exemption" } as const;

const formAt = (form: FormAt): string =>
  form.attached
    ? "the attached workbook"
    : form.sentOn
      ? `the workbook attached to our mail of ${dayAndMonth(form.sentOn)}`
      : "the workbook sent to you before";

/** Every sentence that mails say, in English. */
export const en: MailWords = {
  marks: {
    lang: "en-GB",
    colon: ": ",
    semicolon: "; ",
    gap: "  ",
    heading: (text) => `${text}\n${"-".repeat(Math.min(text.length, 60))}`,
    title: (text) => `== ${text} ==`,
    note: (text) => ` (${text})`,
  },
  lettersInRoom: 2,
  reference: (token) => `[Ref ${token}]`,
  sender: "duban",
  day: dayText,
  shortDay: dayAndMonth,
  time: (at, zone) => {
    const { day, time } = localTime(at, zone);
    return `${dayAndMonth(day)}, ${time}`;
  },
  items: measures,
  workingDays,
  list,
  reader: ({ name }, contact) => (contact && !name.endsWith(contact.name) ? `${name}, ${contact.name}` : name),
  addressed: (reader, text) => (reader ? `${reader}: ${text}` : text),
  codes: (codes) => codes.join(", "),
  standing: ({ status, percent, figures = [] }) =>
    joined([
      status && rules.statuses[status],
      percent !== undefined && `${percent}%`,
      ...figures.map(
        ({ value, unit, kind }) => `${value}${unit === "%" ? "%" : unit && ` ${quoted(unit, 20)}`}${FIGURE[kind]}`,
      ),
    ]),
  columns: { deadline: "Deadline", last: "Last report", words: "Progress" },
  programme: (code, count) => `${code} (${measures(count)})`,
  task: (no, name) => `${no}. ${name}`,

  several: (count, replyable) =>
    `This mail has ${count} matters, the most urgent first.${replyable ? " To report progress, just reply to it." : ""}`,
  severalSubject: (count, first) => `${first} – and ${counted(count - 1, "other matter")}`,
  part: (at, of, subject) => `${at}/${of} ${subject}`,
  secrecy: "Please do not send confidential information by mail or workbook.",
  footer: (domain) => `Sent automatically by duban, the plan's reminder service (duban@${domain}).`,

  reminder: {
    subject: (owed) =>
      owed.today > owed.due
        ? `Overdue: ${owed.period} progress, ${measures(owed.missing)} missing (${owed.unit})`
        : owed.returned
          ? `Returned, ${until(owed)}: ${measures(owed.missing)} of ${owed.period} progress to send again (${owed.unit})`
          : owed.missing < owed.asked
            ? `${owed.period} progress ${until(owed)}: ${measures(owed.missing)} still missing (${owed.unit})`
            : `${owed.period} progress ${until(owed)}: ${measures(owed.asked)} to report (${owed.unit})`,
    lead: (owed) =>
      owed.today > owed.due
        ? `The ${owed.period} report on ${owed.plan} was due on ${dayText(owed.due)}; ${measures(owed.missing)} of ${owed.asked} ${are(owed.missing)} still missing. Please report today.`
        : owed.returned
          ? `The ${owed.period} report on ${owed.plan} was returned after review: ${measures(owed.missing)} to be sent again by ${by(owed)}.`
          : owed.missing < owed.asked
            ? `${measures(owed.missing)} of ${owed.asked} ${are(owed.missing)} still missing from your ${owed.period} report on ${owed.plan}. Please send ${owed.missing === 1 ? "it" : "them"} by ${by(owed)}.`
            : `Please report ${owed.period} progress on ${owed.plan}, ${measures(owed.asked)}, by ${by(owed)}.`,
    how: (form) => `Just reply to this mail with the codes and the progress, or return ${formAt(form)}.`,
    settled: (period) =>
      `Your programmes are fully reported for ${period}; there is nothing left for you to send. Other programmes of your unit are still open with other contacts.`,
    settledSubject: (period, unit) => `Your programmes are complete for ${period} (${unit})`,
    recorded: (count, codes) => `Already recorded, no need to send again (${measures(count)}): ${codes}.`,
    missing: (count) => `Still missing (${measures(count)})`,
    all: (count) => `To report on (${measures(count)})`,
    compact: (attached) =>
      attached
        ? "There are many measures, so only their codes stand here, by programme and task. Full texts, deadlines and your last report are in the attached workbook."
        : "There are many measures, so only their codes stand here, by programme and task. Full texts are in the workbook.",
    provisional: (year) =>
      `Days marked provisional may move: the holidays of ${year} have not been published yet. You will be told if they do.`,
    why: (unit, role, plan, operator) =>
      `Why you get this mail: you are registered as ${ROLE[role]} of ${unit}, which leads the measures above in ${plan}. If somebody else is responsible now, please tell ${operator}.`,
  },

  answering: {
    heading: "How to report (choose one)",
    reply: {
      label: "Reply to this mail",
      text: "One line for each measure: its code and the progress; where nothing moved, write “no progress”. For example:",
    },
    example: rules.exampleOf,
    form: (form) => ({
      label: "Return the workbook",
      text: `Fill in the yellow cells of ${formAt(form)}, save it and attach it to your reply. You may fill in part and send the rest later.`,
    }),
    link: {
      label: "Report online",
      text: "Open this link, on a phone too; drafts are kept. It is for your unit only, please do not pass it on.",
    },
    webhook: (path) => ({
      label: "From your own system",
      text: `Post to ${path} (the plan office gives you the key).`,
    }),
    afterwards: "You will get a receipt at once that says what was recorded, and what was not and why.",
  },

  rung: {
    subject: (rung, owed) =>
      `${rung.name}: ${owed.period} progress of ${owed.unit} is ${workingDays(owed.overdueDays)} overdue, ${measures(owed.missing)} missing`,
    unitLead: (rung, owed) =>
      `Your ${owed.period} report on ${owed.plan} is ${workingDays(owed.overdueDays)} overdue and ${measures(owed.missing)} ${are(owed.missing)} still missing (${rung.name}). Please report today.`,
    unitHow: (form) =>
      `Just reply to this mail with the codes and the progress, or return ${formAt(form)}. Follow-up stops by itself once the report is complete.`,
    leaderHow: (form) =>
      `Please have your liaison officer complete it today: by replying to this mail with the codes and the progress, or by returning ${formAt(form)}. Follow-up stops by itself once the report is complete.`,
    othersSubject: (rung, names, period) =>
      `${rung.name}: ${names.length === 1 ? `${names[0]} has` : `${units(names.length)} have`} not completed the ${period} report`,
    othersLead: (rung, first, count) =>
      count > 1
        ? `${units(count)} have not completed the ${first.period} report on ${first.plan} (${rung.name}).`
        : `${first.unit} is ${workingDays(first.overdueDays)} overdue with the ${first.period} report on ${first.plan}, ${measures(first.missing)} missing (${rung.name}).`,
    othersHow: {
      operator: (count) =>
        `Please ask ${count === 1 ? "this unit" : "the units below"} for the reason and for the report today. Follow-up stops by itself once it is complete.`,
      supervision: (count) =>
        `Please take this up with ${count === 1 ? "this unit" : "the units below"}. Follow-up stops by itself once the report is complete.`,
    },
    facts: {
      due: "Due",
      overdue: "Overdue",
      recorded: "Recorded",
      told: "Told so far",
      next: "Next step",
    },
    overdue: workingDays,
    recorded: (owed) => `${owed.asked - owed.missing} of ${measures(owed.asked)}`,
    next: (rung, day, to) => `“${rung.name}” on ${dayText(day)} if still incomplete, to ${to}`,
    columns: ["Unit", "Missing", "Working days overdue", "Told so far"],
    missingOf: (owed) => `${owed.missing} of ${owed.asked}`,
    told: (steps) => steps.map(({ day, step }) => `${step} on ${dayAndMonth(day)}`).join(", ") || "—",
    toldTimes: (first, times) => (first ? `${counted(times, "time")} since ${dayAndMonth(first)}` : "—"),
    steps: {
      opening: "opening notice",
      reminder: "reminder",
      "due-day": "due-day reminder",
    },
    to: {
      liaison: "liaison officer",
      "section-head": "section head",
      deputy: "deputy head",
      head: "head of unit",
      operator: "plan office",
      supervision: "supervision",
    } satisfies Record<Rung["to"][number], string>,
    why: (unit, role) =>
      `Why you get this mail: you are registered as ${ROLE[role]} of ${unit}, who is told at this step of the follow-up.`,
  },

  why: rules.held,
  approve: {
    subject: (rung, owed, pressed) =>
      `${pressed ? "Still not approved" : "For your approval"}: ${rung.name}, ${owed.unit}, ${owed.period} progress ${workingDays(owed.overdueDays)} overdue`,
    lead: (rung, owed, to) =>
      `Please decide whether ${owed.unit} gets ${rung.name}: the ${owed.period} report on ${owed.plan} is ${workingDays(owed.overdueDays)} overdue, ${measures(owed.missing)} missing. Once approved, it is told to ${to}.`,
    pressedLead: (rung, owed, since, deciders) =>
      `${rung.name} for ${owed.unit} has waited since ${since} for approval by ${deciders || "whoever may decide"}: more than a working day.`,
    how: "Approved, it goes out the same day; declined with a reason, the ladder goes on; if the unit reports in full before, there is nothing left to decide.",
    pressedHow: "Please follow up: until it is approved this step does not go out.",
    commands: {
      label: "How to decide",
      text: "The plan office runs one of these commands:",
      approve: (unit, period) => `duban escalation approve --unit "${unit}" --period ${period}`,
      decline: (unit, period) => `duban escalation decline --unit "${unit}" --period ${period} --why REASON`,
    },
    evidence: "What it rests on, in order",
    asked: (due, count) => `the report was asked for: ${measures(count)}, by the end of ${dayText(due)}`,
    told: (step, people, state) => `${step}: to ${counted(people, "person", "people")}, ${state}`,
    sent: ({ sent, delivered, failed }) =>
      joined([`${sent} sent`, `${delivered} delivered`, failed > 0 && `${failed} not delivered`]),
    came: (codes) => `an answer was recorded: ${codes || "files"}`,
    returned: (due, why) => `the report was returned, to be sent again by the end of ${dayAndMonth(due)}: ${why}`,
    ruled: (request, granted) =>
      `the request for ${request === "extension" ? "more time" : "exemption"} was ${granted ? "granted" : "refused"}`,
    declined: (step, why) => `${step} was not approved: ${why}`,
    nothing: "No answer has been received.",
  },

  letter: {
    subject: (rung, names) =>
      `To be signed: ${counted(names.length, "draft")} of ${rung.name}, ${names.slice(0, 3).join(", ")}${names.length > 3 ? ", …" : ""}`,
    how: (name, count) =>
      `${counted(count, "draft")} of the ${name} letter ${count === 1 ? "is" : "are"} attached: please check, number, sign and send. Not needed for a unit that reports in full before.`,
    file: (name, unit, period) => `${name} (draft) - ${unit} - ${period}.docx`,
    draft:
      "Draft, made from the records of the reports; not to be issued before it is numbered and signed. Delete this line then.",
    number: (on) => `No. ____ / ${on.slice(0, 4)}        Signed by: ____________`,
    title: (name) => name,
    to: (unit) => `${unit}:`,
    matterHeading: "1. Matter",
    groundHeading: "2. Ground",
    overdueHeading: "3. What has happened",
    asksHeading: "4. What is asked",
    matter: (plan, period, asked, missing) =>
      `The ${period} report on ${plan}. Of ${measures(asked)} your unit reports on, ${missing} ${are(missing)} missing:`,
    item: (at, code, text, deadline) => `(${at + 1}) ${code} ${text}${deadline ? ` (deadline: ${deadline})` : ""}`,
    more: (count, codes) => `And ${measures(count)} more: ${codes}.`,
    ground: (title, number, order, line) =>
      `${title}${number ? ` (${number})` : ""} orders: “${order}” (line ${line} of the document).`,
    groundWithoutOrder: (title, number) =>
      `The order of ${title}${number ? ` (${number})` : ""} to report progress in every period.`,
    rule: ({ name, afterWorkingDays }) =>
      `By the ladder, a report not complete ${workingDays(afterWorkingDays)} after it was due leads to ${name}.`,
    overdue: (due, on, days) =>
      `The report was due by the end of ${dayAndMonth(due)}; on ${dayAndMonth(on)} it is ${workingDays(days)} overdue. Until now:`,
    line: (at, time, text) => `(${at + 1}) ${time}: ${text}.`,
    asks: (by) => [
      `(1) Please report on the measures above by 18:00 on ${dayText(by)}, in the way of every reminder.`,
      "(2) Please say in writing why it is late and how it will be on time from now on, signed by the head of the unit.",
      "(3) With the report complete this ends; otherwise the next step of the ladder follows.",
    ],
    date: (on) => `${dayAndMonth(on)} ${on.slice(0, 4)}`,
    page: ["- ", " -"],
  },

  receipt: {
    subject: (owed, counts) =>
      `Receipt: ${joined([
        counts.recorded > 0
          ? `${measures(counts.recorded)} recorded`
          : counts.files > 0
            ? `${counted(counts.files, "file")} received`
            : counts.asks
              ? `${counts.asks} received`
              : "nothing recorded",
        counts.recorded > 0 && counts.unrecorded > 0 && `${counted(counts.unrecorded, "point")} not recorded`,
        counts.asks !== "objection" &&
          (owed.missing > 0 ? `${measures(owed.missing)} still missing` : "report complete"),
      ])} (${owed.unit}, ${owed.period})`,
    request: ({ kind, until: day }) =>
      `Your unit's request for ${GRANTED[kind]}${day ? ` until ${dayText(day)}` : ""} has been received${!day && kind === "extension" ? " (it names no day)" : ""}. The plan office decides and tells you; until then the day stays.`,
    objection: (period) =>
      `Your unit's objection to its score for ${period} has been received and is kept; you are told once it has been looked into.`,
    warned: (count) => `Please check (${counted(count, "point")}; recorded all the same)`,
    lead: (owed, { recorded, unrecorded, files, asks }) =>
      recorded === 0 && asks
        ? `Your ${asks} about the ${owed.period} ${asks === "objection" ? "score" : "report"} on ${owed.plan} has been received.`
        : recorded === 0 && files > 0
          ? `${counted(files, "file")} for ${owed.period}, ${owed.plan}, ${files === 1 ? "has" : "have"} been received and kept; no progress was filled in.`
          : recorded === 0
            ? "Your message has been received and kept, but nothing could be recorded. Please correct it as said below and send it again."
            : `${measures(recorded)} recorded for ${owed.period}, ${owed.plan}${unrecorded > 0 ? `; ${counted(unrecorded, "point")} could not be recorded` : ""}.`,
    complete: (owed) =>
      `The ${owed.period} report of ${owed.unit} is complete. Thank you, there is nothing left to do.`,
    ownComplete: (missing) =>
      `Your programmes are complete, thank you. ${measures(missing)} of other programmes of your unit ${are(missing)} still open with other contacts.`,
    missing: (owed) =>
      owed.today > owed.due
        ? `${measures(owed.missing)} still missing; the report was due on ${dayText(owed.due)}. Please report today by replying to this mail.`
        : `${measures(owed.missing)} still missing; please send ${owed.missing === 1 ? "it" : "them"} by ${by(owed)}, by replying to this mail.`,
    late: (due) => `This arrived after the end of ${dayText(due)}, when the report was due, and is recorded as late.`,
    afterClosing: (period) =>
      `${period} has been closed: this is recorded as a late addition and does not change the published result.`,
    closed: (period) => `${period} has been closed.`,
    held: (reason) => `Why it was not recorded: ${reason}.`,
    placed: {
      thread: (unit, period) =>
        `Your message had no reference; by the mail it answers it was taken as ${unit}'s report for ${period}. If that is wrong, please reply and say so.`,
      sender: (unit, period) =>
        `Your message had no reference; by its sender it was taken as ${unit}'s report for ${period}, the only one outstanding. If that is wrong, please reply and say so.`,
    },
    facts: {
      number: "Receipt no.",
      arrived: "Received",
      door: "By",
      from: "Subject",
      files: "File",
    },
    moreFiles: (count) => `${counted(count, "more file", "more files")} kept`,
    door: { mail: "mail", webhook: "your own system", form: "online form" },
    recorded: (count) => `Recorded (${measures(count)})`,
    unrecorded: (count) => `Not recorded (${counted(count, "point")}), please correct and send again`,
    stillMissing: (count) => `Still missing (${measures(count)})`,
    corrections: "To correct something, reply with that measure again: the last version counts.",
    form: {
      label: "See or correct it online",
      text: "This link shows what is recorded, and takes additions and corrections.",
    },
  },

  held: {
    unitSubject: (unit) => `Please check: a message in the name of ${unit} was not recorded`,
    unitLead: (time) => `A message in your unit's name arrived on ${time} and was not recorded as progress.`,
    unitHow:
      "If it was yours, please send it again from an address in the directory, by replying to this mail. If it was not, there is nothing to do.",
    operatorSubject: (count) => `${counted(count, "message")} to be checked, not recorded`,
    operatorLead: (count) => `${counted(count, "message needs", "messages need")} your decision.`,
    operatorHow:
      "Each is listed below with the reason and what you can do. All are kept as they came; nothing is recorded for any unit until you decide.",
    page: {
      label: "Decide",
      text: "Open this link to assign each to a unit, to ask a unit, or to dismiss it with a reason.",
    },
    facts: {
      from: "From",
      subject: "Subject",
      arrived: "Received",
      reason: "Reason",
      unit: "Unit",
      act: "Please",
      number: "Number",
    },
    afterClosing: "sent after the period was closed, recorded",
    actAfterClosing: "check it, and correct the published result if need be",
    act: {
      stranger:
        "check with the unit; if the sender is a new contact, update the directory and ask for the message again",
      "not-authentic": "call the sender; if it is theirs, ask them to send it again straight from their own mailbox",
      "other-unit": "check with both units; a report for another unit has to come from that unit's own contact",
      "unknown-token": "ask the sender to reply to the last reminder without changing the reference in the subject",
      "no-duty": "check whether this unit has to report this period; if not, there is nothing to do",
      "several-duties": "ask the sender to name the period and the plan, or to reply to the reminder itself",
      doubtful: "look at the original; if a person wrote it, ask them to send it again",
      unreadable: "look at the original and ask for it in another format",
      "too-large": "look at the original in the mailbox and ask for smaller attachments",
      virus: "call the sender; the original is quarantined, do not try to open it",
      unscanned: "call the sender first; when you are sure it is safe, ask for it again",
      "wrong-workbook": "ask the sender to use their own unit's workbook for this period",
      "no-entry": "look at the original; if need be ask for “code and progress” in a reply",
    } satisfies Record<HeldReason, string>,
    noSubject: "(no subject)",
  },

  chat: {
    owed: (subject, codes, more) => `${subject}: ${codes}${more ? ", …" : ""}.`,
    returned: (subject) => `${subject}.`,
    open: (lead, names) => (names ? `${lead} Not complete: ${names}.` : lead),
    answer: "Please answer the reminder in the liaison officer's mailbox; messages in this group are not recorded.",
    more: "Details are in the supervisor's mailbox.",
    secrecy: "Please do not send confidential information in this group.",
  },
  digest: {
    subject: {
      open: (period, count) =>
        `Due today: ${period} progress, ${count === 0 ? "all units complete" : `${units(count)} not complete`}`,
      missing: (period, count) =>
        `${period} progress was due: ${count === 0 ? "all units complete" : `${units(count)} overdue`}`,
      weekly: (period, count) => `This week: ${units(count)} still overdue for ${period}`,
      closing: (period, rate) => `${period} closed: ${rate} complete on time`,
    },
    lead: {
      open: (plan, period, done, all) =>
        `${period} progress on ${plan} is due by midnight; ${done} of ${units(all)} ${are(done)} complete.`,
      missing: (plan, period, done, all) =>
        `${period} progress on ${plan} was due; ${done} of ${units(all)} ${are(done)} complete.`,
      weekly: (plan, period, done, all) =>
        `${units(all - done)} of ${all} have not completed ${period} progress on ${plan}.`,
      closing: (plan, period, done, all) =>
        `${period} is closed for ${plan}: ${done} of ${units(all)} ${are(done)} complete.`,
    },
    how: {
      open: "For information only: nothing is overdue before midnight.",
      missing: "Overdue units are followed up step by step from today. For information only.",
      weekly:
        "All steps of the follow-up have been sent as planned and stop by themselves; please ask after the units that are longest overdue.",
      closing:
        "These are the results at closing; what comes later is noted as a correction. Please review them before they are published.",
    },
    timeliness: "Reports",
    rows: { ...TIMELINESS, all: "Units that report" },
    units,
    rated: (count, rate) => `${units(count)} (${rate})`,
    progress: "Progress (as the units say; counted apart from whether they reported on time)",
    statuses: rules.statuses satisfies Record<Status, string>,
    unstated: "No status given",
    unanswered: "Not reported",
    measures,
    named: (what, count) => `${what} (${units(count)})`,
    partly: (unit, recorded, asked) => `${unit} (${recorded} of ${asked})`,
    columns: ["Unit", "Missing", "Working days overdue", "Last step"],
    owes: (missing, asked) => `${missing} of ${asked}`,
    root: (root) =>
      `Root of this period's records: ${root} (one fingerprint over all histories; duban audit verify checks it).`,
    lamps: "Lamps (whether work is on schedule; whether it was reported in time is counted apart)",
    documents: "Draft bulletin and ledger",
    bulletin: "Draft bulletin",
    ledger: "Ledger",
    document: (file, isAttached) =>
      isAttached
        ? `attached as “${file}”, or download it by the link below.`
        : `“${file}” is too large to attach; please download it by the link below.`,
    operatorHow:
      "These are the results at closing; what comes later is noted as a correction. Please review the draft bulletin and issue it; where each figure comes from is in the ledger.",
    operatorWhy: "Why you get this mail: you are registered as the office of this plan, which issues its bulletins.",
    provisional: "Some due days are provisional and may move when the holidays are published.",
    why: "Why you get this mail: you are registered as supervisor of this plan and are told where its reports stand.",
  },

  review: {
    returnedSubject: (owed) =>
      `Returned: ${measures(owed.missing)} of the ${owed.period} report of ${owed.unit} to send again, ${until(owed)}`,
    returnedLead: (owed) =>
      `The ${owed.period} report of your unit on ${owed.plan} was returned after review: ${measures(owed.missing)} to be sent again by ${by(owed)}, by replying to this mail.`,
    returnedWhy: (why) => `Why: ${why}`,
    hollow: "It was returned for lack of substance, so the time of the new report counts.",
    timeStays: "When you first completed the report still counts; being returned does not make it late.",
    wanted: (count) => `To send again (${measures(count)})`,
    requestSubject: (count) => `${counted(count, "unit asks", "units ask")} for more time or exemption: please decide`,
    requestLead: (count) =>
      `${counted(count, "request waits", "requests wait")} for your decision; until then the unit is reminded as planned.`,
    requestHow: "Whether you agree or not, please give a reason; the unit is told at once.",
    asks: ({ request, period, until: day, at, why }) =>
      `asks ${request === "extension" ? "for " : ""}${REQUEST[request]} for ${period}${day ? ` until ${dayText(day)}` : ""} (${at}).${why ? ` In its words: ${why}` : ""}`,
    rulingSubject: (owed, { request, granted, until: day }) =>
      `${granted ? "Agreed" : "Not agreed"}: ${GRANTED[request]}${day ? ` until ${dayAndMonth(day)}` : ""}, ${owed.period} report of ${owed.unit}`,
    rulingLead: (owed, { request, granted }) =>
      `The plan office has ${granted ? "agreed" : "not agreed"} to your unit's request for ${GRANTED[request]}, ${owed.period} report on ${owed.plan}.`,
    rulingHow: (owed, { request, granted, until: day }) =>
      granted
        ? request === "exemption"
          ? "There is nothing to report this period, and it is not counted as missing."
          : `Please complete the report by the end of ${dayText(day ?? owed.due)}; that day counts for being on time.`
        : `Please complete the report by ${by(owed)}.`,
    rulingWhy: (why) => `Why: ${why}`,
  },

  score: {
    subject: ({ period, points, unit, isCorrected }) =>
      `Score for ${period}: ${points}${isCorrected ? ", corrected" : ""} (${unit})`,
    lead: ({ plan, period, points, full }) =>
      points === full
        ? `Your unit has full marks for ${period} on ${plan}: ${full}.`
        : `Your unit has ${points} of ${full} points for ${period} on ${plan}.`,
    nothingToDo: "Nothing was taken off, and there is nothing to do.",
    how: (day) =>
      `If you object, please reply to this mail by the end of ${dayText(day)}, saying that you object to the score and why; otherwise there is nothing to do.`,
    deductions: (count) => `Deductions (${count})`,
    deduction: ({ points, why, due, day, codes, charged, lifted }) =>
      [
        `${lifted ? "Taken back: " : ""}${counted(points, "point")} for: ${why}`,
        due && `due ${dayAndMonth(due)}`,
        day && `complete ${dayAndMonth(day)}`,
        codes.length > 0 && list(codes),
        charged && `decided ${dayAndMonth(charged.day)}: ${charged.why}`,
        lifted && `taken back ${dayAndMonth(lifted.day)}: ${lifted.why}`,
      ]
        .filter(Boolean)
        .join("; "),
    basis: (version) =>
      `By the score rules, version ${version}: only reports that were due count, never how anything was used. Delays by our own outages and silence after notices that did not arrive cost nothing.`,
    objectionSubject: (count) => `${counted(count, "unit objects", "units object")} to a score: please decide`,
    objectionLead: (count) =>
      `${counted(count, "objection waits", "objections wait")} for your decision; until then the score is not final.`,
    objectionHow:
      "If you agree, you can take back all deductions or some of them. Whether you agree or not, please give a reason; the unit is told at once.",
    objects: ({ period, points }, said, taken) =>
      `${period}, ${points} points (${taken.map((text, nth) => `${nth + 1}. ${text}`).join("; ")}). ${said.map(({ at, why }) => `${at}: ${why}`).join("; ")}`,
    rulingSubject: ({ unit, period, points }, granted) =>
      `${granted ? `Objection granted, score now ${points}` : `Objection not granted, score still ${points}`} (${unit}, ${period})`,
    rulingLead: ({ plan, period }, granted) =>
      `Your unit's objection to its score for ${period} on ${plan} was ${granted ? "granted" : "not granted"}.`,
    rulingHow: ({ points, full }) => `The score is ${points} of ${full} points; there is nothing to do.`,
    rulingWhy: (why) => `Why: ${why}`,
    ranking: (count) => `Scores of the period (${units(count)})`,
    full: (names) => `Full marks, rank 1 (${names.length}): ${list(names)}`,
    columns: ["Unit", "Rank", "Points", "Taken off"],
    taken: (all) => all.map(({ kind, points }) => `${DEDUCTION[kind]} ${points}`).join(", "),
  },

  gates: {
    "same-words": "the words are those of the last report; is there nothing new?",
    falls: "the total is lower than in the last report",
    "over-100": "more than 100% complete",
    "done-without-words": "“done”, without a word on what was done",
    "target-missing": "no figure for its target",
    behind: "clearly behind the time elapsed; please say why, and what comes next",
  },

  handOver: {
    leaving: {
      subject: ({ unit, on }) => `Somebody else reports for ${unit} from ${dayAndMonth(on)}`,
      lead: ({ unit, plan, on, until, name, to }) =>
        `From ${dayText(on)}${until ? ` until ${dayText(until)}` : ""} ${name} (${to}) ${until ? "stands in for you" : "takes over from you"} in reporting progress of ${unit} on “${plan}”. Until then please report as usual.`,
      how: ({ on, until }) =>
        until
          ? `Your links do not open on these days, and do again after ${dayText(until)}. Please hand on what you have; if this is wrong, contact the office that runs the plan.`
          : `Your links stop working on ${dayAndMonth(on)}; saved drafts pass on by themselves. Please hand on what you have; if this is wrong, contact the office that runs the plan.`,
    },
    taking: {
      subject: ({ unit, on, until }) =>
        `Please ${until ? "stand in" : "take over"} from ${dayAndMonth(on)} in reporting for ${unit}`,
      lead: ({ unit, plan, on, until, from }) =>
        `From ${dayText(on)}${until ? ` until ${dayText(until)}` : ""} please ${until ? "stand in" : "take over"} in reporting progress of ${unit} on “${plan}” (until now: ${from}).`,
      how: ({ on }) =>
        `Notices from ${dayAndMonth(on)} on come to you, with a form link of your own; you can also reply to them. Drafts saved before appear in your form. There is no need to answer this mail now; if it is wrong, contact the office that runs the plan.`,
    },
    open: "Not complete at present",
    nothingOpen: "Nothing waits to be reported at present.",
    duty: ({ period, due, missing, asked }) =>
      `${period} progress: due ${dayText(due)}, ${missing} of ${measures(asked)} missing`,
  },

  operator: {
    preflight: {
      subject: (period, count, lost) =>
        lost > 0
          ? `${units(lost)} without a contact will not get the ${period} notice${count > lost ? `; ${counted(count - lost, "other matter")} in the directory` : ""}`
          : `${counted(count, "matter")} in the directory may keep the ${period} notice from arriving`,
      lead: (opens, count) =>
        `Please see to ${counted(count, "matter")} in the directory before the opening notice of ${opens}. There is no need to answer this mail.`,
      heading: {
        nobody: (count) => `Without a contact (${units(count)})`,
        suppressed: (count) => `Mail is returned (${counted(count, "mailbox", "mailboxes")})`,
        leaves: (count) => `Leaves or is away on the due day, nobody takes over (${counted(count, "liaison officer")})`,
        alone: (count) => `One contact only (${units(count)})`,
        "no-alternate": (count) => `Liaison officer without alternate mailbox (${units(count)}); when there is time`,
      },
      how: {
        nobody:
          "Each unit needs at least the mailbox of a liaison officer. Units without one get no notice, and their silence is not counted against them.",
        suppressed:
          "Please call them. Where the mailbox or the person has changed, hand over (duban contact handover); where it works again, say so (duban contact mended). Until then a unit's notices go to the alternate mailbox or its next contact.",
        leaves:
          "Please ask who takes over or stands in, and hand over (duban contact handover). Otherwise the unit's next contact is told.",
        alone: "When this mailbox fails nobody can be told. Please add another contact or an alternate mailbox.",
        "no-alternate": "When the liaison officer's mailbox fails, the unit's next contact is told.",
      },
      suppressed: (mail, why) => `${mail}, ${why}`,
      leaves: (mail, last) => `${mail}, last day ${dayText(last)}`,
      more: (count) => `And ${count} more; see duban contact list.`,
    },
    undeliverableSubject: (count) => `${counted(count, "notice was", "notices were")} not delivered`,
    undeliverableLead: (count) =>
      `${counted(count, "notice was", "notices were")} not delivered. Please tell the units by telephone and correct the directory.`,
    undeliverableHow:
      "What was not delivered is not counted as the unit's silence. Where an alternate mailbox is registered, it was sent there; where there is none and the mailbox is not written to any more, to the unit's next contact.",
    undeliverable: {
      label: (unit) => unit,
      text: (mail, why) => (mail ? `${mail} was not reached: ${why}` : why),
      nobody: "no unit",
    },
    gapSubject: "The service was down: please check the notices of that time",
    gapLead: (from, to) => `The service did not run from ${from} to ${to}; it is running again.`,
    gapHow:
      "Of the notices of that time only the step that applies today is sent; no incoming mail was lost. Please check the reports that fell due, and find out why it stopped. No unit is charged with the delay.",
    held: (count) =>
      `${counted(count, "message waits", "messages wait")} to be checked; nothing of it is recorded until you decide. Open this link to decide.`,
    reviews: (count) =>
      `${counted(count, "complete report waits", "complete reports wait")} for your review: accept it, or return it with a reason.`,
    requests: (count) =>
      `${counted(count, "request waits", "requests wait")} for your decision (more time, or exemption).`,
    objections: (count) =>
      `${counted(count, "objection to a score waits", "objections to scores wait")} for your decision.`,
    undecidedSubject: ({ held, reviews, requests, objections }, count, year) =>
      `For your decision: ${joined([held > 0 && `${counted(held, "message")} to be checked`, requests > 0 && counted(requests, "request"), objections > 0 && counted(objections, "objection"), reviews > 0 && `${counted(reviews, "report")} to review`, count > 0 && `${measures(count)} without a lead`, year !== null && `the holidays of ${year}`])}`,
    undecidedLead: "Some points need your decision; you are reminded every working day until then.",
    root: (root, duties) =>
      `Root of the records: ${root} (one fingerprint over the histories of ${counted(duties, "open report")}; keep this mail as proof: if a history is changed, it no longer comes out).`,
    undecidedMeasures: (codes) =>
      `Please name the lead of these measures: ${codes}. Until then your own unit reports on them.`,
    noticeMissing: (year) =>
      `Please load the public holidays of ${year}. Until then all days of ${year} are provisional and nothing is escalated beyond the units.`,
  },

  signIn: {
    subject: "Your link to sign in",
    lead: (plan: string, until: string): string =>
      `Open the link below to sign in to the pages of the ${plan}. It works once, until ${until}.`,
    link: {
      label: "Sign in",
      text: "open the link, then press “Sign in” on the page. The link is you: do not pass it on.",
    },
    ignore: "If you did not ask to sign in, do nothing: nobody can sign in with it.",
  },

  deadline: {
    subject: (unit, count, day) => `${measures(count)} due by ${dayAndMonth(day)} (${unit})`,
    lead: (plan, count, day, days) =>
      `The deadline of ${measures(count)} that your unit leads in ${plan} is ${dayText(day)}, ${days > 0 ? `in ${workingDays(days)}` : "and today is the last working day before it"}.`,
    how: "Please see that it is met. What is finished is reported as “done” in your next report; this mail needs no answer.",
  },

  moved: {
    subject: (owed, from, to) =>
      `New day: ${owed.period} progress is due on ${dayAndMonth(to)} instead of ${dayAndMonth(from)} (${owed.unit})`,
    lead: (owed, from, to) =>
      `The ${owed.period} report on ${owed.plan} is due by the end of ${dayText(to)} instead of ${dayText(from)} (provisional); ${measures(owed.missing)} ${are(owed.missing)} still missing.`,
    how: "The public holidays have been announced, and the day was counted anew. What is recorded need not be sent again; the workbook you have still serves.",
  },

  overdue: {
    unitSubject: (unit, count, since) =>
      `Past the deadline: ${measures(count)} not done, the first since ${dayAndMonth(since)} (${unit})`,
    unitLead: (plan, count, since) =>
      `The deadline of ${measures(count)} that your unit leads in ${plan} has passed, the first on ${dayAndMonth(since)}, and ${count === 1 ? "it is" : "they are"} not done.`,
    unitHow:
      "Please say in each report why and until when, until it is reported as “done” and accepted. This mail needs no answer.",
    subject: (count, weekly) =>
      `${weekly ? "Weekly: " : ""}${measures(count)} ${weekly ? "past the deadline" : "newly past the deadline"}`,
    lead: (plan, count, leads) =>
      `${measures(count)} of ${plan} ${are(count)} past the deadline and not done, with ${units(leads)}.`,
    how: "The leads have been told; these measures stay in their reports until they are done. For your information.",
    weeklyHow: "None of these has been accepted as done; please ask after those that are long overdue.",
    columns: ["Lead", "Measures", "Deadline"],
    more: (count) => `${counted(count, "more line", "more lines")} in the system.`,
  },
};
