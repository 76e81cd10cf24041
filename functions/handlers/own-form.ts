import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { HttpEvent } from "./http.ts";

/** Tokens of forms (double submit): a browser has a name in its cookie, and its forms carry the same name sealed. */
export interface FormTokens {
  /** A new unguessable name for a browser. */
  browser(): string;
  /** The token that its forms carry. */
  tokenFor(browser: string): string;
}

/** @param key  derived from the deployment's secret */
export const formTokens = (key: Uint8Array): FormTokens => ({
  browser: () => randomBytes(18).toString("base64url"),
  tokenFor: (browser) => createHmac("sha256", key).update(browser).digest("base64url"),
});

/** The browser's name, as its cookie says. */
export const browserIn = ({ cookies, headers }: HttpEvent): string | undefined =>
  (cookies ?? headers.cookie?.split("; ") ?? [])
    .map((cookie) => /^duban-browser=([\w-]{20,60})$/.exec(cookie)?.[1])
    .find(Boolean);

export const browserCookie = (browser: string): Record<string, string> => ({
  "set-cookie": `duban-browser=${browser}; Path=/; HttpOnly; SameSite=Strict`,
});

/** Whether a browser says that a page of ours sent this: no other site, and not the bare address bar. */
export function isFromOurPages({ headers }: HttpEvent): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  if (origin === undefined && site === undefined) return false;
  return (site === undefined || site === "same-origin") && (origin === undefined || hostOf(origin) === host);
}

/** Whether a browser says that a page of another site sent this. What says nothing is let through: its address is the secret. */
export function isFromElsewhere({ headers }: HttpEvent): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"];
  return (site !== undefined && site !== "same-origin") || (origin !== undefined && hostOf(origin) !== host);
}

export function hasToken(event: HttpEvent, token: FormDataEntryValue | null, tokens: FormTokens): boolean {
  const browser = browserIn(event);
  if (!browser || typeof token !== "string") return false;
  const [given, right] = [Buffer.from(token), Buffer.from(tokens.tokenFor(browser))];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Bytes of a form's body. */
const LONGEST = 4_000_000;

/** What a form holds; why not, when it is too large or no form. */
export async function formIn({
  headers,
  body = "",
  isBase64Encoded,
}: HttpEvent): Promise<FormData | "too-large" | "bad-form"> {
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > LONGEST) return "too-large";
  const type = headers["content-type"] ?? "";
  return new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => "bad-form" as const);
}

const hostOf = (origin: string): string | undefined => (URL.canParse(origin) ? new URL(origin).host : undefined);
