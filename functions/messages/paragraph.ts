/** One paragraph of an official document, by what it is (GB/T 9704). */
export type Paragraph =
  | { kind: "mark" | "number" | "title" | "to" | "heading" | "annex" | "signature" | "date" | "copy"; text: string }
  /** `lead` is its level, in another face: `（一）…`. */
  | { kind: "body"; lead?: string; text: string }
  /** The last line: who prints it, and when. */
  | { kind: "printed"; text: string; right: string };
