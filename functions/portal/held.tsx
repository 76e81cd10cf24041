import type { VNode } from "preact";
import type { Month } from "../core/day.ts";
import type { Decision, Submission } from "../core/submission.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";
import { doorText, heldText, monthText, stampText, subjectText } from "./words.ts";

/** What is held, oldest first. */
export interface ShownHeld {
  plan: PlanName;
  zone: string;
  /** More are held than are shown. */
  isCut: boolean;
  rows: readonly {
    submission: Submission;
    unit: { id: string; name: string } | undefined;
    /** Calendar days since it arrived. */
    days: number;
    /** The supervision office decides about it (CY-6). */
    isSupervisions: boolean;
  }[];
}

export const heldPage = ({ rows, isCut, zone }: ShownHeld): Framed => ({
  title: t("待核实"),
  place: "held",
  content: (
    <>
      <h1>
        {t("待核实来件")} {rows.length > 0 && <small>{t("{rows} 件", { rows: rows.length })}</small>}
      </h1>
      <p class="notice">
        {t("这些来件没有自动登记，均已原样留存。逐件打开处理：指定单位、请单位核实，或写明理由不予登记。")}
        {isCut && t("这里只列出最早的一部分。")}
      </p>
      {rows.length > 0 && <Rows rows={rows} zone={zone} />}
    </>
  ),
});

const Rows = ({ rows, zone }: Pick<ShownHeld, "rows" | "zone">): VNode => (
  <table class="cards held">
    <thead>
      <tr>
        <th scope="col">{t("来件")}</th>
        <th scope="col">{t("原因")}</th>
        <th scope="col">{t("来自")}</th>
        <th scope="col">{t("涉及单位")}</th>
        <th scope="col">{t("收到")}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ submission, unit, days, isSupervisions }) => (
        <tr>
          <th scope="row">
            <a href={LINKS.received(submission.id)}>{titleOf(submission)}</a>
            {submission.decisions?.some(({ what }) => what.kind === "asked") && <small> {t("已请单位核实")}</small>}
          </th>
          <Cell label={t("原因")}>{submission.outcome.kind === "held" && heldText(submission.outcome.reason)}</Cell>
          <Cell label={t("来自")} class="mail">
            {submission.from}
          </Cell>
          <Cell label={t("涉及单位")}>
            {unit?.name ?? "—"}
            {isSupervisions && <small> {t("由督查部门决定")}</small>}
          </Cell>
          <Cell label={t("收到")} class="number">
            {stampText(submission.at, zone).slice(5)}{" "}
            {days > 0 && <small class="whole">{t("{days} 天前", { days })}</small>}
          </Cell>
        </tr>
      ))}
    </tbody>
  </table>
);

/** What a submission is called: a mail by its subject. */
export const titleOf = ({ door, subject }: Submission): string =>
  door === "mail" ? subjectText(subject) : t("{door}报送", { door: doorText(door) });

/** What whoever decides needs at hand. */
export interface Remedies {
  token: string;
  units: readonly { id: string; name: string }[];
  /** The months that were opened. */
  periods: readonly Month[];
  period: Month | undefined;
  unit: string | undefined;
  isMail: boolean;
  /** The unit in whose name is decided. */
  decider: string;
  /** Why what was just tried was not done. */
  undone: string | undefined;
}

/** One step each: whose it is, ask them, or dismiss it. */
export const RemedyForms = (shown: Remedies & { submission: string }): VNode => (
  <section class="remedies">
    <h2>{t("处理")}</h2>
    {shown.undone && (
      <p class="notice" role="alert">
        {t("未处理：{why}", { why: shown.undone })}
      </p>
    )}
    <p class="hint">{t("以{unit}名义处理；处理人和时间记入留痕。", { unit: shown.decider })}</p>
    <div class="choices">
      {shown.isMail && (
        <Remedy
          {...shown}
          kind="assign"
          words={t("登记为某单位的报送")}
          button={t("登记")}
          about={t("查明是哪个单位哪个月的，按正常来件读取、登记，并发回执。")}
        >
          <UnitChoice {...shown} />
          <label>
            {t("月份")}
            <select name="period">
              {shown.periods.toReversed().map((period) => (
                <option value={period} selected={period === shown.period}>
                  {monthText(period)}
                </option>
              ))}
            </select>
          </label>
        </Remedy>
      )}
      <Remedy
        {...shown}
        kind="ask"
        words={t("请单位核实")}
        button={t("发邮件询问")}
        about={t("向该单位联系人发邮件，附来件摘要，请其确认或重新报送；来件继续待核实。")}
      >
        <UnitChoice {...shown} />
      </Remedy>
      <Remedy
        {...shown}
        kind="dismiss"
        words={t("不予登记")}
        button={t("不予登记")}
        about={t("来件仍留存，不登记为任何单位的进展。")}
      >
        <label>
          {t("理由")}
          <input name="why" required minlength={2} maxlength={200} autocomplete="off" />
        </label>
      </Remedy>
    </div>
  </section>
);

const Remedy = ({
  submission,
  token,
  kind,
  words,
  button,
  about,
  children,
}: Remedies & {
  submission: string;
  kind: string;
  words: string;
  button: string;
  about: string;
  children: VNode | VNode[];
}): VNode => (
  <form method="post" action={LINKS.decide(submission)} enctype="multipart/form-data">
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="kind" value={kind} />
    <h3>{words}</h3>
    <p class="hint">{about}</p>
    {children}
    <p>
      <button type="submit" class={kind === "assign" ? undefined : "second"}>
        {button}
      </button>
    </p>
  </form>
);

const UnitChoice = ({ units, unit }: Pick<Remedies, "units" | "unit">): VNode => (
  <label>
    {t("单位")}
    <select name="unit" required>
      <option value="">{t("（请选）")}</option>
      {units.map(({ id, name }) => (
        <option value={id} selected={id === unit}>
          {name}
        </option>
      ))}
    </select>
  </label>
);

/** `2024-04-30 10:02 plan@… 指定为 区水务局 2024年4月（原因：发件人不在通讯录中）`. */
export const decisionText = (
  { at, by, reason, what }: Decision,
  zone: string,
  unitName: (unit: string) => string,
): string =>
  t("{at} {by} {deed}（待核实原因：{reason}）", {
    at: stampText(at, zone),
    by,
    deed: deedText(what, unitName),
    reason: heldText(reason),
  });

function deedText(what: Decision["what"], unitName: (unit: string) => string): string {
  switch (what.kind) {
    case "assigned":
      return t("指定为 {unit} {month}的报送", { unit: unitName(what.unit), month: monthText(what.period) });
    case "asked":
      return t("请 {unit} 核实", { unit: unitName(what.unit) });
    case "dismissed":
      return t("不予登记，理由：{why}", { why: what.why });
  }
}
