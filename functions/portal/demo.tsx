import type { VNode } from "preact";
import type { Directory } from "../core/directory.ts";
import { t, tx } from "./language.ts";
import { LINKS } from "./links.ts";

/** The turned clock of a demonstration. */
export interface Demo {
  /** What the clock shows, in words. */
  now: string;
  /** The plan whose next event is meant. */
  plan?: string;
  /** What happens next, in words; absent when nothing does. */
  next?: string;
  /** Where to go on after a step. */
  back: string;
  token: string;
  /** The mailbox as whose person the pages are shown. */
  shownAs: string;
  /** The departments answer by themselves while the clock is turned. */
  departments: boolean;
  units: Directory["units"];
}

export const DemoBar = (demo: Demo): VNode => (
  <aside class="demo" aria-label={t("演示")}>
    <Clock {...demo} />
    <Departments {...demo} />
    <ShowAs {...demo} />
  </aside>
);

const Clock = ({ now, plan, next, back, token }: Demo): VNode => (
  <form method="post" action={LINKS.step}>
    <p>
      <b>{t("演示")}</b>
      <span>{tx("时钟：{now}", { now: <time>{now}</time> })}</span>
      {next && <span class="next">{t("下一件事：{next}", { next })}</span>}
    </p>
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="back" value={back} />
    {plan && <input type="hidden" name="plan" value={plan} />}
    <p class="steps">
      <button type="submit" name="to" value="next" disabled={!next}>
        {t("到下一件事")}
      </button>
      <button type="submit" name="to" value="hour">
        {t("+1 小时")}
      </button>
      <button type="submit" name="to" value="day">
        {t("+1 天")}
      </button>
    </p>
  </form>
);

/** So that a month can be walked through as it goes in offices. */
const Departments = ({ departments, back, token }: Demo): VNode => (
  <form method="post" action={LINKS.departments}>
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="back" value={back} />
    <input type="hidden" name="on" value={departments ? "0" : "1"} />
    <p class="steps">
      <button type="submit" title={t("拨动时钟时，各单位按各自的习惯报送；您以其身份查看的单位由您自己报")}>
        {departments ? t("停止模拟各单位") : t("模拟各单位报送")}
      </button>
    </p>
  </form>
);

/** So that a demonstration can be looked at with everybody's eyes. */
const ShowAs = ({ token, shownAs, units }: Demo): VNode => (
  <form method="post" action={LINKS.showAs}>
    <input type="hidden" name="token" value={token} />
    <p class="steps">
      <label for="show-as">{t("以")}</label>
      <select id="show-as" name="mail">
        {PEOPLE.map(([role, words]) => (
          <optgroup label={t(words)}>
            {units.flatMap(({ name, contacts }) =>
              contacts
                .filter((contact) => contact.role === role)
                .map(({ mail, name: person }) => (
                  <option value={mail} selected={mail === shownAs}>
                    {role === "liaison" ? name : `${name} ${person}`}
                  </option>
                )),
            )}
          </optgroup>
        ))}
      </select>
      <button type="submit">{t("身份查看")}</button>
    </p>
  </form>
);
const PEOPLE = [
  ["operator", "牵头办公室"],
  ["supervisor", "督查部门"],
  ["liaison", "各单位联络员"],
] as const;

/** An answer written in the place of the person who got a mail. */
export const ReplyForm = ({
  message,
  to,
  token,
  form,
}: {
  message: string;
  to: string;
  token: string;
  form: string | undefined;
}): VNode => (
  <section class="reply">
    <h2>{t("以收件人身份回信")}</h2>
    <form method="post" action={LINKS.sentPart(message, "reply")} enctype="multipart/form-data">
      <input type="hidden" name="token" value={token} />
      <p class="hint">{t("仅用于演示：以 {to} 的名义回复这封邮件，经邮件服务器真实送达。", { to })}</p>
      {form && <p>{tx("也可以{link}。", { link: <a href={form}>{t("打开邮件里的网页填报链接")}</a> })}</p>}
      <label for="reply-text">{t("正文")}</label>
      <textarea
        id="reply-text"
        name="text"
        rows={6}
        maxlength={20_000}
        placeholder={t("每项一行：编号 做了什么、完成多少")}
      />
      <label for="reply-file">{t("填好的填报表（可不附，.xlsx，不超过 3 MB）")}</label>
      <input id="reply-file" name="file" type="file" accept=".xlsx" />
      <p>
        <button type="submit">{t("发送回信")}</button>
      </p>
    </form>
  </section>
);
