import type { VNode } from "preact";
import type { Ladder } from "../core/ladder.ts";
import type { Message, Notice } from "../core/notice.ts";
import { ReplyForm } from "./demo.tsx";
import { type Phrase, t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed } from "./page.tsx";
import { Facts, LongText } from "./parts.tsx";
import { MESSAGE_STATES, monthText, NOTICES, sizeText, stampText, stepText, subjectText, wordFor } from "./words.ts";

/** A message, and the mail it became. */
export interface ShownMail {
  message: Message;
  zone: string;
  ladder: Ladder;
  unitName: (unit: string) => string;
  /** Absent while it has not been written. */
  mail:
    | {
        headers: readonly { name: string; value: string }[];
        text: string;
        html: string;
        attachments: readonly { name: string; content: Uint8Array }[];
      }
    | undefined;
}
/** What a demonstration needs to let a reader answer. */
export interface ReplyOffer {
  token: string;
  /** Where the mail's link leads: a frame does not let it be followed. */
  form: string | undefined;
}

export function sentMailPage(
  { message, zone, ladder, unitName, mail }: ShownMail,
  reply: ReplyOffer | undefined,
): Framed {
  const plan = message.notices[0]?.plan;
  const content = (
    <>
      <p class="crumbs">{plan && <a href={LINKS.journal({ plan })}>{t("收发记录")}</a>}</p>
      <h1>{subjectText(message.subject)}</h1>
      <Facts
        of={[
          [t("收件人"), message.to],
          [t("状态"), t(MESSAGE_STATES[message.state])],
          [t("发送"), message.sentAt && stampText(message.sentAt, zone)],
          [t("最早发送"), !message.sentAt && stampText(message.dueAt, zone)],
          [t("投递结果"), message.answer && wordFor(message.answer, ANSWERS)],
          [t("尝试"), message.attempts > 1 && t("{attempts} 次", { attempts: message.attempts })],
          [t("备注"), message.inDoubt && t("曾在发送中断后用同一编号重发，收件人可能收到两封")],
          [t("事项"), <Notices notices={message.notices} ladder={ladder} unitName={unitName} />],
        ]}
      />
      {mail && <Mail id={message.id} mail={mail} />}
      {reply && message.state === "sent" && <ReplyForm message={message.id} to={message.to} {...reply} />}
    </>
  );
  return {
    title: subjectText(message.subject),
    place: "mail",
    content,
  };
}

/** Answers of our own; those of mail servers stand as they came. */
const ANSWERS = { 已放入本机邮箱: "已放入本机邮箱" } as const satisfies Record<string, Phrase>;

const Notices = ({
  notices,
  ladder,
  unitName,
}: {
  notices: readonly Notice[];
  ladder: Ladder;
  unitName: (unit: string) => string;
}): VNode => (
  <ul class="plain">
    {notices.map((notice) => (
      <li class="list">
        <span>{noticeText(notice, ladder)}</span>
        {"period" in notice && <span>{monthText(notice.period)}</span>}
        {"unit" in notice && notice.unit && <a href={unitLink(notice.unit, notice)}>{unitName(notice.unit)}</a>}
        {"submission" in notice && <a href={LINKS.received(notice.submission)}>{t("来信")}</a>}
      </li>
    ))}
  </ul>
);

function noticeText(notice: Notice, ladder: Ladder): string {
  if (notice.kind === "reminder") return stepText(notice.step, ladder);
  return notice.kind === "rung" ? stepText(`rung-${notice.rung}`, ladder) : t(NOTICES[notice.kind]);
}

const unitLink = (unit: string, notice: Notice): string =>
  LINKS.unit(unit, { plan: notice.plan, ...("period" in notice && { period: notice.period }) });

const Mail = ({
  id,
  mail: { headers, text, html, attachments },
}: {
  id: string;
  mail: NonNullable<ShownMail["mail"]>;
}): VNode => (
  <>
    {html && (
      <section>
        <h2>{t("邮件")}</h2>
        <iframe src={LINKS.sentPart(id, "html")} sandbox="" title={t("邮件正文")} loading="lazy" />
      </section>
    )}
    <section>
      <h2>{t("附件与原件")}</h2>
      <ul class="plain files">
        {attachments.map(({ name, content }, at) => (
          <li>
            <a href={LINKS.sentPart(id, `attachments/${at}`)} download="">
              {name}
            </a>{" "}
            <small>{sizeText(content.length)}</small>
          </li>
        ))}
        <li>
          <a href={LINKS.sentPart(id, "raw")} download="">
            {t("邮件原件（.eml）")}
          </a>
        </li>
      </ul>
    </section>
    <details open={!html}>
      <summary>{t("纯文本版")}</summary>
      <LongText text={text} />
    </details>
    <details>
      <summary>{t("邮件头")}</summary>
      <table class="headers">
        <tbody>
          {headers.map(({ name, value }) => (
            <tr>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  </>
);
