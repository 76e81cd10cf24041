import type { VNode } from "preact";
import type { Month } from "../core/day.ts";
import type { Ladder } from "../core/ladder.ts";
import { type HistoryRow, historyText } from "./history-text.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell, Facts } from "./parts.tsx";
import { monthText, stampText } from "./words.ts";

/** Whether the record is whole, and what people decided about a month's duties. */
export interface ShownAudit {
  plan: PlanName;
  zone: string;
  ladder: Ladder;
  period: Month;
  report: { chains: number; rows: number; root: string; broken: readonly { duty: string; why: string }[] };
  months: readonly { period: string; closed: boolean; root: string }[];
  /** Newest first. */
  decided: readonly (HistoryRow & { unit: { id: string; name: string } })[];
}

/** So many rows are shown. */
const SHOWN = 150;

export const auditPage = (shown: ShownAudit): Framed => ({
  title: t("留痕核验"),
  place: "manage",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.manage({ plan: shown.plan.id })}>{t("管理")}</a>
      </p>
      <h1>{t("留痕核验")}</h1>
      <Whole {...shown} />
      <Months {...shown} />
      <Decided {...shown} />
    </>
  ),
});

const Whole = ({ report: { chains, rows, root, broken } }: ShownAudit): VNode => (
  <>
    {broken.length === 0 ? (
      <p class="notice">{t("记录完好：{chains} 条、{rows} 行，没有改动。", { chains, rows })}</p>
    ) : (
      <section class="bad">
        <p>{t("记录有 {count} 处不对，请立即告知技术人员：", { count: broken.length })}</p>
        <ul class="plain">
          {broken.slice(0, 20).map(({ duty, why }) => (
            <li>
              {duty}：{why}
            </li>
          ))}
        </ul>
      </section>
    )}
    <Facts
      of={[
        [
          t("总根"),
          <span class="list">
            {root} <small>{t("核对用，每日摘要中也有")}</small>
          </span>,
        ],
      ]}
    />
  </>
);

const Months = ({ plan, months, period }: ShownAudit): VNode => (
  <table class="cards">
    <caption>{t("各月")}</caption>
    <thead>
      <tr>
        <th scope="col">{t("月份")}</th>
        <th scope="col">{t("状态")}</th>
        <th scope="col">{t("根")}</th>
      </tr>
    </thead>
    <tbody>
      {months.map(({ period: month, closed, root }) => (
        <tr>
          <th scope="row">
            <a
              href={LINKS.audit({ plan: plan.id, period: month })}
              aria-current={month === period ? "page" : undefined}
            >
              {month}
            </a>
          </th>
          <Cell label={t("状态")}>{closed ? t("已办结") : t("未办结")}</Cell>
          <Cell label={t("根")}>{root.slice(0, 32)}</Cell>
        </tr>
      ))}
    </tbody>
  </table>
);

const Decided = ({ plan, period, zone, ladder, decided }: ShownAudit): VNode => (
  <section>
    <h2>
      {t("人的决定")} <small>{monthText(period)}</small>
    </h2>
    {decided.length === 0 ? (
      <p class="notice">{t("没有由人作出的决定。")}</p>
    ) : (
      <ol class="agenda">
        {decided.slice(0, SHOWN).map((row) => (
          <li>
            <time datetime={row.at}>{stampText(row.at, zone)}</time>
            <span>
              <a href={LINKS.unit(row.unit.id, { plan: plan.id, period })}>{row.unit.name}</a>{" "}
              {historyText(row, ladder)} <small>{row.by}</small>
            </span>
          </li>
        ))}
      </ol>
    )}
  </section>
);
