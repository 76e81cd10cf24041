import type { VNode } from "preact";
import type { Day, Instant, Month } from "../core/day.ts";
import type { Standing, Timeliness } from "../core/duty.ts";
import { Status } from "../core/entry.ts";
import type { Ladder } from "../core/ladder.ts";
import { monthText, STATUS_WORDS } from "../core/report-form.ts";
import { Bar } from "./bar.tsx";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell, Facts, Provisional, TimelinessTag } from "./parts.tsx";
import { dayText, leftText, stepText, TIMELINESS_SIGNS, TIMELINESS_WORDS, TIMELINESSES, timeText } from "./words.ts";

/** Where a month of a plan stands. */
export interface Board {
  plan: PlanName;
  zone: string;
  period: Month;
  /** All of the plan, and whether they have been opened. */
  periods: readonly { period: Month; isOpened: boolean }[];
  isOpened: boolean;
  isClosed: boolean;
  /** Its due day had passed when the plan came into force here (CY-5). */
  isBeforeUse: boolean;
  days: { opens: Day; due: Day; closes: Day };
  provisional: boolean;
  /** To the due day; negative when it has passed. */
  workingDaysLeft: number;
  /** How many of all duties stand how. */
  counts: Record<Timeliness, number>;
  /** The units shown: only those that stand as `filter` says, if it says. */
  rows: readonly BoardRow[];
  filter: Timeliness | undefined;
  ladder: Ladder;
  /** How many questions and decisions of the plan are open. */
  open: number;
}
export interface BoardRow extends Pick<Standing, "asked" | "recorded" | "statuses" | "told" | "provisional" | "round"> {
  unit: { id: string; name: string };
  timeliness: Timeliness;
}
export interface AgendaLine {
  at: Instant;
  what: string;
}

/** So many events are named. */
const SOON = 6;

export function boardPage(board: Board, agenda: readonly AgendaLine[]): Framed {
  const { period, isOpened } = board;
  const content = (
    <>
      <h1>{monthText(period)}进展报送</h1>
      <Periods {...board} />
      <div class="two">
        <div>
          <Days {...board} />
          {isOpened ? (
            <State {...board} />
          ) : (
            <p class="notice">
              {board.isBeforeUse
                ? "本系统启用时该月已过截止日，不再开启报送。"
                : "该月报送尚未开启，届时将自动通知各牵头单位。"}
            </p>
          )}
        </div>
        <Agenda lines={agenda.slice(0, SOON)} zone={board.zone} />
      </div>
      <OpenPoints {...board} />
      {isOpened && <Units {...board} />}
    </>
  );
  return { title: `${monthText(period)}进展报送`, place: "board", content };
}

const Periods = ({ plan, periods, period: shown }: Board): VNode => (
  <nav class="periods" aria-label="报送月份">
    {periods.map(({ period, isOpened }) =>
      isOpened || period === shown ? (
        <a href={LINKS.board({ plan: plan.id, period })} aria-current={period === shown ? "page" : undefined}>
          {Number(period.slice(5))}月
        </a>
      ) : (
        <a class="later" href={LINKS.board({ plan: plan.id, period })} title="未开启">
          {Number(period.slice(5))}月
        </a>
      ),
    )}
  </nav>
);

const Days = ({ days, provisional, workingDaysLeft, isClosed }: Board): VNode => (
  <Facts
    of={[
      [
        "截止日",
        <>
          <b>{dayText(days.due)}</b> {provisional && <Provisional />}
        </>,
      ],
      ["距截止", isClosed ? "已办结" : leftText(workingDaysLeft)],
      ["开启", dayText(days.opens)],
      ["办结", dayText(days.closes)],
    ]}
  />
);

function State({ plan, period, counts, filter }: Board): VNode {
  const all = TIMELINESSES.reduce((sum, each) => sum + counts[each], 0);
  const shown = TIMELINESSES.filter(
    (each) => counts[each] > 0 || each === filter || ["on-time", "late", "partial"].includes(each),
  );
  return (
    <section class="state" aria-label="总体情况">
      <p class="sum">
        已报 <b>{counts["on-time"] + counts.late}</b> / 应报 <b>{all}</b>
      </p>
      <Bar counts={counts} />
      <nav class="filter" aria-label="按报送情况筛选">
        <a href={LINKS.board({ plan: plan.id, period })} aria-current={filter ? undefined : "true"}>
          全部 {all}
        </a>
        {shown.map((each) => (
          <a
            class={each}
            href={LINKS.board({ plan: plan.id, period, timeliness: each })}
            aria-current={filter === each ? "true" : undefined}
          >
            <i aria-hidden="true">{TIMELINESS_SIGNS[each]}</i>
            {TIMELINESS_WORDS[each]} {counts[each]}
          </a>
        ))}
      </nav>
    </section>
  );
}

function Units({ plan, period, rows, ladder }: Board): VNode {
  if (rows.length === 0) return <p class="notice">没有符合条件的单位。</p>;
  return (
    <table class="cards units">
      <caption>各单位报送情况</caption>
      <thead>
        <tr>
          <th scope="col">单位</th>
          <th scope="col">报送</th>
          <th scope="col" class="number">
            已登记/应报
          </th>
          <th scope="col">进展状态</th>
          <th scope="col">最近告知</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ unit, timeliness, recorded, asked, statuses, told, provisional, round }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a>
              {round > 1 && <small> 第 {round} 轮</small>}
            </th>
            <Cell label="报送">
              <TimelinessTag of={timeliness} />
              {provisional && <Provisional />}
            </Cell>
            <Cell label="已登记/应报" class="number">
              {recorded}/{asked}
            </Cell>
            <Cell label="进展状态">
              {Status.options.map(
                (status) =>
                  statuses[status] && <span class="whole">{`${STATUS_WORDS[status]} ${statuses[status]}`}</span>,
              )}
            </Cell>
            <Cell label="最近告知">{stepText(told, ladder)}</Cell>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Agenda = ({ lines, zone }: { lines: readonly AgendaLine[]; zone: string }): VNode => (
  <section>
    <h2>接下来</h2>
    {lines.length === 0 ? (
      <p class="notice">没有待办的日程。</p>
    ) : (
      <ol class="agenda">
        {lines.map(({ at, what }) => (
          <li>
            <time datetime={at}>{timeText(at, zone)}</time>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    )}
  </section>
);

const OpenPoints = ({ plan, open }: Board): VNode | null =>
  open > 0 ? (
    <p class="notice">
      行动计划中还有 {open} 处问题或待定事项需要答复。
      <a href={LINKS.plan({ plan: plan.id })}>查看</a>
    </p>
  ) : null;
