import type { Month } from "./day.ts";
import type { DutyKey } from "./duty.ts";
import type { OwnMail } from "./mail-kind.ts";
import type { PlanId } from "./plan-settings.ts";

/** Whom our mail is from. */
export const senderAddress = (domain: string): string => `duban@${domain}`;

/** Where a reply to a message goes: its token names the message. */
export const replyAddress = (token: string, domain: string): string => `report+${token}@${domain}`;

/** How our own mail is known when it comes back. */
export const ownMail = (domain: string): OwnMail => ({
  domain,
  addresses: [senderAddress(domain)],
});

/** Where a duty is answered in a form, on the pages' own address. */
export const formPath = ({ plan, period, unit }: DutyKey, token: string): string =>
  `/form/${plan}/${period}/${unit}/${token}`;

/** Where a sign-in link leads. */
export const signInPath = (token: string): string => `/sign-in/${token}`;

/** Where systems read a duty, and with `/entries` report to it. */
export const dutyPath = ({ plan, period, unit }: DutyKey): string =>
  `/api/plans/${plan}/periods/${period}/units/${unit}`;

/** Where a month of a plan is shown. */
export const boardPage = (publicUrl: string, plan: PlanId, period: Month): string =>
  `${publicUrl}/?plan=${plan}&period=${period}`;

/** Where held mail waits for whoever decides about it. */
export const heldPage = (publicUrl: string, plan: PlanId): string => `${publicUrl}/held?plan=${plan}`;
