import type { ReportForm } from "../core/report-form.ts";
import type { LetterFile } from "./letter.ts";
import type { Block, Tone } from "./mail.tsx";

export interface AttachedFile {
  name: string;
  content: Uint8Array;
}

/** One matter of a message: notices of one kind that a reader takes in together. */
export interface Section {
  subject: string;
  /** Smaller is more urgent. */
  urgency: number;
  tone: Tone;
  blocks: Block[];
  /** Workbooks that go with it. */
  forms?: ReportForm[];
  /** Drafts of letters that go with it. */
  letters?: LetterFile[];
  /** Documents that go with it. */
  files?: AttachedFile[];
}
