import { z } from "zod";

/** Where there are none, some give nothing and some null. */
const Named = z
  .record(z.string(), z.string().optional())
  .nullish()
  .transform((given) => given ?? undefined)
  .optional();

/** A request as API Gateway's HTTP API gives it (payload 2.0), as far as we look. Names of headers are lower case. */
export const HttpEvent = z.object({
  rawPath: z.string(),
  /** What stands where the route has `{name}`. */
  pathParameters: Named,
  queryStringParameters: Named,
  headers: z.record(z.string(), z.string().optional()),
  /** `name=value`: where API Gateway puts what a browser sends as one header. */
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  requestContext: z.object({ http: z.object({ method: z.string(), sourceIp: z.string().optional() }) }),
});
export type HttpEvent = z.infer<typeof HttpEvent>;

/** The answer, as API Gateway's HTTP API takes it. */
export interface HttpAnswer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
  isBase64Encoded: boolean;
}

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";
/** For words of a mail: its own styles and nothing else; it may stand in a frame of ours. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";
const FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

/** `same-origin`: under `no-referrer` a browser would send `Origin: null` with our own forms. */
const COMMON = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};

const answer = (statusCode: number, type: string, policy: string, body: string): HttpAnswer => ({
  statusCode,
  headers: {
    ...COMMON,
    "content-type": type,
    "content-security-policy": policy,
  },
  body,
  isBase64Encoded: false,
});

export const htmlAnswer = (html: string, statusCode = 200): HttpAnswer =>
  answer(statusCode, "text/html; charset=utf-8", PAGE_POLICY, html);

/** A mail's own HTML, to be shown in a frame: it can fetch nothing and run nothing. */
export const mailAnswer = (html: string): HttpAnswer => answer(200, "text/html; charset=utf-8", MAIL_POLICY, html);

/** The HTML of a mail that anybody may have sent: not even the pictures within it are shown. */
export const strangerMailAnswer = (html: string): HttpAnswer =>
  answer(200, "text/html; charset=utf-8", MAIL_POLICY.replace(" img-src data:;", ""), html);

/** @param cacheable  its address changes with it */
export function styleAnswer(css: string, cacheable: boolean): HttpAnswer {
  const { statusCode, headers, ...rest } = answer(200, "text/css; charset=utf-8", FILE_POLICY, css);
  return {
    statusCode,
    headers: {
      ...headers,
      ...(cacheable && {
        "cache-control": "public, max-age=31536000, immutable",
      }),
    },
    ...rest,
  };
}

/** Bytes to be saved, never to be shown. */
export const fileAnswer = (bytes: Uint8Array, name: string): HttpAnswer => ({
  statusCode: 200,
  headers: {
    ...COMMON,
    "content-type": "application/octet-stream",
    "content-security-policy": FILE_POLICY,
    "content-disposition": `attachment; filename="file${asciiEnding(name)}"; filename*=UTF-8''${encoded(safeName(name))}`,
  },
  body: Buffer.from(bytes).toString("base64"),
  isBase64Encoded: true,
});

export const jsonAnswer = (statusCode: number, body: unknown): HttpAnswer =>
  answer(statusCode, "application/json; charset=utf-8", FILE_POLICY, JSON.stringify(body));

/** @param headers  a cookie to be kept, or forgotten */
export const seeOther = (location: string, headers: Record<string, string> = {}): HttpAnswer => ({
  statusCode: 303,
  headers: { ...COMMON, ...headers, location },
  body: "",
  isBase64Encoded: false,
});

/** An address of ours, wherever a form says to go on. */
export const localPath = (back: FormDataEntryValue | null): string =>
  typeof back === "string" && /^\/(?!\/)[\w\-./?=&%~+*]*$/.test(back) ? back : "/";

/** A name without paths, control and direction marks. */
export const safeName = (name: string): string =>
  name
    .toWellFormed()
    .replace(/[\p{C}\\/:*?"<>|]/gu, "_")
    .slice(-100) || "file";
const asciiEnding = (name: string): string => /\.[a-z0-9]{1,5}$/i.exec(name)?.[0] ?? "";
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
