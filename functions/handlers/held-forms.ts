import { may, maySome } from "../core/access.ts";
import { heldDecidersFor } from "../core/contacts.ts";
import type { Mailbox, UnitId } from "../core/directory.ts";
import { SubmissionId } from "../core/duty.ts";
import { Remedy } from "../core/remedy.ts";
import { heldPage } from "../portal/held.tsx";
import { LINKS } from "../portal/links.ts";
import { decideHeld } from "../workflows/decide-held.ts";
import { showHeld } from "../workflows/show-held.ts";
import { seeOther } from "./http.ts";
import type { Answered, Answering, Visit } from "./page-visit.ts";

/** What waits for a person: to whoever sees all mails also what others decide. */
export const held: Answering = async ({ plan, viewer, at, ports }) => {
  if (!plan || !viewer || !maySome(viewer, "decide", plan.settings)) return undefined;
  const { settings } = plan;
  const concerns = (unit: UnitId | null): boolean =>
    may(viewer, "see-mails", settings) || may(viewer, "decide", settings, unit);
  return heldPage(await showHeld(plan, at, ports, concerns));
};

/** In whose name a viewer decides about what concerns these units; undefined when they may not. Rule CY-6 */
export async function deciderFor(
  { viewer, plan, ports }: Visit,
  units: readonly (UnitId | null)[],
): Promise<Mailbox | undefined> {
  if (!plan || !viewer) return undefined;
  const deciders = heldDecidersFor(units, plan.settings, await ports.store.directory());
  return deciders.find(({ mail, alternate }) => mail === viewer.mail || alternate === viewer.mail)?.mail;
}

/** Decides about one submission, by the form on its page. */
export const decide: Answering = async (visit): Promise<Answered> => {
  const { params, plans, form, ports } = visit;
  const id = SubmissionId.safeParse(params.submission).data;
  const submission = id && (await ports.store.submission(id));
  const plan = plans.find((each) => each.id === submission?.plan);
  if (!id || !submission || !plan) return undefined;
  const remedy = Remedy.safeParse(Object.fromEntries(form)).data;
  if (!remedy) return "bad-form";
  const by = await deciderFor({ ...visit, plan }, [submission.unit, "unit" in remedy ? remedy.unit : null]);
  if (!by) return "not-allowed";
  const decided = await decideHeld(id, remedy, by, ports);
  return seeOther(LINKS.received(id) + ("undone" in decided ? `?undone=${decided.undone}` : ""));
};
