import type { Figure } from "./entry.ts";
import type { Target } from "./measure.ts";

/** A target of a measure, and how far it is at the end of a month. */
export interface TargetState {
  target: Target;
  /** The reported figure of the same unit; absent when none was, or when it is not clear which. */
  reported: number | undefined;
  /** What would have been reached by now at an even pace; absent for what does not grow: a rate, a limit. */
  expected: number | undefined;
  standing: "reached" | "on-course" | "behind" | "exceeded" | "unreported";
}

/**
 * @param elapsed  share of the measure's time that has passed, 0 to 1
 * @rule DG-6 a target that grows over the year is held against the share of its time that has passed; a rate or a limit is taken as it stands
 */
export const targetStates = (targets: readonly Target[], figures: readonly Figure[], elapsed: number): TargetState[] =>
  targets.map((target) => {
    const reported = reportedFor(target, targets, figures);
    const expected = grows(target) ? rounded(target.value * elapsed) : undefined;
    return { target, reported, expected, standing: standingOf(target, reported, expected) };
  });

function standingOf(
  { comparator, value }: Target,
  reported: number | undefined,
  expected: number | undefined,
): TargetState["standing"] {
  if (reported === undefined) return "unreported";
  if (isLimit(comparator))
    return reported < value || (reported === value && comparator === "<=") ? "reached" : "exceeded";
  if (reported > value || (reported === value && comparator !== ">")) return "reached";
  return expected !== undefined && reported >= expected ? "on-course" : "behind";
}

/** The figure of a target's unit: when several targets share a unit, the figures are taken in their order, as the form asks for them. */
function reportedFor(target: Target, targets: readonly Target[], figures: readonly Figure[]): number | undefined {
  const kinds = target.unit === "%" ? ["rate", "cumulative"] : ["cumulative"];
  const alike = targets.filter(({ unit }) => unit === target.unit);
  const found = figures.filter(({ unit, kind }) => unit === target.unit && kinds.includes(kind));
  return found.length === alike.length ? found[alike.indexOf(target)]?.value : undefined;
}

const grows = ({ comparator, unit }: Target): boolean => !isLimit(comparator) && unit !== "%";
const isLimit = (comparator: Target["comparator"]): boolean => comparator === "<=" || comparator === "<";
const rounded = (value: number): number => Math.round(value * 100) / 100;
