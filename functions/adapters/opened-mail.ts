import PostalMime from "postal-mime";
import type { OpenedMail } from "../workflows/show-mail.ts";
import { decodedWords } from "./mail-charset.ts";

/** A mail of our own, taken apart to be looked at. Not for mail from outside: that is what `readMail` is for. */
export async function openMail(raw: Uint8Array): Promise<OpenedMail> {
  const { headers, text = "", html = "", attachments } = await PostalMime.parse(raw, { forceRfc822Attachments: true });
  return {
    headers: headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodedWords(value) })),
    text,
    html,
    attachments: attachments.map(({ filename, content }) => ({ name: filename ?? "", content: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content) })),
  };
}
