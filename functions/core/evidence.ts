import type { Language } from "./language.ts";
import { wordsIn } from "./words.ts";

/** Endings of files that are kept as evidence, with how such a file begins. */
const BEGINNINGS: Record<string, readonly (readonly number[])[]> = {
  pdf: [[0x25, 0x50, 0x44, 0x46]],
  jpg: [[0xff, 0xd8, 0xff]],
  jpeg: [[0xff, 0xd8, 0xff]],
  png: [[0x89, 0x50, 0x4e, 0x47]],
  docx: [[0x50, 0x4b, 0x03, 0x04]],
  xlsx: [[0x50, 0x4b, 0x03, 0x04]],
  ofd: [[0x50, 0x4b, 0x03, 0x04]],
  doc: [[0xd0, 0xcf, 0x11, 0xe0]],
  xls: [[0xd0, 0xcf, 0x11, 0xe0]],
  wps: [
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x50, 0x4b, 0x03, 0x04],
  ],
  et: [
    [0xd0, 0xcf, 0x11, 0xe0],
    [0x50, 0x4b, 0x03, 0x04],
  ],
};

/** What a form's file box offers. */
export const EVIDENCE_ENDINGS: readonly string[] = Object.keys(BEGINNINGS).map((ending) => `.${ending}`);

/** So many files come with one submission. */
export const MOST_FILES = 10;

/** Why a file is not kept as evidence, as a sentence for whoever sent it; undefined when it is. */
export function whyNoEvidence(
  { name, content }: { name: string; content: Uint8Array },
  language: Language,
): string | undefined {
  const { file } = wordsIn(language);
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  const beginnings = Object.hasOwn(BEGINNINGS, ending) ? BEGINNINGS[ending] : undefined;
  if (!beginnings) return file.otherFormat(name);
  if (!beginnings.some((bytes) => bytes.every((byte, at) => content[at] === byte)))
    return file.otherContent(name, ending);
  return undefined;
}
