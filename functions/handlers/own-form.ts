import { timingSafeEqual } from "node:crypto";
import type { HttpEvent } from "./http.ts";
import type { Visit } from "./page-visit.ts";

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

/** Whether a form carries the name of its browser, sealed (double submit). */
export function hasToken({ form, browser, ports }: Pick<Visit, "form" | "browser" | "ports">): boolean {
  const token = form.get("token");
  if (!browser || typeof token !== "string") return false;
  const [given, right] = [Buffer.from(token), Buffer.from(ports.keys.pageToken(browser))];
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
