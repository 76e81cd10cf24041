import { createHash, createHmac, createSecretKey, hkdfSync, timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { FormLink, Keys } from "../workflows/ports.ts";

/**
 * All keys of a deployment, derived from its one secret (HKDF); none of them is stored.
 *
 * @param secret  at least 32 random bytes
 */
export function keysFrom(secret: Uint8Array): Keys & {
  webhookSecret(plan: string, unit: string, version?: number): string;
} {
  if (secret.length < 32) throw new RangeError("the deployment secret has fewer than 32 bytes");
  const derived = (purpose: string, bytes: number): Uint8Array =>
    new Uint8Array(hkdfSync("sha256", secret, "duban", purpose, bytes));
  const tokenKey = createSecretKey(derived("message token", 32));
  const linkKey = createSecretKey(derived("form link", 32));
  const pageKey = createSecretKey(derived("page form", 32));
  const signInKey = createSecretKey(derived("sign-in link", 32));
  const webhookSecret = (plan: string, unit: string, version = 1): string =>
    `whsec_${Buffer.from(derived(`webhook ${plan} ${unit} ${version}`, 24)).toString("base64")}`;
  const formToken = ({ plan, period, unit, reader, version }: FormLink): string =>
    base32(
      createHmac("sha256", linkKey)
        .update(JSON.stringify([plan, period, unit, reader, version]))
        .digest(),
    );
  return {
    token: (messageKey) => base32(createHmac("sha256", tokenKey).update(messageKey).digest()),
    messageId: (token) => base32(createHash("sha256").update(token).digest()),
    webhookSecret,
    pageToken: (browser) => createHmac("sha256", pageKey).update(browser).digest("base64url"),
    signInToken: (id) => createHmac("sha256", signInKey).update(id).digest("base64url"),
    isSigned: ({ plan, unit, versions }, headers, body) =>
      versions.some((version) => isSigned(webhookSecret(plan, unit, version), headers, body)),
    formToken,
    isFormToken: (of, given) => {
      const [right, said] = [Buffer.from(formToken(of)), Buffer.from(given)];
      return right.length === said.length && timingSafeEqual(right, said);
    },
    hash: (text) => createHash("sha256").update(text).digest("hex"),
    fingerprint: (bytes) => createHash("sha256").update(bytes).digest("hex"),
  };
}

function isSigned(secret: string, headers: Record<string, string | undefined>, body: string): boolean {
  const signed = Object.fromEntries(
    Object.entries(headers).filter((header): header is [string, string] => header[1] !== undefined),
  );
  try {
    new Webhook(secret).verify(body, signed, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

/** The first 130 bits in the letters that mail systems leave alone whatever their case: 26 characters. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes.subarray(0, 17)].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: 26 }, (_, at) => LETTERS[Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)]).join("");
}
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
