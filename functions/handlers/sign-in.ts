import { planAsked } from "../core/plan.ts";
import { askedPage, linkPage, signInPage } from "../portal/sign-in.tsx";
import { askForLink, linkOpened, signIn, signOut } from "../workflows/sign-in.ts";
import { localPath, seeOther } from "./http.ts";
import { formIn, isFromOurPages } from "./own-form.ts";
import type { Answering, Visit } from "./page-visit.ts";
import { noSession, sessionCookie, unguessable } from "./signed-in.ts";

/** Where whoever is not signed in asks for a link. */
export const signInForm: Answering = async ({ viewer, query }) => {
  const back = localPath(query.back ?? null);
  return viewer ? seeOther(back) : signInPage(back);
};

/** Sends the link; answers the same whatever the mailbox. Rule AC-4 */
export const sendLink: Answering = async ({ event, ports }) => {
  if (!isFromOurPages(event)) return "not-allowed";
  const form = await formIn(event);
  if (typeof form === "string") return form;
  const plan = planAsked(undefined, await ports.store.plans());
  const from = event.requestContext.http.sourceIp ?? "";
  const back = localPath(form.get("back"));
  if (plan) await askForLink({ mail: String(form.get("mail") ?? ""), from, id: unguessable(), back }, plan, ports);
  return askedPage();
};

/** What a link leads to: one button, so that whoever only looks at it uses nothing up. Rule AC-2 */
export const openLink: Answering = async ({ params, ports }) => {
  const token = params.token ?? "";
  const mail = await linkOpened(token, ports);
  return mail ? linkPage(token, mail) : "no-link";
};

/** The button. */
export const useLink: Answering = async ({ event, params, ports }) => {
  if (!isFromOurPages(event)) return "not-allowed";
  const secret = unguessable();
  const back = await signIn(params.token ?? "", secret, ports);
  return back ? seeOther(back, sessionCookie(secret, ports)) : "no-link";
};

export async function leave({ browser, ports }: Visit) {
  await signOut(browser, ports);
  return seeOther("/sign-in", noSession(ports));
}
