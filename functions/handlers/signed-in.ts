import { randomBytes } from "node:crypto";
import { type Viewer, viewerOf } from "../core/access.ts";
import { operatorsOf } from "../core/contacts.ts";
import { Mailbox } from "../core/directory.ts";
import { Language } from "../core/language.ts";
import { planAsked } from "../core/plan.ts";
import { SESSION_SECONDS } from "../core/session.ts";
import { viewerIn } from "../workflows/sign-in.ts";
import type { HttpEvent } from "./http.ts";
import type { PagePorts } from "./page-visit.ts";

/** A new unguessable name for a browser, or for something asked for. */
export const unguessable = (): string => randomBytes(32).toString("base64url");

/** Who is at a browser, and what names it; neither is known of one that has not signed in. */
export async function whoIs(
  event: HttpEvent,
  ports: PagePorts,
): Promise<{ browser: string; viewer: Viewer | undefined; isNew?: boolean }> {
  if (ports.demo) {
    const known = cookieIn(event, BROWSER);
    return { browser: known ?? unguessable(), viewer: await shownAs(event, ports), isNew: !known };
  }
  const browser = cookieIn(event, sessionName(ports)) ?? "";
  return { browser, viewer: browser ? await viewerIn(browser, ports) : undefined };
}

/** Whoever is at the machine of a demonstration is the operator, or whom they chose to be. */
async function shownAs(event: HttpEvent, { store }: PagePorts): Promise<Viewer | undefined> {
  const directory = await store.directory();
  const asked = Mailbox.safeParse(decodeURIComponent(cookieIn(event, SHOWN_AS) ?? "")).data;
  const chosen = asked && viewerOf(asked, directory);
  if (chosen) return chosen;
  const plan = planAsked(undefined, await store.plans());
  const operator = plan && operatorsOf(plan.settings, directory)[0];
  return operator && viewerOf(operator.mail, directory);
}

/** Who signs in is sent a session; over plain HTTP, which is only on this machine, without the prefix that wants TLS. */
export const sessionCookie = (secret: string, ports: Pick<PagePorts, "publicUrl">): Record<string, string> =>
  setCookie(sessionName(ports), secret, `Max-Age=${SESSION_SECONDS}; SameSite=Lax`, isSecure(ports));
export const noSession = (ports: Pick<PagePorts, "publicUrl">): Record<string, string> =>
  setCookie(sessionName(ports), "", "Max-Age=0; SameSite=Lax", isSecure(ports));
export const browserCookie = (browser: string): Record<string, string> =>
  setCookie(BROWSER, browser, "SameSite=Strict");
export const shownAsCookie = (mail: Mailbox): Record<string, string> =>
  setCookie(SHOWN_AS, encodeURIComponent(mail), "SameSite=Strict");

/** For a year: which language a browser is shown. */
export const languageCookie = (language: Language): Record<string, string> =>
  setCookie(LANGUAGE, language, "Max-Age=31536000; SameSite=Lax");
/** The language that a browser asked for. */
export const languageAsked = (event: HttpEvent): Language | undefined =>
  Language.safeParse(cookieIn(event, LANGUAGE)).data;

const LANGUAGE = "duban-language";
const BROWSER = "duban-browser";
const SHOWN_AS = "duban-as";
const isSecure = ({ publicUrl }: Pick<PagePorts, "publicUrl">): boolean => publicUrl.startsWith("https:");
const sessionName = (ports: Pick<PagePorts, "publicUrl">): string => (isSecure(ports) ? "__Host-duban" : "duban");

const setCookie = (name: string, value: string, more: string, secure = false): Record<string, string> => ({
  "set-cookie": `${name}=${value}; Path=/; HttpOnly; ${more}${secure ? "; Secure" : ""}`,
});

const cookieIn = ({ cookies, headers }: HttpEvent, name: string): string | undefined =>
  (cookies ?? headers.cookie?.split("; ") ?? [])
    .filter((cookie) => cookie.startsWith(`${name}=`))
    .map((cookie) => /^[\w.%-]{2,200}$/.exec(cookie.slice(name.length + 1))?.[0])
    .find(Boolean);
