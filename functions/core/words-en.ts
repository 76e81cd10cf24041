import { type Day, type Month, monthOfYear, weekdayOf, yearOf } from "./day.ts";
import type { Status } from "./entry.ts";
import type { Lamp } from "./lamp.ts";
import type { HeldReason } from "./submission.ts";
import { type CoreWords, PeriodText } from "./words-zh.ts";

export const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);
export const monthName = (no: number): string => MONTHS[no - 1] ?? "";
const WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(" ");
export const weekdayName = (day: Day): string => WEEKDAYS[weekdayOf(day) - 1] ?? "";
/** `7 May`. */
export const dayAndMonth = (day: Day): string => `${Number(day.slice(8))} ${monthName(Number(day.slice(5, 7)))}`;

/** `April 2024`; of several months `Q1 2024`, `first half of 2024`, `2024`, `January to February 2024`. */
function period(last: Month, everyMonths: number): PeriodText {
  const [year, no] = [yearOf(last), monthOfYear(last)];
  const names: Record<number, string> = {
    1: `${monthName(no)} ${year}`,
    3: `Q${no / 3} ${year}`,
    6: `${no === 6 ? "first" : "second"} half of ${year}`,
    12: String(year),
  };
  return PeriodText.parse(names[everyMonths] ?? `${monthName(no - everyMonths + 1)} to ${monthName(no)} ${year}`);
}

/** `1 measure`, `3 measures`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const EXAMPLE = "completed 60%, 12 sites upgraded so far";
const exampleOf = (code: string): string => `${code} ${EXAMPLE}.`;

const statuses: Record<Status, string> = {
  "not-started": "Not started",
  "in-progress": "In progress",
  done: "Done",
  behind: "Delayed",
  paused: "On hold",
  "no-progress": "No progress",
};
const statusList = Object.values(statuses).join(", ");

const columns: CoreWords["form"]["columns"] = {
  id: "Row ID",
  code: "Code",
  task: "Task",
  text: "Measure",
  deadline: "Deadline",
  targets: "Targets",
  last: "Last report",
  status: "Status",
  percent: "Complete %",
  progress: "Progress",
  unit: "Unit of target",
  figures: "Achieved so far",
  problems: "Problems",
  next: "Next steps",
};

const held: Record<HeldReason, string> = {
  stranger: "the sender is not in the directory",
  "not-authentic": "the sender could not be verified",
  "other-unit": "the sender is not a contact of that unit",
  "unknown-token": "the reference in the message is not known",
  "no-duty": "the sender's unit has no report outstanding",
  "several-duties": "it may answer several reports, and it is not clear which",
  doubtful: "it looks like an automatic message",
  unreadable: "the message could not be read",
  "too-large": "the message is larger than 40 MB and was not fetched in full; the original is still in the mailbox",
  virus: "the message contains a virus and has been quarantined",
  unscanned: "the message could not be scanned for viruses",
  "wrong-workbook": "the workbook is not this unit's for this period",
  "no-entry": "nothing in it could be recorded",
};

interface At {
  sheet: string;
  cell: string;
}
const place = ({ sheet, cell }: At): string => `Sheet “${sheet}”, cell ${cell}`;
const where = (at: At & { measure: string; column: string }): string => `${place(at)} (${at.measure}, ${at.column})`;

const LAMP_NAME: Record<Lamp, string> = { red: "Red", yellow: "Yellow", gray: "Grey", green: "Green", blue: "Blue" };
const LAMP_TEXT: Record<Lamp, string> = {
  red: "past its deadline or on hold",
  yellow: "behind",
  gray: "not reported on",
  green: "on course",
  blue: "done",
};

/** Every sentence that the rules say to whoever reports, in English. */
export const en: CoreWords = {
  documents: {
    bulletin: (of, isPreview) => `${of} progress report (${isPreview ? "preview" : "draft"}).docx`,
    ledger: (of, isPreview) => `${of} ledger${isPreview ? " (preview)" : ""}.xlsx`,
  },
  period,
  day: (day) => `${weekdayName(day)} ${dayAndMonth(day)} ${yearOf(day)}`,
  statuses,
  /** Two lamps, never mixed: this is how the work stands. Rule DG-3 */
  lamp: {
    names: LAMP_NAME,
    text: LAMP_TEXT,
    why: (why) => {
      switch (why.kind) {
        case "overdue":
          return `due ${dayAndMonth(why.day)}, not done`;
        case "paused":
          return "on hold, as the unit says";
        case "said-behind":
          return "behind, as the unit says";
        case "slow":
          return `${why.percent}% done, ${why.elapsed}% of the time gone`;
        case "no-progress":
          return `${statuses["no-progress"]}, nothing said of the whole`;
        case "silent":
          return "not reported";
        case "exempt":
          return "exempted";
        case "on-course":
          return "on course";
        case "done":
          return "done, as the unit says";
      }
    },
  },
  held,
  heldSentence: (reason) => `Not recorded: ${held[reason]}.`,
  example: EXAMPLE,
  exampleOf,

  report: {
    twice: (code) =>
      `${code} is answered twice in this report, in different words, so neither was recorded. Please keep one and send it again.`,
    unfit: (code) =>
      `${code} has a number that is too large or a text that is too long (1,000 characters at most). Please check and send this measure again.`,
    empty: (code) =>
      `${code} says nothing about progress. Please write what was done and how far it is, or “no progress”. For example: ${exampleOf(code)}`,
    unknown: (code, first) =>
      `“${code}” is not a measure that your unit reports on this time. Please check the code in the reminder or the workbook${first ? `, for example ${first}` : ""}, and send it again.`,
    nothing: (code) =>
      `No progress could be read from your message. Please reply with the code and the progress${code ? `, for example “${exampleOf(code)}”` : ""}, or return the completed workbook.`,
    severalDuties: (code, duties) =>
      `${code} belongs to ${duties} reports that you are responsible for. Please reply to each reminder separately.`,
    quoted: (line) =>
      `“${line}” begins with “>” and looks quoted, so it was not recorded. If it is yours, please send this line again without the “>”.`,
    nothingToAsk: "This report is complete, exempted or closed already; it needs no more time and no exemption.",
    severalToAsk: (duties) =>
      `You are responsible for ${duties} reports, and it is not clear which of them you ask about. Please reply to each reminder separately.`,
    severalToObject: (duties) =>
      `You are responsible for ${duties} reports, and it is not clear to which score you object. Please reply to each score separately.`,
    noObjection: {
      "no-score": "There is no score for this period, so no objection was recorded.",
      final:
        "The last day to object has passed and the score is final, so no objection was recorded; your message is kept and the plan office told.",
      "nothing-charged":
        "Nothing was taken off for this period, so no objection was recorded; your message is kept and the plan office told.",
      "no-why": "No reason was given, so no objection was recorded. Please say which deduction is wrong and why.",
    },
    more: (left) => `${left} more points of this kind are not listed. Please correct those above first.`,
  },

  file: {
    named: (name, problem) => `“${name}”: ${problem}`,
    inTwo: (code, one, other) =>
      `${code} is answered differently in “${one}” and “${other}”, so neither was recorded. Please keep one and send this measure again.`,
    inBoth: (code) =>
      `${code} is answered differently in your message and in the attached table; the table was recorded. If the message is right, please reply with this measure alone.`,
    said: {
      form: (count) => `workbook, ${counted(count, "measure")} read`,
      table: (count) => `own table, ${counted(count, "measure")} read`,
      text: (count) => `document, ${counted(count, "measure")} read`,
      evidence: "kept as evidence, not read",
      unreadable: "could not be read, the original is kept",
    },
    otherFormat: (name) =>
      `“${name}” was not accepted: files of this kind are not taken. Please use PDF, a picture (.jpg, .png), .docx or .xlsx.`,
    otherContent: (name, ending) =>
      `“${name}” was not accepted: its content is not that of a .${ending} file, or it is damaged. Please open it, save it again and upload it.`,
    tooMany: (most, left) =>
      `At most ${most} files can be uploaded at once; ${left} more were not accepted. Please submit again with the others.`,
    pageAndFile: (code) =>
      `${code} was filled in on the page and in an uploaded file; the file was recorded. If the page is right, please submit it again (it is kept in your draft).`,
  },

  unreached: {
    noContact: "the directory has no contact for this unit",
    noReminder:
      "no reminder was delivered before the due day, so nothing is escalated. Please check the contacts and call them",
    noOneOnRung: (rung) => `nobody is registered for “${rung}”; it has passed to the next step`,
    returned: "the message was returned",
    returnedForNow: "the message was returned for now (the mailbox may be full)",
    bot: "chat group",
    left: "not in office any more; not sent, passed on to whoever took over",
    suppressed: "earlier mail was returned; not sent again",
  },

  form: {
    columns,
    sheet: "Progress",
    marks: "Reference",
    font: { text: "Calibri", heading: "Calibri" },
    title: (unit, of) => `${unit}: progress report, ${of}`,
    titleEnds: {
      ofPeriod: (of) => `: progress report, ${of}`,
      ofAny: (text) => /: progress report, .{4,30}$/.test(text),
    },
    headline: (plan, title) => `${plan} – ${title}`,
    fileName: (unit, of) => `${unit} - progress report ${of}.xlsx`,
    how: (due) =>
      `Please fill in the yellow cells by the end of ${due}, save, and reply to the mail with this file attached. You may fill in part and send the rest later. Grey cells need no change.`,
    what: "Under “Progress” say what was done and how far it is (1,000 characters a cell at most). Where nothing moved, choose the status “No progress”. ",
    secrecy: "Do not enter confidential information.",
    pages: "&LDo not enter confidential information&CPage &P of &N",
    last: { problems: (said) => `Problems: ${said}`, next: (said) => `Next: ${said}` },
    standing: (parts) => parts.join(", "),
    tooLong: {
      title: "Too long",
      text: (most) => `At most ${most} characters a cell; please attach details as a file.`,
    },
    choose: { title: "Please choose from the list", text: `One of: ${statusList}.` },
    percent: {
      title: "Complete %",
      hint: "A number from 0 to 100, for example 60.",
      text: "Please enter a number from 0 to 100, for example 60.",
    },
    figures: {
      title: "Achieved so far",
      one: (unit) => `Total up to the end of the period, in ${unit}.`,
      many: (units) => `Totals in the order on the left, separated by semicolons, for example 2.5; 1. Units: ${units}.`,
      unit: "number",
      between: "; ",
    },
  },

  field: {
    notANumber: (column, found) =>
      `“${column}”: “${found}” is not a number. Please enter a number only, for example 60.`,
    fraction: (column, found, percent) =>
      `“${column}”: “${found}” may be ${found}% or ${percent}%. Please write the percent sign, for example 60%.`,
    outOfRange: (column, found) =>
      `“${column}”: “${found}” is not between 0 and 100. Please enter a number from 0 to 100, for example 60.`,
    someFigures: (column, targets) =>
      `“${column}” is filled in only in part. This measure has ${counted(targets, "target")}: please give the total for each, or for none.`,
    status: (column, found) => `“${column}”: “${found}” is not on the list. Please choose one of: ${statusList}.`,
    tooLong: (column, most) =>
      `“${column}” is longer than ${most} characters. Please shorten it; details can be attached.`,
    of: (code, problem) => `${code}: ${problem}`,
  },

  workbook: {
    "file/not-xlsx": "This is not an .xlsx workbook. Please fill in the workbook you were sent and return it.",
    "file/old-format":
      "This is an old format (.xls) or protected, and cannot be read. Please remove the password, save it as .xlsx and send it again.",
    "file/encrypted": "This file has a password and cannot be read. Please remove the password and send it again.",
    "file/macros":
      "This file has macros and is not opened, for safety. Please save it as .xlsx or .docx without macros and send it again.",
    "file/old-document":
      "This is an old format (.doc) and cannot be read. Please save it as .docx, or write the content into your reply.",
    "file/archive": "This archive (.rar, .7z) cannot be read. Please use .zip, or attach the files directly.",
    "file/nested": "There is an archive inside the archive, which was not read. Please attach the files directly.",
    "file/too-big":
      "The file is too large and was not read. Please remove pictures and extra sheets and send it again; attach evidence separately.",
    "file/hostile":
      "The file is not built as it should be and is not opened, for safety. Please open it, save it as a new .xlsx file and send it again.",
    "file/far-cell":
      "There is content far outside the table (beyond row 3000 or column 100), and the file was not read. Please delete what is outside the table and send it again.",
    "file/damaged":
      "The file is damaged and cannot be opened. Please check that it opens, save it as .xlsx and send it again.",
    otherPlan: (found, expected) =>
      `Nothing was recorded: this is the workbook of “${found}”, not of “${expected}”. Please fill in the right workbook and send it again.`,
    otherPeriod: (found, expected) =>
      `Nothing was recorded: this is the workbook for ${found}, not for ${expected}. Please fill in the workbook of this period and send it again.`,
    otherUnit: (found, expected) =>
      `Nothing was recorded: this is the workbook of ${found}, not of ${expected}. Please fill in your own unit's workbook and send it again.`,
    noTable:
      "Nothing was recorded: there is no row with the headings “Code” and “Progress”. Please keep the heading row and send it again.",
    blank:
      "Nothing is filled in. Please fill in the yellow cells and send it again; where nothing moved, choose the status “No progress”.",
    missingColumn: (sheet, column) =>
      `Sheet “${sheet}” has no column “${column}”. Please use the workbook as sent and delete no columns.`,
    columnTwice: (sheet, column, cell) =>
      `Nothing was recorded: sheet “${sheet}” has two columns “${column}” (the other at ${cell}). Please keep one and send it again.`,
    foreignRow: (at, found) =>
      `${place(at)}: “${found}” is not a measure that your unit reports on this time; this row was not recorded. Please check the code.`,
    unknownRow: (at, found) =>
      `${place(at)}: ${found ? `“${found}” is not the code of a measure` : "there is no code"}; this row was not recorded. Please enter it in the row of its measure.`,
    twoCodes: (at, found, measure) =>
      `${place(at)}: the code is “${found}”, but this row was “${measure}”; it was not recorded. Please compare with the workbook as sent.`,
    duplicateRow: (at, measure, first) =>
      `${place(at)}: ${measure} is answered differently at ${first}; neither row was recorded. Please keep one.`,
    noWords: (at, measure) =>
      `${place(at)}: ${measure} says nothing about progress and was not recorded. Please write what was done, for example “1.2 km of pipes laid”; where nothing moved, choose the status “No progress”.`,
    notANumber: (at) => `${where(at)}: “${at.found}” is not a number. Please enter a number only, for example 60.`,
    date: (at) =>
      `${where(at)}: the cell has become a date (${at.found}). Please set its format to “General” and enter a number, for example 60.`,
    fraction: (at, percent) =>
      `${where(at)}: “${at.found}” may be ${at.found}% or ${percent}%. Please enter a number from 0 to 100 with a percent sign, for example 60%.`,
    outOfRange: (at) =>
      `${where(at)}: “${at.found}” is not between 0 and 100. Please enter a number from 0 to 100, for example 60.`,
    figureCount: (at) =>
      `${where(at)}: “${at.found}” has not as many numbers as the measure has targets. Please give one total for each, in their order, separated by semicolons, for example 2.5; 1.`,
    noTarget: (at) =>
      `${where(at)}: this measure has no target, so “${at.found}” has no place. Please write the number under “Progress”, for example “12 inspections”.`,
    status: (at) => `${where(at)}: “${at.found}” is not on the list. Please choose one of: ${statusList}.`,
    tooLong: (at, most) => `${where(at)}: longer than ${most} characters. Please shorten it; details can be attached.`,
    error: (at) =>
      `${where(at)}: the formula ${at.found ? `gives an error (${at.found})` : "has no result"}. Please enter the text or the number itself, for example 60.`,
  },
};
