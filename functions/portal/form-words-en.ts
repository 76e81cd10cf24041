import type { Figure } from "../core/entry.ts";
import type { Target } from "../core/measure.ts";
import { counted, dayAndMonth, en as rules, weekdayName } from "../core/words-en.ts";
import type { FormWords } from "./form-words-zh.ts";

const FIGURE: Record<Figure["kind"], string> = {
  cumulative: " so far",
  "this-month": " this period",
  target: " targeted",
  rate: "",
};
const COMPARATOR: Record<Target["comparator"], string> = {
  "=": "",
  ">=": "at least",
  "<=": "at most",
  ">": "more than",
  "<": "less than",
  "≈": "about",
};
const targetText = ({ metric, comparator, value, unit }: Target): string =>
  [metric, COMPARATOR[comparator], value, unit].filter((part) => part !== "").join(" ");

/** Everything that the page of a form says, in English. */
export const en: FormWords = {
  title: (period) => `progress report, ${period}`,
  saved: "Your draft is saved. It has not been submitted yet.",
  nothing: "Nothing was filled in or changed, so nothing was submitted.",
  returned: (why, due) => `The report was returned: ${why}. Complete it and submit it again by ${due}.`,
  ask: {
    title: "Ask for more time, or to be exempted",
    what: "Ask for",
    kinds: { extension: "more time", exemption: "exemption" },
    until: (closes) => `Until (before ${closes}; empty for an exemption)`,
    why: "Reason",
    send: "Ask",
    waits: (kind, until) =>
      `You have asked ${kind === "extension" ? `for more time${until ? ` until ${until}` : ""}` : "to be exempted"}; the answer comes by mail.`,
    not: "This was not asked for: give a reason; nothing is to be asked for when the report is complete, or while another request waits.",
  },
  day: (day) => `${weekdayName(day)} ${dayAndMonth(day)}`,
  provisional: { tag: "provisional", why: "Next year's holidays have not been published; the day may move" },
  timeliness: {
    "on-time": "on time",
    late: "late",
    partial: "in part",
    open: "not yet due",
    missing: "missing",
    exempt: "exempted",
  },
  facts: {
    report: "Report",
    recorded: "Recorded / asked",
    due: "Due",
    closes: "Corrections until",
    round: "Round",
    reader: "You are",
  },
  round: (no) => String(no),
  receipt: {
    recorded: (count) => `${counted(count, "measure")} recorded`,
    files: (count) => `${counted(count, "file")} received`,
    none: "Nothing recorded",
    unrecorded: (count) => `, ${counted(count, "point")} not recorded`,
    number: "Receipt",
    at: (stamp, late, afterClosing) =>
      `, received ${stamp}${late ? ", after the due day: recorded as late" : ""}${afterClosing ? ", after closing: it does not change the published result" : ""}. The receipt is in your mailbox too.`,
    kept: "What follows was not recorded. Your words are kept in the draft; please correct and submit again:",
    correct: "Correct it",
  },
  closed: (period, operator) =>
    `${period} has been closed and this page takes no more corrections. If something has to be added or corrected, please reply to the reminder with the code and the words; ${operator} will deal with it.`,
  programmes: "Programmes",
  stands: "What is recorded",
  unrecorded: "Not recorded",
  how: "You may submit a part now and the rest later. Where nothing moved, choose the status “No progress”. Do not enter confidential information.",
  draftOf: (stamp) => `There is a draft that was not submitted, saved ${stamp}.`,
  keep: "Save draft",
  submit: (isPart) => (isPart ? "Submit this page" : "Submit"),
  submitOnly: (code) => `Submit ${code} only`,
  recordedOf: (recorded, asked) => `${recorded} of ${asked} recorded`,
  counts: (recorded, asked, drafted) => `${recorded}/${asked}${drafted > 0 ? `, ${drafted} in draft` : ""}`,
  moving: "When you go to another programme, this page is saved as a draft",
  open: (code) => `Measures of ${code} not filled in`,
  done: "Recorded, may be corrected",
  state: { draft: "draft", recorded: "recorded", open: "open" },
  deadline: (task, deadline) => `${task} · Deadline: ${deadline || "none given"}`,
  last: "Last report",
  recordedAt: (stamp, isDraft) => `Recorded ${stamp}${isDraft ? "; beside it is a draft that was not submitted" : ""}`,
  fields: {
    legend: (code) => `${code} progress`,
    status: "Status",
    unchosen: "(none)",
    percent: "Complete %",
    figures: (unit) => `Achieved so far${unit && ` (${unit})`}`,
    target: (target) => `Target: ${targetText(target)}`,
    progress: "Progress",
    problems: "Problems",
    next: "Next steps",
  },
  label: (name) => `${name}: `,
  statuses: rules.statuses,
  figure: ({ value, unit, kind }) => `${value}${unit === "%" ? "%" : unit && ` ${unit}`}${FIGURE[kind]}`,
  target: targetText,
  files: {
    heading: "Files (optional)",
    answer: "Completed workbook, own tables",
    answerHint:
      "the workbook of the reminder, or an Excel or Word table of your own, or a ZIP of them; what they say of a measure is recorded too",
    evidence: "Evidence",
    evidenceHint:
      "PDF, pictures, documents, several if need be; kept, not read; at most 4 MB together with what is filled in",
  },
};
