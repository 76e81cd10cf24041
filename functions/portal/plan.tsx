import type { VNode } from "preact";
import type { Day } from "../core/day.ts";
import type { Plan } from "../core/plan.ts";
import { LINKS } from "./links.ts";
import type { Framed } from "./page.tsx";
import { Cell, Facts, short } from "./parts.tsx";
import { fullDayText } from "./words.ts";

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
  return { title: programme?.title ?? "行动计划", place: "plan", content };
}

const Whole = (plan: ShownPlan): VNode => (
  <>
    <Facts
      of={[
        ["文号", plan.number],
        ["印发", fullDayText(plan.issuedOn)],
        ["启用", fullDayText(plan.inForceOn)],
        ["工作措施", `${plan.programmes.reduce((sum, { measures }) => sum + measures, 0)} 条`],
        ["已撤销", plan.retired > 0 && `${plan.retired} 条`],
      ]}
    />
    <table class="cards">
      <caption>专项</caption>
      <thead>
        <tr>
          <th scope="col">专项</th>
          <th scope="col">名称</th>
          <th scope="col" class="number">
            工作措施
          </th>
          <th scope="col" class="number">
            牵头单位
          </th>
        </tr>
      </thead>
      <tbody>
        {plan.programmes.map(({ no, code, title, measures, units }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.plan({ plan: plan.id, programme: no })}>{code}</a>
            </th>
            <Cell label="名称">{title}</Cell>
            <Cell label="工作措施" class="number">
              {measures}
            </Cell>
            <Cell label="牵头单位" class="number">
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
    <h2>问题与待定事项（{open.length}）</h2>
    {open.length === 0 ? (
      <p class="notice">没有需要答复的问题。</p>
    ) : (
      <ul class="points">
        {open.map(({ line, measure, measureId, text }) => (
          <li>
            <p class="place">
              {line !== null && <span>第 {line} 行</span>}
              {measureId ? <a href={LINKS.measure(measureId, { plan: id })}>{measure}</a> : measure}
            </p>
            <p>{text.replace(/^第 \d+ 行(（[^）]*）)?：/u, "")}</p>
          </li>
        ))}
      </ul>
    )}
  </section>
);

const Measures = ({ plan, programme }: { plan: ShownPlan; programme: NonNullable<ShownPlan["programme"]> }): VNode => (
  <>
    <p>
      <a href={LINKS.plan({ plan: plan.id })}>返回行动计划</a>
    </p>
    <table class="cards">
      <caption>工作措施 {programme.measures.length} 条</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">工作措施</th>
          <th scope="col">完成时限</th>
          <th scope="col">牵头单位</th>
        </tr>
      </thead>
      <tbody>
        {programme.measures.map(({ id, code, text, deadlineRaw, leads }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.measure(id, { plan: plan.id })}>{code}</a>
            </th>
            <Cell label="工作措施">{short(text, 48)}</Cell>
            <Cell label="完成时限">{deadlineRaw}</Cell>
            <Cell label="牵头单位">{short(leads.join("、"), 40) || "待定"}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);
