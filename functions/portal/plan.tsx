import type { VNode } from "preact";
import type { Day } from "../core/day.ts";
import type { Plan } from "../core/plan.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed } from "./page.tsx";
import { Cell, Facts, short } from "./parts.tsx";
import { fullDayText, listText } from "./words.ts";

/** What a plan says of itself, and what is open in it. */
export interface ShownPlan {
  id: string;
  title: string;
  number: string;
  issuedOn: Day;
  inForceOn: Day;
  programmes: readonly {
    no: number;
    code: string;
    title: string;
    measures: number;
    units: number;
  }[];
  retired: number;
  open: readonly (Plan["open"][number] & { measureId: string | undefined })[];
  /** The measures of one programme, when one is asked for. */
  programme:
    | {
        title: string;
        measures: readonly {
          id: string;
          code: string;
          text: string;
          deadlineRaw: string;
          leads: readonly string[];
        }[];
      }
    | undefined;
}

export function planPage(plan: ShownPlan): Framed {
  const { title, programme } = plan;
  const content = (
    <>
      <h1>{programme?.title ?? title}</h1>
      {programme ? <Measures plan={plan} programme={programme} /> : <Whole {...plan} />}
    </>
  );
  return { title: programme?.title ?? t("行动计划"), place: "plan", content };
}

const Whole = (plan: ShownPlan): VNode => (
  <>
    <Facts
      of={[
        [t("文号"), plan.number],
        [t("印发"), fullDayText(plan.issuedOn)],
        [t("启用"), fullDayText(plan.inForceOn)],
        [
          t("工作措施"),
          t("{measures} 条", { measures: plan.programmes.reduce((sum, { measures }) => sum + measures, 0) }),
        ],
        [t("已撤销"), plan.retired > 0 && t("{measures} 条", { measures: plan.retired })],
      ]}
    />
    <table class="cards">
      <caption>{t("专项")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("专项")}</th>
          <th scope="col">{t("名称")}</th>
          <th scope="col" class="number">
            {t("工作措施")}
          </th>
          <th scope="col" class="number">
            {t("牵头单位")}
          </th>
        </tr>
      </thead>
      <tbody>
        {plan.programmes.map(({ no, code, title, measures, units }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.plan({ plan: plan.id, programme: no })}>{code}</a>
            </th>
            <Cell label={t("名称")}>{title}</Cell>
            <Cell label={t("工作措施")} class="number">
              {measures}
            </Cell>
            <Cell label={t("牵头单位")} class="number">
              {units}
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
    <Open {...plan} />
  </>
);

const Open = ({ id, open }: ShownPlan): VNode => (
  <section>
    <h2>{t("问题与待定事项（{open}）", { open: open.length })}</h2>
    {open.length === 0 ? (
      <p class="notice">{t("没有需要答复的问题。")}</p>
    ) : (
      <ul class="points">
        {open.map(({ line, measure, measureId, text }) => (
          <li>
            <p class="place">
              {line !== null && <span>{t("第 {line} 行", { line })}</span>}
              {measureId ? <a href={LINKS.measure(measureId, { plan: id })}>{measure}</a> : measure}
            </p>
            <p>{text.replace(/^(?:第 \d+ 行|Line \d+)(?: ?[（(][^）)]*[）)])?[：:] ?/u, "")}</p>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Measures = ({ plan, programme }: { plan: ShownPlan; programme: NonNullable<ShownPlan["programme"]> }): VNode => (
  <>
    <p>
      <a href={LINKS.plan({ plan: plan.id })}>{t("返回行动计划")}</a>
    </p>
    <table class="cards">
      <caption>{t("工作措施 {found} 条", { found: programme.measures.length })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("编号")}</th>
          <th scope="col">{t("工作措施")}</th>
          <th scope="col">{t("完成时限")}</th>
          <th scope="col">{t("牵头单位")}</th>
        </tr>
      </thead>
      <tbody>
        {programme.measures.map(({ id, code, text, deadlineRaw, leads }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.measure(id, { plan: plan.id })}>{code}</a>
            </th>
            <Cell label={t("工作措施")}>{short(text, 48)}</Cell>
            <Cell label={t("完成时限")}>{deadlineRaw}</Cell>
            <Cell label={t("牵头单位")}>{short(listText(leads), 40) || t("待定")}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);
