import type { VNode } from "preact";
import type { Ladder, RungTo } from "../core/ladder.ts";
import type { Plan } from "../core/plan.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";
import { dayText, listText, monthText, roleText, stampText } from "./words.ts";

type Rhythm = Pick<Plan["settings"], "cycle" | "hours">;
interface Days {
  opens: Parameters<typeof dayText>[0];
  reminds: Parameters<typeof dayText>[0];
  due: Parameters<typeof dayText>[0];
  closes: Parameters<typeof dayText>[0];
}

/** When a plan's months run, and who is told on which rung. */
export interface ShownSettings {
  plan: PlanName;
  zone: string;
  token: string;
  /** As set, or as typed. */
  rhythm: Rhythm;
  /** Why what was typed cannot be. */
  problem: string | undefined;
  /** Something was typed that can be saved. */
  isTried: boolean;
  coming: readonly { period: Parameters<typeof monthText>[0]; was: Days; will: Days }[];
  ladder: Ladder;
  resets: NonNullable<Plan["resets"]>;
}

/** The fields of the form, in its order. */
export const CYCLE_FIELDS = [
  "dueWorkingDay",
  "opensBefore",
  "remindsBefore",
  "preflightBefore",
  "closesAfter",
] as const;
export const HOUR_FIELDS = ["from", "send", "evening", "to"] as const;

function cycleText(field: (typeof CYCLE_FIELDS)[number]): string {
  switch (field) {
    case "dueWorkingDay":
      return t("次月第几个工作日");
    case "opensBefore":
      return t("首次通知：截止前几个工作日");
    case "remindsBefore":
      return t("提醒：截止前几个工作日");
    case "preflightBefore":
      return t("核对名录：截止前几个工作日");
    case "closesAfter":
      return t("办结：截止后几个工作日");
  }
}
function hourText(field: (typeof HOUR_FIELDS)[number]): string {
  switch (field) {
    case "from":
      return t("上班");
    case "send":
      return t("每天发信");
    case "evening":
      return t("截止日晚间名单");
    case "to":
      return t("下班");
  }
}

export const settingsPage = (shown: ShownSettings): Framed => ({
  title: t("报送安排"),
  place: "manage",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.manage({ plan: shown.plan.id })}>{t("管理")}</a>
      </p>
      <h1>{t("报送安排")}</h1>
      {shown.problem && <p class="notice bad">{shown.problem}</p>}
      <Coming {...shown} />
      <Change {...shown} />
      <Rungs {...shown} />
      {shown.resets.length > 0 && <Resets {...shown} />}
    </>
  ),
});

const Coming = ({ coming, isTried }: ShownSettings): VNode => (
  <table class="cards">
    <caption>
      {isTried ? t("照所填，未开启各月的日期") : t("未开启各月的日期")} <small>{t("已开启的月份不变")}</small>
    </caption>
    <thead>
      <tr>
        <th scope="col">{t("月份")}</th>
        <th scope="col">{t("首次通知")}</th>
        <th scope="col">{t("提醒")}</th>
        <th scope="col">{t("截止日")}</th>
        <th scope="col">{t("办结")}</th>
      </tr>
    </thead>
    <tbody>
      {coming.map(({ period, was, will }) => (
        <tr>
          <th scope="row">{monthText(period)}</th>
          {(
            [
              ["opens", t("首次通知")],
              ["reminds", t("提醒")],
              ["due", t("截止日")],
              ["closes", t("办结")],
            ] as const
          ).map(([name, label]) => (
            <Cell label={label}>
              {dayText(will[name])}
              {was[name] !== will[name] && (
                <small>
                  {" "}
                  <del>{dayText(was[name])}</del>
                </small>
              )}
            </Cell>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

const Change = ({ plan, token, rhythm, isTried }: ShownSettings): VNode => (
  <section>
    <h2>{t("更改")}</h2>
    <form method="post" action={LINKS.settings({ plan: plan.id })}>
      <input type="hidden" name="token" value={token} />
      <div class="choices">
        <div>
          {CYCLE_FIELDS.map((field) => (
            <label>
              {cycleText(field)}
              <input name={field} value={rhythm.cycle[field]} inputmode="numeric" maxlength={2} required />
            </label>
          ))}
          <label class="pick">
            <input type="checkbox" name="inclusive" value="1" checked={rhythm.cycle.inclusive} />{" "}
            {t("截止日含第几个工作日当天（不选为前一个工作日）")}
          </label>
        </div>
        <div>
          {HOUR_FIELDS.map((field) => (
            <label>
              {hourText(field)}
              <input name={field} value={rhythm.hours[field]} maxlength={5} required />
            </label>
          ))}
          {isTried && (
            <label>
              {t("更改的理由")}
              <textarea name="why" rows={2} minlength={2} maxlength={500} />
            </label>
          )}
        </div>
      </div>
      <p>
        <button type="submit" name="act" value="try" class={isTried ? "second" : undefined}>
          {t("看各月日期")}
        </button>{" "}
        {isTried && (
          <button type="submit" name="act" value="save">
            {t("保存")}
          </button>
        )}
      </p>
    </form>
  </section>
);

const Rungs = ({ plan, token, ladder }: ShownSettings): VNode => (
  <section>
    <h2>{t("督办级次")}</h2>
    <form method="post" action={LINKS.settings({ plan: plan.id })}>
      <input type="hidden" name="token" value={token} />
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{t("级次")}</th>
            <th scope="col">{t("截止后第几个工作日")}</th>
            <th scope="col">{t("告知")}</th>
            <th scope="col">{t("由人批准")}</th>
          </tr>
        </thead>
        <tbody>
          {ladder.map(({ no, name, afterWorkingDays, to, approve }) => (
            <tr>
              <th scope="row">{`${no} ${name}`}</th>
              <Cell label={t("截止后第几个工作日")}>
                <input
                  name={`days-${no}`}
                  value={afterWorkingDays}
                  aria-label={`${name} ${t("截止后第几个工作日")}`}
                  inputmode="numeric"
                  maxlength={2}
                  required
                />
              </Cell>
              <Cell label={t("告知")}>{listText(to.map((each) => toText(each)))}</Cell>
              <Cell label={t("由人批准")}>
                <input
                  type="checkbox"
                  name={`approve-${no}`}
                  value="1"
                  checked={approve}
                  aria-label={`${name} ${t("由人批准")}`}
                />
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
      <label for="ladder-why">{t("更改的理由")}</label>
      <textarea id="ladder-why" name="why" rows={2} minlength={2} maxlength={500} required />
      <p class="hint">{t("用同一督办级次的计划一并更改；正在等待和已经告知的不变。")}</p>
      <p>
        <button type="submit" name="act" value="ladder" class="second">
          {t("保存督办级次")}
        </button>
      </p>
    </form>
  </section>
);

const toText = (to: RungTo): string => roleText(to === "supervision" ? "supervisor" : to);

const Resets = ({ resets, zone }: ShownSettings): VNode => (
  <section>
    <h2>{t("变更记录")}</h2>
    <ol class="agenda">
      {resets.toReversed().map(({ at, by, why, was }) => (
        <li>
          <time datetime={at}>{stampText(at, zone)}</time>
          <span>
            {why}
            <small>
              {" "}
              {by}
              {t("（此前：次月第 {due} 个工作日，{send} 发信）", {
                due: was.cycle.dueWorkingDay,
                send: was.hours.send,
              })}
            </small>
          </span>
        </li>
      ))}
    </ol>
  </section>
);
