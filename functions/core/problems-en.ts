import type { PlanDecision, PlanQuestion } from "./problems.ts";

/** What a question of a plan asks, in English. */
export function unclearIn(question: PlanQuestion): string {
  switch (question.code) {
    case "plan/unknown-unit":
      return `“${question.name}” is not in the directory (named ${question.mentions} times). ${
        question.suggestions.length > 0 ? `Is it ${quoted(question.suggestions, " or ")}? ` : ""
      }Say which unit it is, or add it to the directory.`;
    case "plan/unread-deadline":
      return `The deadline “${question.raw}” cannot be read. Give the day; until then it is reported every period and is never overdue.`;
    case "plan/milestones-wanted":
      return `The deadline is “${question.raw}”, and no milestones are listed${
        question.said.length > 0 ? ` (the text names ${quoted(question.said, ", ")})` : ""
      }. Give the day of each; until then it is reported every period.`;
    case "plan/other-deadline":
      return `The deadline is “${question.raw}”, and the text says ${quoted(question.said, ", ")}. Say which counts; until then it is the deadline.`;
    case "plan/cadence":
      return `The text says ${quoted(question.said, ", ")}. Say how often it is reported; until then every period.`;
  }
}

/** What a plan leaves open, in English. */
export function openIn(decision: PlanDecision): string {
  switch (decision.code) {
    case "plan/open-group":
      return `The plan does not say which units “${decision.name}” (${
        decision.role === "lead" ? "lead" : "assist"
      }) are. Choose them; until then it goes to those that are named.`;
    case "plan/assists":
      return "The plan does not say whether assisting units report. Decide it in the settings; until then they do not.";
  }
}

const quoted = (words: readonly string[], between: string): string => words.map((word) => `“${word}”`).join(between);
