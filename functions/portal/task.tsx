import type { VNode } from "preact";
import type { Instant, Month } from "../core/day.ts";
import type { Lamp, Progress } from "../core/lamp.ts";
import type { TargetState } from "../core/target-state.ts";
import { wordsIn } from "../core/words.ts";
import { spoken, t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { atMostOf, Cell, EntryWords, Facts, type SaidEntry, short } from "./parts.tsx";
import { monthText, targetText } from "./words.ts";

type Said = SaidEntry & { at: Instant; submission: string };

/** One task of a plan, in one month and the one before. */
export interface ShownTask {
  plan: PlanName;
  no: number;
  name: string;
  section: string;
  programme: { no: number; title: string };
  period: Month;
  /** All that were opened. */
  periods: readonly Month[];
  before: Month | undefined;
  lamps: readonly { lamp: Lamp; count: number }[];
  measures: readonly {
    id: string;
    code: string;
    text: string;
    deadlineRaw: string;
    /** How it stands as a whole; absent where nobody was asked about it whom the viewer may see. */
    lamp: Lamp | undefined;
    targets: readonly TargetState[];
    leads: readonly {
      unit: { id: string; name: string };
      progress: Progress;
      words: Said | undefined;
      before: Said | undefined;
    }[];
  }[];
}

export function taskPage(task: ShownTask): Framed {
  const { plan, no, name, section, programme, lamps, measures } = task;
  const entries = measures.reduce((sum, { leads }) => sum + leads.length * 2, 0);
  const content = (
    <>
      <p class="crumbs">
        <a href={LINKS.plan({ plan: plan.id, programme: programme.no })}>{programme.title}</a>
      </p>
      <h1>{`${no}. ${name}`}</h1>
      <Months {...task} />
      <Facts
        of={[
          [t("章节"), section],
          [t("工作措施"), String(measures.length)],
          [
            t("进展"),
            lamps.some(({ count }) => count > 0) && (
              <span class="list">
                {lamps.flatMap(({ lamp, count }) =>
                  count > 0 ? (
                    <span>
                      <Light of={lamp} /> {count}
                    </span>
                  ) : (
                    []
                  ),
                )}
              </span>
            ),
          ],
        ]}
      />
      {measures.map((measure) => (
        <Measure {...measure} task={task} atMost={atMostOf(entries)} />
      ))}
    </>
  );
  return { title: `${no}. ${name}`, place: "plan", content };
}

const Light = ({ of }: { of: Lamp }): VNode => <span class={`light ${of}`}>{wordsIn(spoken()).lamp.names[of]}</span>;

const Months = ({ plan, programme, no, periods, period: shown }: ShownTask): VNode => (
  <nav class="periods" aria-label={t("报送月份")}>
    {periods.map((period) => (
      <a
        href={LINKS.task(programme.no, no, { plan: plan.id, period })}
        aria-current={period === shown ? "page" : undefined}
      >
        {monthText(period)}
      </a>
    ))}
  </nav>
);

const Measure = ({
  id,
  code,
  text,
  deadlineRaw,
  lamp,
  targets,
  leads,
  task: { plan, period, before },
  atMost,
}: ShownTask["measures"][number] & { task: ShownTask; atMost: number }): VNode => (
  <section>
    <h2>
      <a href={LINKS.measure(id, { plan: plan.id, period })}>{code}</a> {lamp && <Light of={lamp} />}
    </h2>
    <p>
      {text} <small>{deadlineRaw}</small>
    </p>
    {targets.length > 0 && (
      <ul class="plain">
        {targets.map((each) => (
          <li>{targetStateText(each)}</li>
        ))}
      </ul>
    )}
    {leads.length === 0 ? (
      <p class="hint">{t("本月没有可以查看的报送。")}</p>
    ) : (
      <table class="cards">
        <thead>
          <tr>
            <th scope="col">{t("牵头单位")}</th>
            <th scope="col">{t("进展")}</th>
            <th scope="col">{monthText(period)}</th>
            {before && <th scope="col">{monthText(before)}</th>}
          </tr>
        </thead>
        <tbody>
          {leads.map(({ unit, progress, words, before: last }) => (
            <tr>
              <th scope="row">
                <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a>
              </th>
              <Cell label={t("进展")}>
                <Light of={progress.lamp} /> <small>{wordsIn(spoken()).lamp.why(progress.why)}</small>
              </Cell>
              <Cell label={monthText(period)}>{words ? <EntryWords entry={words} atMost={atMost} /> : "—"}</Cell>
              {before && (
                <Cell label={monthText(before)}>{last ? <EntryWords entry={last} atMost={atMost} /> : "—"}</Cell>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
);

/** What was promised, what is reached, and what would have been by now at an even pace (DG-6). */
const targetStateText = ({ target, reported, expected }: TargetState): string =>
  [
    `${t("目标")} ${short(targetText(target), 60)}`,
    reported === undefined ? t("未报数据") : `${t("实际")} ${reported}${target.unit}`,
    ...(expected === undefined ? [] : [`${t("按时间应达")} ${expected}${target.unit}`]),
  ].join(" · ");
