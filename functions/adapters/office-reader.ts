import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { FormCells, Unreadable } from "../core/report-form.ts";

/** What the worker reads: workbooks of Excel 97 and WPS (.xls, .et), and documents (.docx). */
export type OfficeFile = "xls" | "docx";

export interface OfficeText {
  /** A document's tables are the sheets. */
  cells: FormCells;
  /** Its paragraphs, a line each; empty for a workbook. */
  text: string;
}

export const LIMITS = { rows: 3_000, columns: 100, sheets: 20 } as const;
const MEMORY_MB = 256;
const TIME_MS = 15_000;

/** Beside this file, or beside the bundle that this file has become part of. */
const WORKER = ["office-worker.cjs", "office-worker.ts"]
  .map((name) => join(import.meta.dirname, name))
  .find(existsSync);

/** Reads a file in a thread with bounds of memory and time. What it breaks, or outlasts, is refused. */
export function readOffice(kind: OfficeFile, bytes: Uint8Array): Promise<OfficeText | Unreadable> {
  if (!WORKER) throw new Error("office-worker is not beside the bundle");
  const worker = new Worker(WORKER, {
    workerData: { kind, bytes },
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  return new Promise((resolve) => {
    const end = (result: OfficeText | Unreadable): void => {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    };
    const timer = setTimeout(() => end({ code: "file/too-big" }), TIME_MS);
    worker.once("message", end);
    worker.once("error", (error) => end({ code: reasonOf(error) }));
    worker.once("exit", () => end({ code: "file/damaged" }));
  });
}

function reasonOf(error: unknown): Unreadable["code"] {
  const { code, message = "" } = error as { code?: string; message?: string }; // whatever was thrown, both may be missing
  if (code === "ERR_WORKER_OUT_OF_MEMORY") return "file/too-big";
  return /password|encrypt/i.test(message) ? "file/encrypted" : "file/damaged";
}
