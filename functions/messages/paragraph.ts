import type { ResultWords } from "./result-words-zh.ts";

/** One paragraph of an official document, by what it is (GB/T 9704). */
export type Paragraph =
  | { kind: "mark" | "number" | "title" | "to" | "heading" | "annex" | "signature" | "date" | "copy"; text: string }
  /** `lead` is its level, in another face: `（一）…`. */
  | { kind: "body"; lead?: string; text: string }
  /** The last line: who prints it, and when. */
  | { kind: "printed"; text: string; right: string };

/** The n-th part of a section, from 0. */
export const partOf = ({ bulletin }: ResultWords, at: number, lead: string, text: string): Paragraph => ({
  kind: "body",
  lead: bulletin.nth(at + 1) + lead,
  text,
});

/** The n-th item, from 0. */
export const itemOf = ({ bulletin }: ResultWords, at: number, text: string): Paragraph => ({
  kind: "body",
  text: bulletin.item(at + 1) + text,
});
