import type { Message } from "../core/notice.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell, short } from "./parts.tsx";
import { listText, MESSAGE_STATES, NOTICES, stampText } from "./words.ts";

/** What waits to be sent: how many, and the longest waiting of them. */
export interface ShownOutbox {
  plan: PlanName;
  zone: string;
  count: number;
  messages: readonly Message[];
}

export const outboxPage = ({ plan, zone, count, messages }: ShownOutbox): Framed => ({
  title: t("待发信件"),
  place: "manage",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.manage({ plan: plan.id })}>{t("管理")}</a>
      </p>
      <h1>{t("待发信件")}</h1>
      {count === 0 ? (
        <p class="notice">{t("没有等待发送的信件。")}</p>
      ) : (
        <>
          <p class="hint">{t("共 {count} 封。", { count })}</p>
          <table class="cards">
            <caption class="unseen">{t("待发信件")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("收件人")}</th>
                <th scope="col">{t("事项")}</th>
                <th scope="col">{t("状态")}</th>
                <th scope="col">{t("何时发")}</th>
                <th scope="col" class="number">
                  {t("次数")}
                </th>
                <th scope="col">{t("最近一次的结果")}</th>
              </tr>
            </thead>
            <tbody>
              {messages.map(({ id, to, notices, state, dueAt, attempts, answer }) => (
                <tr>
                  <th scope="row">
                    <a href={LINKS.sent(id)}>{to}</a>
                  </th>
                  <Cell label={t("事项")}>{listText([...new Set(notices.map(({ kind }) => t(NOTICES[kind])))])}</Cell>
                  <Cell label={t("状态")}>{t(MESSAGE_STATES[state])}</Cell>
                  <Cell label={t("何时发")}>{stampText(dueAt, zone)}</Cell>
                  <Cell label={t("次数")} class="number">
                    {attempts}
                  </Cell>
                  <Cell label={t("最近一次的结果")}>{short(answer, 80) || "—"}</Cell>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  ),
});
