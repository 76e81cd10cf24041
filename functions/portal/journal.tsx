import type { VNode } from "preact";
import { addMonths, type Instant, type Month } from "../core/day.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";
import { listText, MESSAGE_STATES, monthText, NOTICES, OUTCOMES, stampText, subjectText, wordFor } from "./words.ts";

/** What went out or came in, in one month of the plan's zone. */
export interface Journal {
  plan: PlanName;
  /** Whether what is shown belongs to no plan. */
  ofNone: boolean;
  zone: string;
  way: "out" | "in";
  month: Month;
  lines: readonly {
    id: string;
    at: Instant;
    who: string;
    subject: string;
    state: string;
    /** Kinds of notices of what went out; name of the unit of what came in. */
    about: string;
  }[];
  /** From 1. */
  page: number;
  hasMore: boolean;
}

export function journalPage(journal: Journal): Framed {
  const { plan, ofNone, way, month, lines } = journal;
  const of = ofNone ? "-" : plan.id;
  const content = (
    <>
      <h1>{t("收发记录")}</h1>
      <nav class="filter" aria-label={t("收发")}>
        <a href={LINKS.journal({ plan: plan.id, month })} aria-current={!ofNone && way === "out" ? "true" : undefined}>
          {t("发出")}
        </a>
        <a
          href={LINKS.journal({ plan: plan.id, way: "in", month })}
          aria-current={!ofNone && way === "in" ? "true" : undefined}
        >
          {t("收到")}
        </a>
        <a href={LINKS.journal({ plan: "-", way: "in", month })} aria-current={ofNone ? "true" : undefined}>
          {t("收到，未归入计划")}
        </a>
      </nav>
      <nav class="months" aria-label={t("月份")}>
        <a href={LINKS.journal({ plan: of, way, month: addMonths(month, -1) })}>{t("‹ 上月")}</a>
        <b>{monthText(month)}</b>
        <a href={LINKS.journal({ plan: of, way, month: addMonths(month, 1) })}>{t("下月 ›")}</a>
      </nav>
      {lines.length === 0 ? (
        <p class="notice">{way === "out" ? t("本月没有发出的邮件。") : t("本月没有收到的报送。")}</p>
      ) : (
        <Lines {...journal} />
      )}
      <Pages {...journal} of={of} />
    </>
  );
  return { title: t("收发记录"), place: "mail", content };
}

const Lines = ({ lines, way, zone }: Journal): VNode => (
  <table class="cards journal">
    <thead>
      <tr>
        <th scope="col">{t("时间")}</th>
        <th scope="col">{way === "out" ? t("收件人") : t("来自")}</th>
        <th scope="col">{t("主题")}</th>
        <th scope="col">{way === "out" ? t("事项") : t("单位")}</th>
        <th scope="col">{t("状态")}</th>
      </tr>
    </thead>
    <tbody>
      {lines.map(({ id, at, who, subject, state, about }) => (
        <tr>
          <Cell label={t("时间")} class="number">
            <time datetime={at}>{stampText(at, zone).slice(5)}</time>
          </Cell>
          <Cell label={way === "out" ? t("收件人") : t("来自")} class="mail">
            {who}
          </Cell>
          <th scope="row">
            <a href={way === "out" ? LINKS.sent(id) : LINKS.received(id)}>{subjectText(subject)}</a>
          </th>
          <Cell label={way === "out" ? t("事项") : t("单位")}>{way === "out" ? kindsText(about) : about || "—"}</Cell>
          <Cell label={t("状态")}>
            <span class={`state-${state}`}>{stateText(state)}</span>
          </Cell>
        </tr>
      ))}
    </tbody>
  </table>
);

/** `提醒 2、督办`: each kind once, with how many when several. */
function kindsText(kinds: string): string {
  const counts = new Map<string, number>();
  for (const kind of kinds.split(",")) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return listText([...counts].map(([kind, count]) => `${wordFor(kind, NOTICES)}${count > 1 ? ` ${count}` : ""}`));
}

const stateText = (state: string): string => wordFor(state, { ...MESSAGE_STATES, ...OUTCOMES });

const Pages = ({ of, way, month, page, hasMore }: Journal & { of: string }): VNode | null =>
  page > 1 || hasMore ? (
    <nav class="months" aria-label={t("翻页")}>
      {page > 1 && <a href={LINKS.journal({ plan: of, way, month, page: page - 1 })}>{t("‹ 较新")}</a>}
      <span>{t("第 {page} 页", { page })}</span>
      {hasMore && <a href={LINKS.journal({ plan: of, way, month, page: page + 1 })}>{t("较早 ›")}</a>}
    </nav>
  ) : null;
