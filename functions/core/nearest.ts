import type { Directory } from "./directory.ts";

/** At most three units of the directory whose name or alias is like a name, nearest first. */
export function nearest(name: string, { units }: Directory): string[] {
  if (name.length > LONGEST) return [];
  return units
    .map((unit) => ({
      name: unit.name,
      distance: Math.min(...[unit.name, ...unit.aliases].map((each) => distance(name, each))),
    }))
    .filter((each) => each.distance <= FARTHEST)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((each) => each.name);
}
const LONGEST = 40;
const FARTHEST = 0.5;

/** 0 for the same name, 1 for nothing in common; a name inside the other is nearer than its length says. */
function distance(a: string, b: string): number {
  const contained = Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
  return (edits(a, b) / Math.max(a.length, b.length, 1)) * (contained ? 0.5 : 1);
}

/** Characters to insert, delete or replace. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}
