import type { Day } from "../core/day.ts";
import { counted, dayAndMonth, en as rules } from "../core/words-en.ts";
import type { ResultWords } from "./result-words-zh.ts";

const measures = (count: number): string => counted(count, "measure");
const units = (count: number): string => counted(count, "unit");
const dated = (day: Day): string => `${dayAndMonth(day)} ${day.slice(0, 4)}`;
const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;
const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const REPORTED: ResultWords["bulletin"]["timely"] = {
  "on-time": "Complete on time",
  late: "Complete, but late",
  partial: "Complete only in part",
  missing: "Not reported",
  open: "Not yet reported, and not yet due",
  exempt: "Exempted",
};
const LAMP_TEXT = rules.lamp.text;
const COMPARED = {
  "on-time": "reports on time",
  late: "late reports",
  partial: "partial reports",
  missing: "missing reports",
  blue: "measures done",
  yellow: "measures behind",
  red: "measures past their deadline or on hold",
} as const;
const NO_PROGRESS = rules.statuses["no-progress"];

/** Every sentence of a period's bulletin and ledger, in English. */
export const en: ResultWords = {
  bulletin: {
    draft: (period, asOf) =>
      `Draft, made of the results of ${period} as of ${dated(asOf)}. For review: not to be issued before it is signed. Delete this line.`,
    preview: (period, now) =>
      `Preview: ${period} is not closed. Figures as of ${dated(now)} will change; do not quote.`,
    number: (year) => `No. ______ of ${year}`,
    title: (plan, period) => `${plan}\nProgress in ${period}`,
    to: () => "To all units that report:",
    kinds: { town: "", street: "", park: "" },
    lead: (plan, period, asOf) =>
      `This is where ${plan} stood at the end of ${period}, as reported by ${dated(asOf)}; what came later is noted as a correction.`,
    headings: ["1. Overview", "2. Reports", "3. Progress", "4. Problems", "5. What is asked"],
    nth: (at) => `(${String.fromCharCode(96 + at)}) `,
    item: (at) => `${at}. `,
    sentence: (text) => `${text}.`,
    clauses: (parts) => parts.join("; "),
    overall: (count, tasks, all) =>
      `${upper(units(count))} had to report on ${measures(all)} of ${counted(tasks, "task")}. `,
    reported: (counts, rate) =>
      `${counts.map(([timeliness, count]) => `${REPORTED[timeliness]}: ${count}`).join("; ")}${rate === undefined ? "" : `. On time: ${percent(rate)}`}. `,
    reviewed: (accepted, returned) =>
      accepted + returned === 0
        ? ""
        : `In review ${counted(accepted, "report was", "reports were")} accepted and ${returned} returned.`,
    stands: (lamps, doneBefore) =>
      `Of the measures ${lamps.map(([lamp, count]) => `${count} ${count === 1 ? "is" : "are"} ${LAMP_TEXT[lamp]}`).join(", ")}${doneBefore > 0 ? `; ${doneBefore} more had been accepted as done before` : ""}. `,
    since: (period, changes) =>
      changes.length === 0
        ? `All of these figures are as in ${period}.`
        : `Against ${period}: ${changes.map(([of, by]) => `${by > 0 ? "+" : "−"}${Math.abs(by)} ${COMPARED[of]}`).join(", ")}.`,
    timely: REPORTED,
    countedUnits: (what, count) => `${what} (${units(count)}). `,
    countedMeasures: (what, count) => `${what} (${measures(count)}). `,
    late: (unit, on, days) => `${unit} (complete on ${dayAndMonth(on)}, ${counted(days, "working day")} late)`,
    partly: (unit, asked, recorded) => `${unit} (${recorded} of ${asked})`,
    programme: (title, count) => `${title} (${measures(count)}). `,
    nothingAsked: "Nothing was to be reported.",
    inProgramme: (lamps, doneBefore) =>
      `${upper(lamps.map(([lamp, count]) => `${count} ${LAMP_TEXT[lamp]}`).join(", "))}${doneBefore > 0 ? `; ${doneBefore} done before` : ""}.`,
    practice: (unit, task, words, isAccepted) =>
      `${unit}, “${task}”: ${words}${isAccepted ? "" : " (as the unit says; not reviewed)"}`,
    practices: "Worth following: ",
    behind: "Past their deadline, on hold or behind",
    behindUnits: (names, reasons) => `${names.join(", ")}: ${reasons.join("; ")}.`,
    behindFor: (why, all) => `${all.join(", ")} – ${why}`,
    behindMeasure: (code, task) => `${code} “${task}”`,
    behindMore: (count) => `${count} more in the annex`,
    silent: "Nothing is known of",
    silentText: (noProgress) =>
      `${noProgress > 0 ? `For ${noProgress} of them the report says “${NO_PROGRESS}”. ` : ""}Each is listed in the annex.`,
    returned: "Reports returned after review",
    returnedUnit: (unit, why, isAnswered) => `${unit} (${why}${isAnswered ? "" : "; not sent again"})`,
    noProblem: "No measure is behind or past its deadline, and no report was returned.",
    askMissing: (names, period, due) =>
      `Send what is missing for ${period}: ${names}, by ${due}, with the next report.`,
    askBehind: (names, count, due) =>
      `Catch up: ${names} say in the report due by ${due} why each of ${measures(count)} is behind, what is done about it, and when it will be finished.`,
    askReturned: (names, due) => `Send returned reports again, with what was asked for: ${names}, by ${due}.`,
    askDeadline: (count, until, codes) =>
      `Finish on time what is due by ${dayAndMonth(until)}: ${measures(count)} not done (${codes}). When done, say “${rules.statuses.done}”.`,
    askNext: (period, due) =>
      `Report on ${period} by ${due}: for each measure what was done, how far it is, problems and next steps; if nothing, “${NO_PROGRESS}” and why.`,
    askLast: "This was the last period of the plan. Leads go on with what is not done, and report on it apart.",
    by: (day, provisional) => `the end of ${dayAndMonth(day)}${provisional ? " (provisional)" : ""}`,
    andMore: (codes) => `${codes} and others`,
    byMore: (names, most) =>
      names.length <= most
        ? names.join(", ")
        : `${names.slice(0, most).join(", ")} and ${units(names.length - most)} more`,
    annex: (period) => `Annex: ledger of ${period} (workbook)`,
    date: dated,
    copy: (supervision) => `Copy: ${supervision}.`,
    printed: (operator, year) => [operator, `Issued ____ ${year}`],
  },

  lamp: rules.lamp,

  ledger: {
    title: (plan, period) => `${plan}: ledger of ${period}`,
    asOf: (day, isPreview) =>
      isPreview
        ? `Preview: not closed. Figures as of ${dated(day)} will change.`
        : `As of closing on ${dated(day)}; what came later is under “Corrections”. “Reported” says whether it was in time, the lamp whether work is on schedule.`,
    sheets: {
      overall: "Overview",
      units: "Units",
      tasks: "Programmes and tasks",
      measures: "Measures",
      targets: "Targets",
      corrections: "Corrections",
    },
    overall: ["Figure", "Now", "Before", "Change", "Share", "Source"],
    figures: {
      duties: "Units that had to report",
      "on-time": "Units complete on time",
      late: "Units complete, but late",
      partial: "Units complete in part",
      open: "Units not yet due",
      missing: "Units that did not report",
      exempt: "Units exempted",
      accepted: "Reports accepted",
      returned: "Reports returned",
      measures: "Measures to report on",
      red: "Red: measures past their deadline or on hold",
      yellow: "Yellow: measures behind",
      gray: "Grey: measures not reported on",
      green: "Green: measures on course",
      blue: "Blue: measures done",
      "done-before": "Measures done before, no longer reported on",
    },
    source: (sheet, rows) => (rows ? `Sheet “${sheet}”, rows ${rows}` : "none"),
    sourceColumn: (sheet, column, value, count) => `Sheet “${sheet}”, ${count} rows with “${value}” under “${column}”`,
    anyLamp: "Red, Yellow, Grey, Green, Blue",
    sourceCodes: (codes) => codes || "none",
    rowsJoined: ", ",
    units: [
      "Unit",
      "Reported",
      "Asked",
      "Recorded",
      "Complete on",
      "Working days late",
      "Review",
      "Why",
      "Red",
      "Yellow",
      "Grey",
      "Green",
      "Blue",
      "Followed up to",
      "Source (receipts)",
    ],
    review: { accepted: "accepted", returned: "returned" },
    tasks: ["Programme", "Task", "Measures", "Red", "Yellow", "Grey", "Green", "Blue", "Done before", "Source"],
    subtotal: "Total",
    measures: [
      "Code",
      "Task",
      "Measure",
      "Deadline",
      "Lead",
      "Lamp of measure",
      "Lamp",
      "Why",
      "Reported",
      "Status",
      "%",
      "Figures",
      "Progress",
      "Problems",
      "Next",
      "Status before",
      "% before",
      "Progress before",
      "Arrived",
      "Source (receipt)",
    ],
    targets: [
      "Code",
      "Target",
      "Planned",
      "Unit",
      "Reported",
      "Even pace",
      "Share",
      "Standing",
      "In the plan",
      "Source",
    ],
    standing: {
      reached: "reached",
      "on-course": "on course",
      behind: "behind",
      exceeded: "beyond the limit",
      unreported: "no figure",
    },
    comparators: { "=": "=", ">=": "≥", "<=": "≤", ">": ">", "<": "<", "≈": "about " },
    corrections: [
      "Period",
      "Unit",
      "Code",
      "Corrected",
      "Status was",
      "% was",
      "Figures were",
      "Status is",
      "% is",
      "Figures are",
      "Progress is",
      "Source (receipt)",
    ],
    print: "Page &P of &N",
  },
};
