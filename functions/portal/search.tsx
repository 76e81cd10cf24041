import type { Month } from "../core/day.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { short } from "./parts.tsx";

/** What was found. */
export interface ShownSearch {
  plan: PlanName;
  words: string;
  units: readonly { id: string; name: string }[];
  /** How many measures there are, and the first of them. */
  found: number;
  measures: readonly { id: string; code: string; text: string; retired: boolean }[];
  /** The first of what units reported, the newest month first. */
  entries: readonly { period: Month; unit: { id: string; name: string }; id: string; code: string; text: string }[];
}

export const searchPage = ({ plan, words, units, found, measures, entries }: ShownSearch): Framed => ({
  title: t("查找"),
  place: "search",
  content: (
    <>
      <h1>{t("查找")}</h1>
      <search>
        <form class="search" method="get" action={LINKS.search({ plan: plan.id }).split("?")[0]}>
          <input type="hidden" name="plan" value={plan.id} />
          <label for="words">{t("措施内容、编号、任务、单位名称或报送内容")}</label>
          <input id="words" name="words" value={words} maxlength={60} />
          <button type="submit">{t("查找")}</button>
        </form>
      </search>
      {words && found + units.length + entries.length === 0 && (
        <p class="notice">{t("没有找到。请换一个更短的词。")}</p>
      )}
      {units.length > 0 && (
        <section>
          <h2>{t("单位")}</h2>
          <p class="list">
            {units.map(({ id, name }) => (
              <a href={LINKS.unit(id, { plan: plan.id })}>{name}</a>
            ))}
          </p>
        </section>
      )}
      {measures.length > 0 && (
        <table class="cards">
          <caption>
            {t("工作措施 {found} 条", { found })}
            {found > measures.length && t("，列出前 {shown} 条", { shown: measures.length })}
          </caption>
          <thead>
            <tr>
              <th scope="col">{t("编号")}</th>
              <th scope="col">{t("内容")}</th>
            </tr>
          </thead>
          <tbody>
            {measures.map(({ id, code, text, retired }) => (
              <tr>
                <th scope="row">
                  <a href={LINKS.measure(id, { plan: plan.id })}>{code}</a>
                </th>
                <td>
                  {short(text, 120)}
                  {retired && <small>{t("（已撤销）")}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {entries.length > 0 && (
        <table class="cards">
          <caption>{t("进展条目")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("编号")}</th>
              <th scope="col">{t("月份")}</th>
              <th scope="col">{t("单位")}</th>
              <th scope="col">{t("内容")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ period, unit, id, code, text }) => (
              <tr>
                <th scope="row">
                  <a href={LINKS.measure(id, { plan: plan.id })}>{code}</a>
                </th>
                <td>{period}</td>
                <td>
                  <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a>
                </td>
                <td>{short(text, 120)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  ),
});
