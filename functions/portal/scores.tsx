import type { VNode } from "preact";
import type { Day, Month } from "../core/day.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";
import { monthText } from "./words.ts";

/** How units were scored for a month, and the places of the year so far. */
export interface ShownScores {
  plan: PlanName;
  period: Month;
  /** The months that were scored. */
  scored: readonly Month[];
  year: number;
  month: readonly {
    rank: number;
    unit: { id: string; name: string };
    points: number;
    deductions: readonly { points: number; why: string; isLifted: boolean }[];
    objectableUntil: Day;
    state: "objected" | "final" | "open";
  }[];
  places: readonly { rank: number; unit: { id: string; name: string }; average: number; duties: number }[];
}

export const scoresPage = (shown: ShownScores): Framed => ({
  title: t("评分"),
  place: "board",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.board({ plan: shown.plan.id, period: shown.period })}>{t("报送情况")}</a>
      </p>
      <h1>{t("评分")}</h1>
      <Months {...shown} />
      {shown.month.length === 0 ? (
        <p class="notice">
          {t("{month}还没有评分：当月汇总关闭后才有；没有设置评分规则的不评分。", { month: monthText(shown.period) })}
        </p>
      ) : (
        <OfMonth {...shown} />
      )}
      {shown.places.length > 0 && <OfYear {...shown} />}
    </>
  ),
});

const Months = ({ plan, scored, period: shown }: ShownScores): VNode => (
  <nav class="periods" aria-label={t("报送月份")}>
    {scored.map((period) => (
      <a href={LINKS.scores({ plan: plan.id, period })} aria-current={period === shown ? "page" : undefined}>
        {monthText(period)}
      </a>
    ))}
  </nav>
);

const OfMonth = ({ plan, period, month }: ShownScores): VNode => (
  <table class="cards">
    <caption>{monthText(period)}</caption>
    <thead>
      <tr>
        <th scope="col">{t("单位")}</th>
        <th scope="col" class="number">
          {t("名次")}
        </th>
        <th scope="col" class="number">
          {t("得分")}
        </th>
        <th scope="col">{t("扣分")}</th>
        <th scope="col">{t("状态")}</th>
      </tr>
    </thead>
    <tbody>
      {month.map(({ rank, unit, points, deductions, objectableUntil, state }) => (
        <tr>
          <th scope="row">
            <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a>
          </th>
          <Cell label={t("名次")} class="number">
            {rank}
          </Cell>
          <Cell label={t("得分")} class="number">
            {points}
          </Cell>
          <Cell label={t("扣分")}>
            {deductions.length === 0 ? (
              "—"
            ) : (
              <ul class="plain">
                {deductions.map((each) => (
                  <li>{each.isLifted ? <del>{deductionText(each)}</del> : deductionText(each)}</li>
                ))}
              </ul>
            )}
          </Cell>
          <Cell label={t("状态")}>{stateText(state, objectableUntil)}</Cell>
        </tr>
      ))}
    </tbody>
  </table>
);

export const deductionText = ({ points, why }: { points: number; why: string }): string => `−${points} ${why}`;

function stateText(state: ShownScores["month"][number]["state"], day: Day): string {
  switch (state) {
    case "objected":
      return t("有异议，待决定");
    case "final":
      return t("已确定");
    case "open":
      return t("{day} 前可提异议", { day });
  }
}

const OfYear = ({ plan, year, places }: ShownScores): VNode => (
  <table class="cards">
    <caption>
      {t("{year} 年名次", { year })} <small>{t("按有报送任务的月份平均")}</small>
    </caption>
    <thead>
      <tr>
        <th scope="col">{t("单位")}</th>
        <th scope="col" class="number">
          {t("名次")}
        </th>
        <th scope="col" class="number">
          {t("平均分")}
        </th>
        <th scope="col" class="number">
          {t("报送次数")}
        </th>
      </tr>
    </thead>
    <tbody>
      {places.map(({ rank, unit, average, duties }) => (
        <tr>
          <th scope="row">
            <a href={LINKS.unit(unit.id, { plan: plan.id })}>{unit.name}</a>
          </th>
          <Cell label={t("名次")} class="number">
            {rank}
          </Cell>
          <Cell label={t("平均分")} class="number">
            {average}
          </Cell>
          <Cell label={t("报送次数")} class="number">
            {duties}
          </Cell>
        </tr>
      ))}
    </tbody>
  </table>
);
