import type { Coming } from "../core/agenda.ts";
import type { Day } from "../core/day.ts";
import type { Ladder } from "../core/ladder.ts";
import { comingText } from "./agenda-text.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";
import { dayText, listText, shortDayText, stampText } from "./words.ts";

/** What would be sent on a day to come, and to whom. */
export interface ShownAhead {
  plan: PlanName;
  zone: string;
  days: readonly Day[];
  /** Absent when nothing comes any more. */
  on: Day | undefined;
  ladder: Ladder;
  events: readonly {
    coming: Coming;
    to: readonly { unit: { id: string; name: string }; mails: readonly string[] }[];
  }[];
}

export const aheadPage = ({ plan, zone, days, on, ladder, events }: ShownAhead): Framed => ({
  title: t("发送预览"),
  place: "ahead",
  content: (
    <>
      <h1>{on ? t("{day}将发出的通知", { day: dayText(on) }) : t("没有将要发出的通知")}</h1>
      <nav class="periods" aria-label={t("日期")}>
        {days.map((day) => (
          <a href={LINKS.ahead({ plan: plan.id, on: day })} aria-current={day === on ? "page" : undefined}>
            {shortDayText(day)}
          </a>
        ))}
      </nav>
      <p class="notice">
        {t("按现在的情况预计：届时已报齐的单位不再收到提醒和督办。这里只是预览，不会发出任何邮件。")}
      </p>
      {events.map(({ coming, to }) => (
        <section>
          <h2>
            {stampText(coming.at, zone).slice(-5)} {comingText(coming, ladder)}{" "}
            <small>{t("{units} 个单位", { units: to.length })}</small>
          </h2>
          {to.length > 0 && (
            <details open={to.length <= FEW}>
              <summary>{t("发给谁")}</summary>
              <table class="cards">
                <thead>
                  <tr>
                    <th scope="col">{t("单位")}</th>
                    <th scope="col">{t("邮箱")}</th>
                  </tr>
                </thead>
                <tbody>
                  {to.map(({ unit, mails }) => (
                    <tr>
                      <th scope="row">
                        <a href={LINKS.unit(unit.id, { plan: plan.id })}>{unit.name}</a>
                      </th>
                      <Cell label={t("邮箱")} class="mail">
                        {listText(mails) || t("没有联系人，转告行动计划牵头办公室")}
                      </Cell>
                    </tr>
                  ))}
                </tbody>
              </table>
            </details>
          )}
        </section>
      ))}
    </>
  ),
});

/** So many units are listed at once. */
const FEW = 10;
