import type { Instant } from "../core/day.ts";
import { draftExpiry, type TypedByMeasure, TypedByMeasure as TypedShape } from "../core/draft.ts";
import type { OpenForm } from "./open-form.ts";
import type { Ports } from "./ports.ts";

export interface KeptDraft {
  typed: TypedByMeasure;
  savedAt: Instant | undefined;
}

/** What the reader of a form has typed and not sent. */
export async function keptDraft(
  { duty, reader }: Pick<OpenForm, "duty" | "reader">,
  { store, blobs }: Ports,
): Promise<KeptDraft> {
  const draft = await store.draft(duty, reader);
  const bytes = draft && (await blobs.get(draft.blob));
  return {
    typed: bytes ? TypedShape.parse(JSON.parse(new TextDecoder().decode(bytes))) : {},
    savedAt: draft?.savedAt,
  };
}

/** Keeps what a reader typed in place of what was kept; `change` is asked again when somebody else was first. */
export async function keepDraft(
  { duty, reader }: Pick<OpenForm, "duty" | "reader">,
  change: (kept: TypedByMeasure) => TypedByMeasure,
  ports: Ports,
): Promise<void> {
  const { plan, period, unit } = duty;
  await ports.store.change(async (changes) => {
    const stored = await ports.store.draft(duty, reader);
    const before = (await keptDraft({ duty, reader }, ports)).typed;
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    const [blob = ""] = await ports.blobs.put([new TextEncoder().encode(JSON.stringify(after))]);
    const savedAt = ports.now();
    changes.draft({ ...stored, plan, period, unit, reader, blob, savedAt, expiresAt: draftExpiry(savedAt) });
  });
}
