import { randomBytes } from "node:crypto";
import { z } from "zod";
import { formPath } from "../core/addresses.ts";
import { Day } from "../core/day.ts";
import type { SentMeasure } from "../core/draft.ts";
import { plainWords } from "../core/form-fields.ts";
import type { MeasureId } from "../core/measure.ts";
import { FIELD, formPageOf } from "../portal/form.tsx";
import { askFor } from "../workflows/ask-for.ts";
import { type OpenForm, openForm } from "../workflows/open-form.ts";
import { receiveForm, type SentForm, saveDraft, type UploadedFile } from "../workflows/receive-form.ts";
import { showForm } from "../workflows/show-form.ts";
import { safeName, seeOther } from "./http.ts";
import { formIn, isFromElsewhere } from "./own-form.ts";
import type { Answered, Visit } from "./page-visit.ts";
import { pacer } from "./requests-a-minute.ts";

/** A form, by the link of somebody's mail. Changes nothing, however often it is fetched. */
export async function formPage({ params, query, at, ports }: Visit): Promise<Answered> {
  const form = await openForm(params, ports);
  if (!form) return "no-form";
  const shown = await showForm(form, query, at, ports);
  return formPageOf(shown, {
    id: randomBytes(16).toString("base64url"),
    saved: query.saved !== undefined,
    nothing: query.nothing !== undefined,
    unasked: query.unasked !== undefined,
  });
}

/** So many times a minute a form is taken from one link. */
const pace = pacer(60);

/** A form that was sent: keeps the draft, or records what was changed; then shows what stands. */
export async function sendForm({ event, params, at, ports }: Visit): Promise<Answered> {
  if (isFromElsewhere(event)) {
    ports.log({ what: "form refused" });
    return "not-allowed";
  }
  const form = await openForm(params, ports);
  if (!form) return "no-form";
  if (pace(form.token, at) > 0) return "too-many";
  const fields = await formIn(event);
  if (typeof fields === "string") return fields;
  const [act, which] = String(fields.get("do") ?? "submit").split(":");
  const sent = await sentIn(fields, form, act === "submit" && which ? Number(which) : undefined, at, ports.keys);
  const here = act === "go" ? which : fields.get("programme");
  const back = (query: Record<string, string>) =>
    seeOther(
      `${formPath(form.duty, form.token)}?${new URLSearchParams({ ...query, ...(here && { programme: String(here) }) })}`,
    );
  if (act === "ask") return back((await isAsked(fields, form, ports)) ? {} : { unasked: "1" });
  if (act === "draft" || act === "go") {
    await saveDraft(form, sent, ports);
    return back({ saved: "1" });
  }
  const submission = await receiveForm(form, sent, ports);
  return back(submission ? { receipt: submission.id } : { nothing: "1" });
}

const Asking = z.object({
  kind: z.enum(["extension", "exemption"]),
  until: Day.optional().catch(undefined),
  why: z.string().max(500),
});

/** Asks for more time, or to be exempted, in the name of whoever has the link. @returns whether it was taken */
async function isAsked(fields: FormData, { duty, reader }: OpenForm, ports: Visit["ports"]): Promise<boolean> {
  const asked = Asking.safeParse(Object.fromEntries(fields)).data;
  if (!asked || duty.request) return false;
  const { kind, until, why } = asked;
  const request = { kind, why, from: reader, ...(kind === "extension" && until && { until }) };
  const { plan, period, unit } = duty;
  return (await askFor({ plan, period, unit }, request, ports)) === undefined;
}

async function sentIn(
  fields: FormData,
  { asked }: OpenForm,
  programme: number | undefined,
  at: Visit["at"],
  { fingerprint }: Pick<Visit["ports"]["keys"], "fingerprint">,
): Promise<SentForm> {
  const measures = new Map<MeasureId, SentMeasure>();
  for (const { id, targets } of asked)
    if (fields.has(FIELD.stood(id))) measures.set(id, measureIn(fields, id, targets.length));
  const content: [string, string | { name: string; hash: string }][] = [];
  for (const [name, value] of fields)
    content.push([
      name,
      typeof value === "string"
        ? value
        : { name: value.name, hash: fingerprint(new Uint8Array(await value.arrayBuffer())) },
    ]);
  return {
    measures,
    answers: await filesIn(fields, FIELD.answer),
    evidence: await filesIn(fields, FIELD.evidence),
    content: JSON.stringify(content),
    programme,
    at,
  };
}

function measureIn(fields: FormData, id: string, targets: number): SentMeasure {
  const said = (name: string): string => {
    const value = fields.get(name);
    return typeof value === "string" ? plainWords(value) : "";
  };
  return {
    typed: {
      status: said(FIELD.status(id)),
      percent: said(FIELD.percent(id)),
      progress: said(FIELD.progress(id)),
      problems: said(FIELD.problems(id)),
      next: said(FIELD.next(id)),
      figures: Array.from({ length: targets }, (_, at) => said(FIELD.figure(id, at))),
    },
    stood: said(FIELD.stood(id)),
    drafted: said(FIELD.drafted(id)),
  };
}

async function filesIn(fields: FormData, name: string): Promise<UploadedFile[]> {
  const files = fields.getAll(name).filter((value) => value instanceof File && value.size > 0);
  return Promise.all(
    files.flatMap((file) =>
      file instanceof File
        ? [file.arrayBuffer().then((bytes) => ({ name: safeName(file.name), content: new Uint8Array(bytes) }))]
        : [],
    ),
  );
}
