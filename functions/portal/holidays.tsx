import type { VNode } from "preact";
import type { HolidayNotice } from "../core/calendar.ts";
import type { Day } from "../core/day.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";

/** The notices of a plan's calendar, and one that is being typed in. */
export interface ShownHolidays {
  plan: PlanName;
  notices: readonly HolidayNotice[];
  token: string;
  typed: TypedNotice | undefined;
  /** What is wrong with it. */
  problems: readonly string[];
  /** What it would change, when nothing is wrong. */
  preview: HolidayPreview | undefined;
}
/** As somebody typed it. */
export interface TypedNotice {
  year: string;
  source: string;
  issuedOn: string;
  off: string;
  worked: string;
}
interface HolidayPreview {
  isNew: boolean | undefined;
  moves: readonly { plan: string; period: string; from: Day; to: Day; units: number }[];
}

export const holidaysPage = (shown: ShownHolidays): Framed => ({
  title: t("放假安排"),
  place: "manage",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.manage({ plan: shown.plan.id })}>{t("管理")}</a>
      </p>
      <h1>{t("放假安排")}</h1>
      {shown.problems.length > 0 && (
        <section class="bad">
          <h2>{t("没有录入，请改正以下各处")}</h2>
          <ul class="plain">
            {shown.problems.map((problem) => (
              <li>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      {shown.preview && shown.typed ? (
        <Preview {...shown} preview={shown.preview} typed={shown.typed} />
      ) : (
        <TypeIn {...shown} />
      )}
      <Notices {...shown} />
    </>
  ),
});

const Preview = ({
  plan,
  token,
  typed,
  preview: { isNew, moves },
}: ShownHolidays & { preview: HolidayPreview; typed: TypedNotice }): VNode => (
  <section>
    <h2>{t("核对后录入")}</h2>
    <p>
      {isNew === undefined
        ? t("{year} 年的安排与已录入的相同，没有变化。", { year: typed.year })
        : isNew
          ? t("新增 {year} 年的安排。", { year: typed.year })
          : t("替换 {year} 年已录入的安排。", { year: typed.year })}
    </p>
    {moves.length === 0 ? (
      <p>{t("没有报送日因此变动。")}</p>
    ) : (
      <ul class="plain">
        {moves.map((move) => (
          <li>
            {t("{period} 的报送日由 {from}（暂定）改为 {to}，将告知 {units} 个单位。", {
              period: move.period,
              from: move.from,
              to: move.to,
              units: move.units,
            })}
          </li>
        ))}
      </ul>
    )}
    <form method="post" action={LINKS.holidays({ plan: plan.id })}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="act" value="load" />
      {Object.entries(typed).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <p>
        <button type="submit">{t("录入")}</button> <a href={LINKS.holidays({ plan: plan.id })}>{t("放弃")}</a>
      </p>
    </form>
  </section>
);

const TypeIn = ({ plan, token, typed }: ShownHolidays): VNode => (
  <section>
    <h2>{t("录入放假安排")}</h2>
    <p class="hint">{t("照国务院办公厅的通知填写；先看会变动什么，再确认。")}</p>
    <form method="post" action={LINKS.holidays({ plan: plan.id })}>
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="act" value="preview" />
      <div class="row halves">
        <label>
          {t("年份")}
          <input name="year" value={typed?.year} required maxlength={4} inputmode="numeric" />
        </label>
        <label>
          {t("印发日期")}
          <input name="issuedOn" type="date" value={typed?.issuedOn} required />
        </label>
      </div>
      <label for="source">{t("文号")}</label>
      <input id="source" name="source" value={typed?.source} required maxlength={80} />
      <label for="off">{t("放假：每行一个节日，如“春节 2025-01-28 至 2025-02-04”")}</label>
      <textarea id="off" name="off" rows={8} required maxlength={2000}>
        {typed?.off}
      </textarea>
      <label for="worked">{t("调休上班的周末，如“2025-01-26 2025-02-08”")}</label>
      <textarea id="worked" name="worked" rows={2} maxlength={1000}>
        {typed?.worked}
      </textarea>
      <p>
        <button type="submit">{t("看会变动什么")}</button>
      </p>
    </form>
  </section>
);

const Notices = ({ notices }: ShownHolidays): VNode => (
  <table class="cards">
    <caption>{t("已录入")}</caption>
    <thead>
      <tr>
        <th scope="col">{t("年份")}</th>
        <th scope="col">{t("文号")}</th>
        <th scope="col">{t("放假")}</th>
        <th scope="col">{t("调休上班")}</th>
        <th scope="col">{t("录入")}</th>
      </tr>
    </thead>
    <tbody>
      {notices.toReversed().map(({ year, source, issuedOn, off, worked, loaded }) => (
        <tr>
          <th scope="row">{year}</th>
          <Cell label={t("文号")}>
            {source} <small>{issuedOn}</small>
          </Cell>
          <Cell label={t("放假")}>
            <span class="list">
              {off.map(({ name, from, to }) => (
                <span>
                  {name} {from.slice(5)}
                  {to !== from && `～${to.slice(5)}`}
                </span>
              ))}
            </span>
          </Cell>
          <Cell label={t("调休上班")}>{worked.map((day) => day.slice(5)).join("、") || "—"}</Cell>
          <Cell label={t("录入")}>{loaded ? `${loaded.at.slice(0, 10)} ${loaded.by}` : t("随系统提供")}</Cell>
        </tr>
      ))}
    </tbody>
  </table>
);
