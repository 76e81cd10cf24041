import { tracesOf } from "./mail-traces.ts";
import type { ReceivedMail } from "./received-mail.ts";

/** How our own mail is known: the domain of our Message-IDs, and the addresses we send from. */
export interface OwnMail {
  domain: string;
  addresses: readonly string[];
}

/** What a mail is. Only a reply is read for a report; a doubtful one is held for a person first. */
export type MailKind =
  | { kind: "reply"; doubtful?: string }
  | {
      kind: "bounce";
      addresses: string[];
      hard: boolean;
      ofMessage: string | null;
    }
  | { kind: "delay"; addresses: string[]; ofMessage: string | null }
  | { kind: "complaint"; addresses: string[]; ofMessage: string | null }
  | { kind: "read-receipt" | "auto-reply" | "list" | "own" };

/**
 * Tells a person's answer from what machines send. In doubt it is an answer: a person's mail is never thrown away.
 *
 * @rule RP-6
 */
export function mailKind(mail: ReceivedMail, own: OwnMail): MailKind {
  const text = bodyOf(mail);
  return (
    reportKind(mail, own) ??
    ownKind(mail, own) ??
    readReceiptKind(mail) ??
    autoReplyKind(mail, text) ??
    returnedKind(mail, text, own) ??
    unansweredKind(mail) ??
    listKind(mail, own) ?? { kind: "reply", ...doubtOf(mail, text, own) }
  );
}

/** multipart/report: a machine says what it is. */
function reportKind(mail: ReceivedMail, own: OwnMail): MailKind | null {
  if (!mail.report) return null;
  const { type, text } = mail.report;
  const ofMessage = ownIdIn(text, own);
  if (/feedback/.test(type))
    return {
      kind: "complaint",
      addresses: addressesIn(text, /^(?:Original-Rcpt-To|Removal-Recipient)\s?:/i, own),
      ofMessage,
    };
  if (/disposition/.test(type)) return { kind: "read-receipt" };
  if (!/delivery|^$/.test(type)) return { kind: "auto-reply" };
  const whole = `${text}\n${bodyOf(mail)}`;
  const failed = addressesIn(text, /^(?:Final-Recipient|Original-Recipient)\s?:/i, own);
  const addresses = failed.length > 0 ? failed : failedAddresses(mail, bodyOf(mail), own);
  const action = /^Action\s?:\s?(\w{1,20})/im.exec(text)?.[1]?.toLowerCase();
  if (action === "delayed") return { kind: "delay", addresses, ofMessage };
  if (action && action !== "failed") return { kind: "read-receipt" };
  return { kind: "bounce", addresses, hard: isHard(whole), ofMessage };
}

/** Our own mail back: by its id or loop mark, or from our address with the mark of a machine. */
function ownKind({ from, messageId, headers }: ReceivedMail, own: OwnMail): MailKind | null {
  const isOurs =
    isOwnId(messageId, own) ||
    headers.get("x-loop")?.some((value) => own.addresses.some((each) => value.toLowerCase().includes(each))) ||
    (own.addresses.includes(from.address) && isAutomatic(headers));
  return isOurs ? { kind: "own" } : null;
}

const isAutomatic = (headers: ReceivedMail["headers"]): boolean =>
  [...(headers.get("auto-submitted") ?? []), ...(headers.get("x-auto-submitted") ?? [])].some(
    (value) => !/^\s*(?:no\b|$)/i.test(value),
  );

const AUTO_HEADERS = [
  "x-autoreply",
  "x-autoreply-from",
  "x-autorespond",
  "x-autoresponder",
  "x-auto-reply",
  "x-mail-autoreply",
  "x-qq-auto-reply",
  "x-qq-holidayreply",
];
const AUTO_SUBJECT =
  /^\s*[[【(（]?\s*(?:(?:休假|外出|假期|出差|离岗)?自动(?:回复|答复|回覆|应答)|自動(?:回覆|回復|答覆)|来自.{1,60}的自动回复|Auto(?:matic|mated)?[- ]?(?:reply|response)|Out[- ]of[- ](?:the[- ])?office)(?=\s*(?:$|[:：\]】)）(（\-—–，,!！。])|\s)|^AUTO\s?[:：]|^\S{1,20}\s?不在办公室(?:$|[。（(])/i;
/** What an auto-reply without any mark says first; a report says what was done. */
const AUTO_TEXT =
  /(?:这是|此(?:邮件)?[为是系由]|本邮件[为是系由]).{0,16}自动(?:回复|答复|应答)|[（(]自动(?:回复|答复)[）)]|This is an? (?:auto(?:mat(?:ed|ic))?)[- ]?(?:reply|response)/i;
const REPORTS = /完成|进展|推进|[%％]|\d-\d/;

function autoReplyKind({ subject, headers, returnPath }: ReceivedMail, text: string): MailKind | null {
  const isMarked =
    AUTO_HEADERS.some((name) => headers.get(name)?.some((value) => !/^\s*(?:no|false|0)\s*$/i.test(value))) ||
    headers.get("precedence")?.some((value) => /auto[_-]?reply/i.test(value)) ||
    headers.get("x-post-messageclass")?.some((value) => /autoresponder/i.test(value)) ||
    /\+auto_=/i.test(returnPath ?? "") ||
    AUTO_SUBJECT.test(subject) ||
    (AUTO_TEXT.test(text.slice(0, 200)) && !REPORTS.test(text.slice(0, 200)));
  if (isMarked) return { kind: "auto-reply" };
  return isAutomatic(headers) && !RETURNED_SUBJECT.test(subject) && !DELAYED_SUBJECT.test(subject)
    ? { kind: "auto-reply" }
    : null;
}

const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|bounces?|mail-?system|mailadmin|noreply-bounce|10000)(?:[+@._-]|$)/i;
const RETURNED_SUBJECT =
  /^\s*[[【]?(?:系统退信|退信|退回邮件|邮件退回|来自.{1,60}的退信|Systems? bounce)|(?:邮件|投递|发送|递送).{0,6}(?:失败|未送达|被退回|被拒收)|未送达|无法(?:送达|投递|递送)|Undeliver(?:able|ed)|Delivery (?:Status Notification ?\(Failure\)|failure|has failed|notification: failed)|Returned mail|failure notice|Mail delivery (?:failed|failure)|could not be delivered|Nondeliverable|Rejected:/i;
const DELAYED_SUBJECT =
  /(?:邮件|投递|递送|发送).{0,4}(?:延迟|推迟|延误)|暂时无法(?:送达|投递)|Delay(?:ed)?\b.{0,20}(?:mail|message|deliver)|(?:mail|message|delivery).{0,24}delay|Delivery Status Notification ?\(Delay\)|Warning: (?:could not send|message)/i;
const RETURNED_TEXT =
  /\b5\d\d[ -]?(?:#?5\.\d{1,3}\.\d{1,3}|[A-Z])|\b5\.[0-7]\.\d{1,3}\b|user unknown|no such user|mailbox (?:unavailable|not found|full)|permanent (?:fatal )?error|(?:could|can) ?not be delivered|(?:用户|收件人|邮箱|地址).{0,12}(?:不存在|已满|停用|未找到|被禁用)|退信|(?:无法|未能|不能)(?:被)?(?:投递|送达|发送|递送)|投递失败|拒收/i;
const DELAYED_TEXT =
  /(?:will|continue) (?:retry|be retried|try)|still being retried|do not need to resend|not been delivered.{0,60}(?:hours?|minutes)|(?:将|会)(?:继续|再次|持续)?(?:尝试|重试)|无需重(?:新|复)发送|稍后.{0,6}(?:重试|投递)/i;

/** A bounce or a delay that is not in the form of a report; half of them are not. */
function returnedKind(mail: ReceivedMail, text: string, own: OwnMail): MailKind | null {
  const { from, subject, headers, returnPath } = mail;
  const failed = headers.get("x-failed-recipients");
  const isMachine =
    DAEMON.test(from.address) ||
    returnPath === "" ||
    from.address === "" ||
    failed !== undefined ||
    isAutomatic(headers);
  const addresses = failedAddresses(mail, text, own);
  const ofMessage = ownIdIn(text, own);
  const says = DELAYED_SUBJECT.test(subject) ? "delay" : RETURNED_SUBJECT.test(subject) || failed ? "bounce" : null;
  if (isMachine && (says === "delay" || (DELAYED_TEXT.test(text) && (says || RETURNED_TEXT.test(text)))))
    return { kind: "delay", addresses, ofMessage };
  if (isMachine && (says || (RETURNED_TEXT.test(text) && returnPath === "")))
    return { kind: "bounce", addresses, hard: isHard(`${subject}\n${text}`), ofMessage };
  if (isMachine && DAEMON.test(from.address) && RETURNED_TEXT.test(text) && addresses.length > 0)
    return { kind: "bounce", addresses, hard: isHard(`${subject}\n${text}`), ofMessage };
  return null;
}

function readReceiptKind({ subject, returnPath, headers }: ReceivedMail): MailKind | null {
  const says = /^\s*(?:已读|已阅读|未读|已读回执|阅读回执|邮件回执|Read|Not read|Read receipt)\s*[:：]/i.test(subject);
  const mayMean = /^\s*(?:回执|已读回执|阅读回执|邮件已阅读|Return Receipt)/i.test(subject);
  return says || (mayMean && (returnPath === "" || isAutomatic(headers))) ? { kind: "read-receipt" } : null;
}

/** Nobody can be answered at `<>`. */
const unansweredKind = ({ returnPath }: ReceivedMail): MailKind | null =>
  returnPath === "" ? { kind: "auto-reply" } : null;

/** A mailing list's mail; but offices send their people's answers through such servers too. */
function listKind(mail: ReceivedMail, own: OwnMail): MailKind | null {
  const { headers } = mail;
  const isList =
    [...headers.keys()].some((name) => name.startsWith("list-")) ||
    headers.get("precedence")?.some((value) => /^\s*(?:list|junk)/i.test(value));
  const { token, thread } = tracesOf(mail, [], own.domain.toLowerCase());
  return isList && !token && thread.length === 0 ? { kind: "list" } : null;
}

/** What makes it doubtful that a person wrote this, said to the person who decides. */
function doubtOf({ from, headers, unreadable }: ReceivedMail, text: string, own: OwnMail): { doubtful?: string } {
  if (unreadable) return { doubtful: unreadable };
  if (own.addresses.includes(from.address))
    return {
      doubtful: "发件地址是本系统的地址，但邮件不是本系统发出的。请人工核对来源。",
    };
  if (DAEMON.test(from.address))
    return {
      doubtful: `发件人“${from.address}”像是邮件系统，但内容不像退信。请人工查看。`,
    };
  if (headers.get("precedence")?.some((value) => /^\s*bulk/i.test(value)))
    return {
      doubtful: "邮件带有群发标记（Precedence: bulk）。请人工核对是否为单位答复。",
    };
  if (
    /^.{0,200}(?:我(?:正在|目前)?(?:休假|出差|外出)|本人(?:正在|目前)?(?:休假|出差|外出)|您的邮件(?:我)?(?:已|已经)收到).{0,80}(?:尽快|稍后|回来后|返回后|届时).{0,20}(?:回复|联系)/s.test(
      text,
    )
  )
    return { doubtful: "内容像自动回复。请人工核对。" };
  return {};
}

/** A full mailbox, a passing fault or a refusal of the mail itself is soft; an address that does not exist is hard. */
export function isHard(text: string): boolean {
  if (/\b[54]\.7\.\d{1,3}\b|spam|垃圾邮件|黑名单|策略/i.test(text) && !/\b5\.1\.\d\b/.test(text)) return false;
  if (
    /mailbox (?:is )?full|quota|over ?quota|exceed|邮箱已满|空间(?:已满|不足)|超出?(?:容量|限额)|\b[54]\.2\.2\b/i.test(
      text,
    )
  )
    return false;
  if (
    /不存在|(?:无此|没有(?:此|该))用户|停用|注销|user unknown|unknown user|no such|unrouteable address|not listed in|does not exist|not found|invalid (?:recipient|mailbox|address)|\b5\.1\.\d\b/i.test(
      text,
    )
  )
    return true;
  return /^Status\s?:\s?5/im.test(text) || /\b55[0-4]\b/.test(text);
}

const TEXT_LIMIT = 20_000;
/** The beginning of a body: machines say what they have to say there. */
const bodyOf = ({ lines }: ReceivedMail): string => {
  let text = "";
  for (const line of lines) {
    if (text.length > TEXT_LIMIT) break;
    text += `${line.text.slice(0, 1_000)}\n`;
  }
  return text;
};

const ADDRESS = /[\w.!#$%&*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;

/** Addresses in the lines of a report that begin with a field. */
const addressesIn = (text: string, field: RegExp, own: OwnMail): string[] =>
  theirs(
    text
      .split(/\r?\n/)
      .filter((line) => field.test(line))
      .flatMap((line) => line.match(ADDRESS) ?? []),
    own,
  );

/** Addresses that a bounce without report names: its header, else the first ones in what it says. */
function failedAddresses({ from, headers }: ReceivedMail, text: string, own: OwnMail): string[] {
  const named = headers.get("x-failed-recipients")?.flatMap((value) => value.match(ADDRESS) ?? []) ?? [];
  if (named.length > 0) return theirs(named, own);
  const said = text.split(/^.{0,40}(?:原始邮件|original message|Message headers|Received: )/im, 1)[0] ?? "";
  return theirs(said.match(ADDRESS) ?? [], own)
    .filter((each) => !DAEMON.test(each) && each !== from.address)
    .slice(0, 5);
}

const theirs = (addresses: readonly string[], own: OwnMail): string[] =>
  [...new Set(addresses.map((each) => each.toLowerCase()))].filter(
    (each) =>
      !own.addresses.includes(each) && !(each.startsWith("report+") && each.endsWith(`@${own.domain.toLowerCase()}`)),
  );

/** The id of a mail of ours that a machine's mail quotes. */
function ownIdIn(text: string, own: OwnMail): string | null {
  for (const [, id = ""] of text.matchAll(/<([^<>\s]{1,250}@[^<>\s]{1,250})>/g)) if (isOwnId(id, own)) return id;
  return null;
}

/** Whether an id is of a mail of ours: people of the office may write from the same domain. */
const isOwnId = (id: string | null, { domain }: OwnMail): boolean =>
  id !== null &&
  /^[a-km-np-z2-9]{26}$/u.test(id.slice(0, id.lastIndexOf("@"))) &&
  id.toLowerCase().endsWith(`@${domain.toLowerCase()}`);
