import PostalMime from "postal-mime";
import type { OpenMail } from "../workflows/ports.ts";

/** Takes a mail of our own apart, to be shown. */
export const openMail: OpenMail = async (raw) => {
  const { headers, text = "", html = "", attachments } = await PostalMime.parse(raw);
  return {
    headers: headers.map(({ originalKey, value }) => ({
      name: originalKey,
      value,
    })),
    text,
    html,
    attachments: attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? "file",
      type: mimeType,
      content: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
    })),
  };
};
