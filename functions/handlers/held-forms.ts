import { heldDecidersFor } from "../core/contacts.ts";
import type { Mailbox, UnitId } from "../core/directory.ts";
import { SubmissionId } from "../core/duty.ts";
import { Remedy } from "../core/remedy.ts";
import { heldPage } from "../portal/held.tsx";
import { LINKS } from "../portal/links.ts";
import { decideHeld } from "../workflows/decide-held.ts";
import { showHeld } from "../workflows/show-held.ts";
import { seeOther } from "./http.ts";
import { formIn, hasToken, isFromOurPages } from "./own-form.ts";
import type { Answered, Answering, Visit } from "./page-visit.ts";

/** What waits for a person. */
export const held: Answering = async ({ plan, plans, at, ports }) => {
  if (plans.length === 0) return "no-plan";
  return plan && heldPage(await showHeld(plan, at, ports));
};

/**
 * In whose name a visitor may decide about what concerns these units; undefined when they may not. In a demonstration any
 * visitor may, as whoever decides; elsewhere nobody, until people sign in.
 */
export async function deciderFor(visit: Visit, units: readonly (UnitId | null)[]): Promise<Mailbox | undefined> {
  const { ports, plan } = visit;
  if (!ports.demo || !plan) return undefined;
  return heldDecidersFor(units, plan.settings, await ports.store.directory())[0]?.mail;
}

/** Decides about one submission, by the form on its page. */
export const decide: Answering = async (visit): Promise<Answered> => {
  const { event, params, plans, ports } = visit;
  const id = SubmissionId.safeParse(params.submission).data;
  const submission = id && (await ports.store.submission(id));
  const plan = plans.find((each) => each.id === submission?.plan);
  if (!id || !submission || !plan || !ports.demo) return undefined;
  if (!isFromOurPages(event)) return refused(visit);
  const form = await formIn(event);
  if (typeof form === "string") return form;
  if (!hasToken(event, form.get("token"), ports.csrf)) return refused(visit);
  const remedy = Remedy.safeParse(Object.fromEntries(form)).data;
  if (!remedy) return "bad-form";
  const by = await deciderFor({ ...visit, plan }, [submission.unit, "unit" in remedy ? remedy.unit : null]);
  if (!by) return refused(visit);
  const decided = await decideHeld(id, remedy, by, ports);
  return seeOther(LINKS.received(id) + ("undone" in decided ? `?undone=${decided.undone}` : ""));
};

function refused({ ports }: Visit): Answered {
  ports.log({ what: "form refused" });
  return "not-allowed";
}
