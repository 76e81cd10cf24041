import type { Mailer } from "../workflows/ports.ts";

/** The built-in mailbox: a mail is delivered once its bytes are kept and its message says so; there is nothing to double. */
export const mailbox: Mailer = {
  atOnce: 20,
  send: async () => ({ answer: "已放入本机邮箱" }),
};
