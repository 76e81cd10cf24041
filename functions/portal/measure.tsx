import type { VNode } from "preact";
import type { Day, Instant, Month } from "../core/day.ts";
import { programmeOf } from "../core/measure.ts";
import type { OwnedMeasure } from "../core/plan.ts";
import type { PlanAnswer } from "../core/plan-answers.ts";
import { Bar } from "./bar.tsx";
import { answerText } from "./import.tsx";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { atMostOf, Cell, EntryWords, entryText, Facts, type SaidEntry } from "./parts.tsx";
import { figureText, listText, monthText, shortMonthText, stampText, targetText } from "./words.ts";

/** One measure, and what its units said of it over the months. */
export interface ShownMeasure {
  plan: PlanName;
  zone: string;
  measure: Pick<
    OwnedMeasure,
    | "id"
    | "code"
    | "section"
    | "taskNo"
    | "taskName"
    | "text"
    | "deadlineRaw"
    | "targets"
    | "line"
    | "edition"
    | "retired"
  >;
  programme: string;
  /** The last day of its deadline, when it has one. */
  lastDay: Day | undefined;
  leads: readonly { id: string; name: string; isSeen: boolean }[];
  assists: readonly { id: string; name: string; isSeen: boolean }[];
  /** Names that nobody has settled yet. */
  openNames: readonly string[];
  /** What people answered about it in the plan, and when what was said of it in the month shown was returned. */
  answers: readonly PlanAnswer[];
  returns: readonly { at: Instant; by: string; why: string; period: Month; unit: { id: string; name: string } }[];
  /** The month whose words are shown, and all that were opened. */
  period: Month | undefined;
  periods: readonly Month[];
  /** Of each unit that reports on it, month by month in the order of `periods`; absent where it was not asked. */
  units: readonly {
    unit: { id: string; name: string };
    months: readonly ("missing" | SaidEntry | undefined)[];
    words: (SaidEntry & { at: Instant; submission: string }) | undefined;
  }[];
}

export function measurePage(shown: ShownMeasure): Framed {
  const { plan, measure, programme, lastDay, leads, assists, openNames, period } = shown;
  const content = (
    <>
      <p class="crumbs">
        <a
          href={LINKS.plan({
            plan: plan.id,
            programme: programmeOf(measure.id),
          })}
        >
          {programme}
        </a>
      </p>
      <h1>{measure.code}</h1>
      {measure.retired && <p class="notice">{t("该措施在后来的版本中已撤销，不再要求报送。")}</p>}
      <p class="text">{measure.text}</p>
      <Facts
        of={[
          [
            t("重点任务"),
            <a
              href={LINKS.task(programmeOf(measure.id), measure.taskNo, { plan: plan.id, ...(period && { period }) })}
            >{`${measure.taskNo}. ${measure.taskName}`}</a>,
          ],
          [t("章节"), measure.section],
          [t("完成时限"), [measure.deadlineRaw, ...(lastDay ? [t("（{day}）", { day: lastDay })] : [])].join("")],
          [
            t("牵头单位"),
            leads.length > 0 ? <UnitLinks units={leads} shown={shown} /> : t("待定，暂由行动计划办公室报送"),
          ],
          [t("协办单位"), assists.length > 0 && <UnitLinks units={assists} shown={shown} />],
          [t("待定名称"), listText(openNames)],
          [t("量化指标"), measure.targets.map(targetText).join(t("；"))],
          [
            t("出处"),
            [
              t("原文第 {line} 行", { line: measure.line }),
              ...(measure.edition > 1 ? [t("（第 {edition} 版）", { edition: measure.edition })] : []),
            ].join(""),
          ],
        ]}
      />
      <Reached {...shown} />
      {period && shown.units.length > 0 && <Months {...shown} period={period} />}
      {shown.answers.length + shown.returns.length > 0 && <Decided {...shown} />}
    </>
  );
  return { title: measure.code, place: "plan", content };
}

/** What the first unit says it has reached of each number promised, as a bar of the whole (CY-7). */
function Reached({ measure: { targets }, units }: ShownMeasure): VNode | null {
  const figures = units[0]?.words?.figures ?? [];
  const rows = targets.flatMap((target) => {
    const figure = figures.find(({ unit, kind }) => unit === target.unit && kind !== "this-month" && kind !== "target");
    return figure && target.value > 0 ? [{ target, figure }] : [];
  });
  if (rows.length === 0) return null;
  return (
    <table class="cards">
      <caption>{t("目标与实际")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("量化指标")}</th>
          <th scope="col">{t("实际")}</th>
          <th scope="col">{t("与目标相比")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ target, figure }) => (
          <tr>
            <th scope="row">{targetText(target)}</th>
            <Cell label={t("实际")}>{figureText(figure)}</Cell>
            <Cell label={t("与目标相比")}>
              <Bar
                parts={[
                  { name: "lamp-in-progress", words: t("实际"), count: Math.min(figure.value, target.value) },
                  { name: "lamp-missing", words: t("尚差"), count: Math.max(target.value - figure.value, 0) },
                ]}
              />
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What people decided about it. */
const Decided = ({ plan, zone, answers, returns }: ShownMeasure): VNode => (
  <section>
    <h2>{t("决定")}</h2>
    <ol class="agenda">
      {answers.map(({ about, by, on, reason }) => (
        <li>
          <time datetime={on}>{on}</time>
          <span>
            {answerText(about)}（{reason}）<small>{by}</small>
          </span>
        </li>
      ))}
      {returns.map(({ at, by, why, period, unit }) => (
        <li>
          <time datetime={at}>{stampText(at, zone)}</time>
          <span>
            <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a> {monthText(period)}{" "}
            {t("已退回：{why}", { why })} <small>{by}</small>
          </span>
        </li>
      ))}
    </ol>
  </section>
);

const UnitLinks = ({
  units,
  shown: { plan, period },
}: {
  units: ShownMeasure["leads"];
  shown: ShownMeasure;
}): VNode => (
  <span class="list">
    {units.map(({ id, name, isSeen }) =>
      isSeen ? <a href={LINKS.unit(id, { plan: plan.id, ...(period && { period }) })}>{name}</a> : <span>{name}</span>,
    )}
  </span>
);

const Months = ({ plan, zone, measure, period, periods, units }: ShownMeasure & { period: Month }): VNode => (
  <>
    <section>
      <h2>{t("{month}进展", { month: monthText(period) })}</h2>
      {units.map(({ unit, words, months }) => {
        const said = months[periods.indexOf(period)];
        return (
          <article class="entry">
            <h3>
              <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a>
            </h3>
            {words ? (
              <>
                <EntryWords entry={words} atMost={atMostOf(units.length)} />
                <small>
                  <a href={LINKS.received(words.submission)}>{t("{at} 收到", { at: stampText(words.at, zone) })}</a>
                </small>
              </>
            ) : (
              <p>{said === undefined ? t("本月不需报送") : t("尚无登记")}</p>
            )}
          </article>
        );
      })}
    </section>
    <table class="cards">
      <caption>{t("逐月情况")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("单位")}</th>
          {periods.map((each) => (
            <th scope="col">
              <a
                href={LINKS.measure(measure.id, {
                  plan: plan.id,
                  period: each,
                })}
                aria-current={each === period ? "page" : undefined}
              >
                {shortMonthText(each)}
              </a>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {units.map(({ unit, months }) => (
          <tr>
            <th scope="row">{unit.name}</th>
            {periods.map((each, at) => (
              <Cell label={shortMonthText(each)}>{monthlyText(months[at])}</Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

function monthlyText(said: "missing" | SaidEntry | undefined): string {
  if (said === undefined) return "—";
  return said === "missing" ? t("未登记") : entryText(said) || t("已登记");
}
