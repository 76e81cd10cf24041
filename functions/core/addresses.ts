import type { OwnMail } from "./mail-kind.ts";

/** Whom our mail is from. */
export const senderAddress = (domain: string): string => `duban@${domain}`;

/** Where a reply to a message goes: its token names the message. */
export const replyAddress = (token: string, domain: string): string => `report+${token}@${domain}`;

/** How our own mail is known when it comes back. */
export const ownMail = (domain: string): OwnMail => ({
  domain,
  addresses: [senderAddress(domain)],
});
