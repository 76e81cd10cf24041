import type { VNode } from "preact";
import type { BoardFilter, Waiting } from "../core/board.ts";
import type { Day, Instant, Month } from "../core/day.ts";
import type { Lamp, Standing, Timeliness } from "../core/duty.ts";
import { Status } from "../core/entry.ts";
import type { Ladder } from "../core/ladder.ts";
import { Bar } from "./bar.tsx";
import { t, tx } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell, Facts, Provisional, TimelinessTag } from "./parts.tsx";
import {
  dayText,
  LAMPS,
  lampText,
  leftText,
  listText,
  monthText,
  shortMonthText,
  statusText,
  stepText,
  TIMELINESS_SIGNS,
  TIMELINESSES,
  timelinessText,
  timeText,
  waitingText,
} from "./words.ts";

/** Where a month of a plan stands. */
export interface Board {
  plan: PlanName;
  zone: string;
  period: Month;
  /** All of the plan, and whether they have been opened. */
  periods: readonly { period: Month; isOpened: boolean }[];
  isOpened: boolean;
  isClosed: boolean;
  /** Its bulletin was drafted and its ledger written. */
  hasDocuments: boolean;
  /** Its due day had passed when the plan came into force here (CY-5). */
  isBeforeUse: boolean;
  days: { opens: Day; due: Day; closes: Day };
  provisional: boolean;
  /** To the due day; negative when it has passed. */
  workingDaysLeft: number;
  /** How many of all duties stand how. */
  counts: Record<Timeliness, number>;
  /** How the work stands in each programme, as the units say (DG-3). */
  programmes: readonly { no: number; code: string; title: string; lamps: Partial<Record<Lamp, number>> }[];
  /** How many units are overdue on each rung; 0: none yet. */
  overdue: readonly { rung: number; units: number }[];
  waiting: readonly { waits: Waiting; units: number }[];
  /** Month by month: as closed, or as it stands. */
  trend: readonly { period: Month; counts: Record<Timeliness, number>; isFinal: boolean }[];
  /** The units shown: only those that pass the filter. */
  rows: readonly BoardRow[];
  filter: BoardFilter;
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

/** @param token  of the browser of whoever may decide */
export function boardPage(board: Board, agenda: readonly AgendaLine[], token?: string): Framed {
  const { period, isOpened } = board;
  const title = t("{month}进展报送", { month: monthText(period) });
  const content = (
    <>
      <h1>{title}</h1>
      <Periods {...board} />
      <div class="two">
        <div>
          <Days {...board} />
          {isOpened ? (
            <State {...board} />
          ) : (
            <p class="notice">
              {board.isBeforeUse
                ? t("本系统启用时该月已过截止日，不再开启报送。")
                : t("该月报送尚未开启，届时将自动通知各牵头单位。")}
            </p>
          )}
          {isOpened && <Programmes {...board} />}
        </div>
        <div>
          <ToDo {...board} />
          {isOpened && <Overdue {...board} />}
          {isOpened && <Trend {...board} />}
          <Agenda lines={agenda.slice(0, SOON)} zone={board.zone} />
        </div>
      </div>
      {isOpened && board.filter.waits === "review" && token && <AcceptAll {...board} token={token} />}
      {isOpened && <Documents {...board} />}
      {isOpened && <Units {...board} />}
    </>
  );
  return { title, place: "board", content };
}

/** The address of the same month, seen so. */
const seen = ({ plan, period }: Pick<Board, "plan" | "period">, filter: BoardFilter = {}): string =>
  LINKS.board({ plan: plan.id, period, ...filter });

const Periods = ({ plan, periods, period: shown }: Board): VNode => (
  <nav class="periods" aria-label={t("报送月份")}>
    {periods.map(({ period, isOpened }) =>
      isOpened || period === shown ? (
        <a href={LINKS.board({ plan: plan.id, period })} aria-current={period === shown ? "page" : undefined}>
          {shortMonthText(period)}
        </a>
      ) : (
        <a class="later" href={LINKS.board({ plan: plan.id, period })} title={t("未开启")}>
          {shortMonthText(period)}
        </a>
      ),
    )}
  </nav>
);

const Days = ({ days, provisional, workingDaysLeft, isClosed }: Board): VNode => (
  <Facts
    of={[
      [
        t("截止日"),
        <>
          <b>{dayText(days.due)}</b> {provisional && <Provisional />}
        </>,
      ],
      [t("距截止"), isClosed ? t("已办结") : leftText(workingDaysLeft)],
      [t("开启"), dayText(days.opens)],
      [t("办结"), dayText(days.closes)],
    ]}
  />
);

const sumOf = (counts: Board["counts"]): number => TIMELINESSES.reduce((sum, each) => sum + counts[each], 0);
const timelinessParts = (counts: Board["counts"]) =>
  TIMELINESSES.map((each) => ({ name: each, words: timelinessText(each), count: counts[each] }));

function State(board: Board): VNode {
  const { counts, filter } = board;
  const all = sumOf(counts);
  const shown = TIMELINESSES.filter(
    (each) => counts[each] > 0 || each === filter.timeliness || ["on-time", "late", "partial"].includes(each),
  );
  return (
    <section class="state" aria-label={t("总体情况")}>
      <p class="sum">{tx("已报 {reported} / 应报 {all}", { reported: counts["on-time"] + counts.late, all })}</p>
      <Bar parts={timelinessParts(counts)} />
      <nav class="filter" aria-label={t("按报送情况筛选")}>
        <a href={seen(board)} aria-current={isFiltered(filter) ? undefined : "true"}>
          {t("全部")} {all}
        </a>
        {shown.map((each) => (
          <a
            class={each}
            href={seen(board, { timeliness: each })}
            aria-current={filter.timeliness === each ? "true" : undefined}
          >
            <i aria-hidden="true">{TIMELINESS_SIGNS[each]}</i>
            {timelinessText(each)} {counts[each]}
          </a>
        ))}
      </nav>
    </section>
  );
}

const AcceptAll = ({ plan, period, token }: Board & { token: string }): VNode => (
  <form class="sheet" method="post" action={LINKS.acceptAll({ plan: plan.id })}>
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="period" value={period} />
    <p>
      <button type="submit">{t("没有疑点的全部通过")}</button>
    </p>
    <p class="hint">{t("有疑点或另有申请的留下，请逐个单位打开审核。")}</p>
  </form>
);

const isFiltered = (filter: BoardFilter): boolean => Object.values(filter).some((value) => value !== undefined);

/** What the list is cut to, in words. */
const filterText = ({ timeliness, rung, programme, lamp, waits }: BoardFilter, { programmes, ladder }: Board): string =>
  listText(
    [
      timeliness && timelinessText(timeliness),
      rung !== undefined && t("逾期，{rung}", { rung: rungText(rung, ladder) }),
      programme &&
        t("{programme}专项", { programme: programmes.find(({ no }) => no === programme)?.code ?? programme }),
      lamp && t("有措施{lamp}", { lamp: lampText(lamp) }),
      waits && waitingText(waits),
    ].filter((each) => typeof each === "string"),
  );

const rungText = (rung: number, ladder: Ladder): string =>
  rung === 0 ? t("尚未督办") : stepText(`rung-${rung}`, ladder);

/** What waits for a person, each number with its list. */
function ToDo(board: Board): VNode {
  const { plan, waiting, open } = board;
  const waits = waiting.filter(({ units }) => units > 0);
  return (
    <section>
      <h2>{t("待处理")}</h2>
      {waits.length === 0 && open === 0 ? (
        <p class="notice">{t("本月没有待处理的事项。")}</p>
      ) : (
        <ul class="plain todo">
          {waits.map(({ waits: each, units }) => (
            <li>
              <a href={seen(board, { waits: each })}>{waitingText(each)}</a> {tx("{units} 个单位", { units })}
            </li>
          ))}
          {open > 0 && (
            <li>
              <a href={LINKS.plan({ plan: plan.id })}>{t("行动计划中的问题和待定事项")}</a> {tx("{open} 处", { open })}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

const Programmes = (board: Board): VNode => (
  <table class="cards lamps">
    <caption>
      {t("各专项进展")} <small>{t("按单位自报；一项措施有几个牵头单位的，各计一条")}</small>
    </caption>
    <thead>
      <tr>
        <th scope="col">{t("专项")}</th>
        <th scope="col">{t("进展")}</th>
      </tr>
    </thead>
    <tbody>
      {board.programmes.map(({ no, code, title, lamps }) => (
        <tr>
          <th scope="row">
            <a href={seen(board, { programme: no })} title={title}>
              {code}
            </a>
          </th>
          <Cell label={t("进展")}>
            <Bar
              parts={LAMPS.map((lamp) => ({ name: `lamp-${lamp}`, words: lampText(lamp), count: lamps[lamp] ?? 0 }))}
            />
            <span class="legend">
              {LAMPS.filter((lamp) => lamps[lamp]).map((lamp) => (
                <a class={`lamp-${lamp}`} href={seen(board, { programme: no, lamp })}>
                  {lampText(lamp)} {lamps[lamp]}
                </a>
              ))}
            </span>
          </Cell>
        </tr>
      ))}
    </tbody>
  </table>
);

function Overdue(board: Board): VNode | null {
  const rungs = board.overdue.filter(({ units }) => units > 0);
  if (rungs.length === 0) return null;
  return (
    <section>
      <h2>{t("逾期未报齐")}</h2>
      <ul class="plain todo">
        {rungs.map(({ rung, units }) => (
          <li>
            <a href={seen(board, { rung })}>{rungText(rung, board.ladder)}</a> {tx("{units} 个单位", { units })}
          </li>
        ))}
      </ul>
    </section>
  );
}

const Trend = ({ plan, trend }: Board): VNode => (
  <table class="trend">
    <caption>{t("逐月按时报齐")}</caption>
    <thead>
      <tr>
        <th scope="col">{t("月份")}</th>
        <th scope="col">{t("报送情况")}</th>
        <th scope="col" class="number">
          {t("按时/应报")}
        </th>
      </tr>
    </thead>
    <tbody>
      {trend.map(({ period, counts, isFinal }) => (
        <tr>
          <th scope="row">
            <a href={LINKS.board({ plan: plan.id, period })}>{shortMonthText(period)}</a>
            {!isFinal && <small> {t("未办结")}</small>}
          </th>
          <td>
            <Bar parts={timelinessParts(counts)} />
          </td>
          <td class="number">
            <a href={LINKS.board({ plan: plan.id, period, timeliness: "on-time" })}>{counts["on-time"]}</a>/
            {sumOf(counts) - counts.exempt}
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);

function Units(board: Board): VNode {
  const { plan, period, rows, ladder, filter } = board;
  const cut = isFiltered(filter) && (
    <p class="notice" id="cut">
      {t("只列出：{filter}（{units} 个单位）。", { filter: filterText(filter, board), units: rows.length })}
      <a href={seen(board)}>{t("列出全部")}</a>
    </p>
  );
  return (
    <>
      {cut}
      <p class="hint tools">
        {t("导出下表：")}
        <a href={LINKS.boardFile({ plan: plan.id, period, ...filter })}>.xlsx</a>{" "}
        <a href={LINKS.table({ plan: plan.id, period, ...filter })}>.csv</a>
      </p>
      {rows.length > 0 ? (
        <UnitRows plan={plan} period={period} rows={rows} ladder={ladder} />
      ) : (
        <p class="notice">{t("没有符合条件的单位。")}</p>
      )}
    </>
  );
}

const UnitRows = ({ plan, period, rows, ladder }: Pick<Board, "plan" | "period" | "rows" | "ladder">): VNode => (
  <table class="cards units">
    <caption>{t("各单位报送情况")}</caption>
    <thead>
      <tr>
        <th scope="col">{t("单位")}</th>
        <th scope="col">{t("报送")}</th>
        <th scope="col" class="number">
          {t("已登记/应报")}
        </th>
        <th scope="col">{t("进展状态")}</th>
        <th scope="col">{t("最近告知")}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map(({ unit, timeliness, recorded, asked, statuses, told, provisional, round }) => (
        <tr>
          <th scope="row">
            <a href={LINKS.unit(unit.id, { plan: plan.id, period })}>{unit.name}</a>
            {round > 1 && <small> {t("第 {round} 轮", { round })}</small>}
          </th>
          <Cell label={t("报送")}>
            <TimelinessTag of={timeliness} />
            {provisional && <Provisional />}
          </Cell>
          <Cell label={t("已登记/应报")} class="number">
            {recorded}/{asked}
          </Cell>
          <Cell label={t("进展状态")}>
            {Status.options.map(
              (status) => statuses[status] && <span class="whole">{`${statusText(status)} ${statuses[status]}`}</span>,
            )}
          </Cell>
          <Cell label={t("最近告知")}>{stepText(told, ladder)}</Cell>
        </tr>
      ))}
    </tbody>
  </table>
);

const Agenda = ({ lines, zone }: { lines: readonly AgendaLine[]; zone: string }): VNode => (
  <section>
    <h2>{t("接下来")}</h2>
    {lines.length === 0 ? (
      <p class="notice">{t("没有待办的日程。")}</p>
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

const Documents = ({ plan, period, hasDocuments }: Board): VNode => (
  <p class="notice">
    <a href={LINKS.ledger({ plan: plan.id, period })}>{hasDocuments ? t("台账") : t("台账预览")}</a>
    {t("：总览、单位、任务、措施（与上期对照）、量化指标。")}
    <a href={LINKS.scores({ plan: plan.id })}>{t("评分")}</a>
    {hasDocuments && (
      <>
        {t("该月已汇总：")}
        <a href={LINKS.document("bulletin", { plan: plan.id, period })}>{t("通报草稿（.docx）")}</a>{" "}
        <a href={LINKS.document("ledger", { plan: plan.id, period })}>{t("台账（.xlsx）")}</a>
      </>
    )}
  </p>
);
