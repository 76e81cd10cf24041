import type { Instant } from "../core/day.ts";
import { draftExpiry, type TypedByMeasure, TypedByMeasure as TypedShape } from "../core/draft.ts";
import type { OpenForm } from "./open-form.ts";
import type { Ports } from "./ports.ts";

export interface KeptDraft {
  typed: TypedByMeasure;
  savedAt: Instant | undefined;
}

/** Whose form of which duty. */
type Reading = Pick<OpenForm, "duty" | "contact" | "reader">;

/** What the reader of a form has typed and not sent; before that, what was left by the one they took over from (RM-13). */
export async function keptDraft({ duty, contact, reader }: Reading, { store, blobs }: Ports): Promise<KeptDraft> {
  const own = await store.draft(duty, reader);
  const draft = own ?? (contact.follows && (await store.draft(duty, contact.follows)));
  const bytes = draft && (await blobs.get(draft.blob));
  return {
    typed: bytes ? TypedShape.parse(JSON.parse(new TextDecoder().decode(bytes))) : {},
    savedAt: draft?.savedAt,
  };
}

/** Keeps what a reader typed in place of what was kept; `change` is asked again when somebody else was first. */
export async function keepDraft(
  form: Reading,
  change: (kept: TypedByMeasure) => TypedByMeasure,
  ports: Ports,
): Promise<void> {
  const { duty, reader } = form;
  const { plan, period, unit } = duty;
  await ports.store.change(async (changes) => {
    const stored = await ports.store.draft(duty, reader);
    const before = (await keptDraft(form, ports)).typed;
    const after = change(before);
    if (JSON.stringify(after) === JSON.stringify(before)) return;
    const [blob = ""] = await ports.blobs.put([new TextEncoder().encode(JSON.stringify(after))]);
    const savedAt = ports.now();
    changes.draft({ ...stored, plan, period, unit, reader, blob, savedAt, expiresAt: draftExpiry(savedAt) });
  });
}
