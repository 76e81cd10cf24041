import { z } from "zod";
import type { AuditRow } from "../core/audit.ts";
import { SubmissionId } from "../core/duty.ts";

/** What a row's evidence may hold; other things it holds are not shown. */
const Evidence = z.object({
  due: z.string().optional(),
  measures: z.number().optional(),
  from: z.string().optional(),
  step: z.string().optional(),
  rungs: z.array(z.number()).optional(),
  to: z.array(z.string()).optional(),
  codes: z.array(z.string()).optional(),
  complete: z.boolean().optional(),
  why: z.string().optional(),
  request: z.enum(["extension", "exemption"]).optional(),
  until: z.string().nullish(),
  granted: z.boolean().optional(),
  points: z.number().optional(),
  deed: z.string().optional(),
  assignedBy: z.string().optional(),
  submission: SubmissionId.optional(),
  files: z.number().optional(),
});

/** A duty's history with its evidence as values. */
export const historyOf = (rows: readonly AuditRow[]) =>
  rows.map(({ at, kind, by, detail }) => ({ at, kind, by, evidence: Evidence.safeParse(jsonIn(detail)).data ?? {} }));

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
