import type { VNode } from "preact";
import type { Day } from "../core/day.ts";
import type { PlanAnswer } from "../core/plan-answers.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { listText, stampText } from "./words.ts";

/** The document of a plan: what is open in it, what was answered, and a later version that somebody looks at. */
export interface ShownImport {
  plan: PlanName;
  zone: string;
  title: string;
  importedAt: string;
  token: string;
  open: readonly { id: string; text: string }[];
  /** Newest first. */
  answers: readonly PlanAnswer[];
  later: LaterVersion | undefined;
}
export type LaterVersion =
  | { problems: readonly string[] }
  | { changes: readonly string[]; measures: number; open: number; blob: string };

/** So many changes are named. */
const SHOWN = 100;

export const importPage = (shown: ShownImport): Framed => ({
  title: t("计划文本"),
  place: "manage",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.manage({ plan: shown.plan.id })}>{t("管理")}</a>
      </p>
      <h1>{t("计划文本")}</h1>
      {shown.later && <Later {...shown} later={shown.later} />}
      <Upload {...shown} />
      <Open {...shown} />
      {shown.answers.length > 0 && <Answers {...shown} />}
    </>
  ),
});

const Later = ({ plan, token, later }: ShownImport & { later: LaterVersion }): VNode =>
  "problems" in later ? (
    <section class="bad">
      <h2>{t("没有导入，共 {count} 处需要改正", { count: later.problems.length })}</h2>
      <ul class="plain">
        {later.problems.slice(0, SHOWN).map((problem) => (
          <li>{problem}</li>
        ))}
      </ul>
    </section>
  ) : (
    <section>
      <h2>{t("新版本的变化")}</h2>
      <p>
        {t("新版本有 {measures} 项措施，变化 {changes} 处，待答复 {open} 处。已开启月份的报送任务不变。", {
          measures: later.measures,
          changes: later.changes.length,
          open: later.open,
        })}
      </p>
      <ul class="plain">
        {later.changes.slice(0, SHOWN).map((change) => (
          <li>{change}</li>
        ))}
      </ul>
      <form method="post" action={LINKS.import({ plan: plan.id })} enctype="multipart/form-data">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="act" value="take" />
        <input type="hidden" name="blob" value={later.blob} />
        <p>
          <button type="submit">{t("启用新版本")}</button> <a href={LINKS.import({ plan: plan.id })}>{t("放弃")}</a>
        </p>
      </form>
    </section>
  );

const Upload = ({ plan, token, title, importedAt, zone }: ShownImport): VNode => (
  <section>
    <h2>{title}</h2>
    <p class="hint">{t("现行版本 {at} 导入。", { at: stampText(importedAt as never, zone) })}</p>
    <form method="post" action={LINKS.import({ plan: plan.id })} enctype="multipart/form-data">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="act" value="look" />
      <label for="file">{t("新版本（纯文本 .txt，表格各列以制表符分隔，不超过 3 MB）")}</label>
      <input id="file" name="file" type="file" accept=".txt" required />
      <p>
        <button type="submit">{t("看会变动什么")}</button>
      </p>
    </form>
  </section>
);

const Open = ({ plan, open }: ShownImport): VNode => (
  <section>
    <h2>{t("待答复 {count} 处", { count: open.length })}</h2>
    {open.length === 0 ? (
      <p class="notice">{t("没有需要答复的问题。")}</p>
    ) : (
      <ul class="plain">
        {open.map(({ id, text }) => (
          <li>
            {text} <a href={LINKS.answer({ plan: plan.id, point: id })}>{t("答复")}</a>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Answers = ({ answers }: ShownImport): VNode => (
  <section>
    <h2>{t("已答复")}</h2>
    <ol class="agenda">
      {answers.map(({ about, by, on, reason }) => (
        <li>
          <time datetime={on}>{on}</time>
          <span>
            {t("{answer}（{reason}）", { answer: answerText(about), reason })}
            <small>{by}</small>
          </span>
        </li>
      ))}
    </ol>
  </section>
);

export function answerText(about: PlanAnswer["about"]): string {
  switch (about.kind) {
    case "open-group":
      return t("{measure} 的“{name}”：{units}", { ...about, units: listText(about.units) || t("不发给任何单位") });
    case "deadline":
      return t("{measure} 的时限：{days}", { ...about, days: listText(daysOf(about.deadline)) });
    case "as-written":
      return t("{measure} 以时限一栏为准", about);
    case "additive":
      return t("{measure} 各单位的数量相加", about);
    case "unit-name":
      return t("“{name}”是 {unit}", about);
  }
}

const daysOf = (deadline: Extract<PlanAnswer["about"], { kind: "deadline" }>["deadline"]): Day[] =>
  "days" in deadline ? deadline.days : "day" in deadline ? [deadline.day] : "to" in deadline ? [deadline.to] : [];

/** A point to be answered, and what with. */
export interface ShownPoint {
  plan: PlanName;
  token: string;
  id: string;
  text: string;
  /** The words of the measure it is about. */
  measure: { id: string; code: string; text: string } | undefined;
  ask: "unit" | "units" | "days" | "as-written" | "assists";
  units: readonly { id: string; name: string }[];
  unanswered: string | undefined;
}

export const pointPage = ({ plan, token, id, text, measure, ask, units, unanswered }: ShownPoint): Framed => ({
  title: t("答复"),
  place: "manage",
  content: (
    <>
      <p class="crumbs">
        <a href={LINKS.import({ plan: plan.id })}>{t("计划文本")}</a>
      </p>
      <h1>{t("答复")}</h1>
      {unanswered && <p class="notice bad">{unanswered}</p>}
      <section>
        <p>{text}</p>
        {measure && (
          <p class="hint">
            <a href={LINKS.measure(measure.id, { plan: plan.id })}>{measure.code}</a> {measure.text}
          </p>
        )}
        <form method="post" action={LINKS.answer({ plan: plan.id, point: id })}>
          <input type="hidden" name="token" value={token} />
          <Asked ask={ask} units={units} />
          <label for="why">{t("理由或依据")}</label>
          <textarea id="why" name="why" rows={2} maxlength={500} required />
          <p>
            {ask === "days" && (
              <button type="submit" name="as" value="days">
                {t("以这些日期为准")}
              </button>
            )}{" "}
            {(ask === "days" || ask === "as-written") && (
              <button type="submit" name="as" value="as-written" class={ask === "days" ? "second" : undefined}>
                {t("以时限一栏为准，按月报送")}
              </button>
            )}
            {(ask === "unit" || ask === "units" || ask === "assists") && (
              <button type="submit" name="as" value={ask}>
                {ask === "assists" ? t("协办单位不报送") : t("保存答复")}
              </button>
            )}
          </p>
        </form>
      </section>
    </>
  ),
});

function Asked({ ask, units }: Pick<ShownPoint, "ask" | "units">): VNode | null {
  switch (ask) {
    case "unit":
      return (
        <>
          <label for="unit">{t("是哪个单位")}</label>
          <select id="unit" name="unit">
            {units.map(({ id, name }) => (
              <option value={id}>{name}</option>
            ))}
          </select>
        </>
      );
    case "units":
      return (
        <fieldset>
          <legend>{t("是哪些单位（一个不选：不发给任何单位）")}</legend>
          <div class="picks">
            {units.map(({ id, name }) => (
              <label class="pick">
                <input type="checkbox" name="unit" value={id} /> {name}
              </label>
            ))}
          </div>
        </fieldset>
      );
    case "days":
      return (
        <>
          <label for="days">{t("日期，每行一个，如 2024-06-30")}</label>
          <textarea id="days" name="days" rows={4} maxlength={500} />
        </>
      );
    case "as-written":
    case "assists":
      return null;
  }
}
