import type { VNode } from "preact";
import type { Month } from "../core/day.ts";
import type { Sheet, SheetCell } from "../core/sheet.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell, short } from "./parts.tsx";
import { monthText } from "./words.ts";

/** A sheet of a month's ledger, or those of its rows that hold what is looked for. */
export interface ShownLedger {
  plan: PlanName;
  period: Month;
  /** All of the plan, and whether they have been opened. */
  periods: readonly { period: Month; isOpened: boolean }[];
  /** Names of all sheets, and which is shown. */
  sheets: readonly string[];
  no: number;
  sheet: Sheet;
  words: string;
  found: readonly unknown[];
  page: number;
  pages: number;
  /** With their numbers in the workbook. */
  rows: readonly { no: number; cells: readonly SheetCell[] }[];
}

export function ledgerPage(ledger: ShownLedger): Framed {
  const { plan, period, sheet } = ledger;
  const content = (
    <>
      <p class="crumbs">
        <a href={LINKS.board({ plan: plan.id, period })}>{t("报送情况")}</a>
      </p>
      <h1>{sheet.title}</h1>
      <Periods {...ledger} />
      <p class="notice">{sheet.note}</p>
      <nav class="filter" aria-label={t("台账各表")}>
        {ledger.sheets.map((name, no) => (
          <a
            href={LINKS.ledger({ plan: plan.id, period, sheet: no })}
            aria-current={no === ledger.no ? "page" : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <Find {...ledger} />
      <Rows {...ledger} />
      <Pages {...ledger} />
    </>
  );
  return { title: `${sheet.name} ${period}`, place: "board", content };
}

const Periods = ({ plan, periods, period: shown, no }: ShownLedger): VNode => (
  <nav class="periods" aria-label={t("报送月份")}>
    {periods.flatMap(({ period, isOpened }) =>
      isOpened ? (
        <a
          href={LINKS.ledger({ plan: plan.id, period, sheet: no })}
          aria-current={period === shown ? "page" : undefined}
        >
          {monthText(period)}
        </a>
      ) : (
        []
      ),
    )}
  </nav>
);

const Find = ({ plan, period, no, words, found }: ShownLedger): VNode => (
  <search>
    <form class="search" method="get" action={LINKS.ledger({ plan: plan.id }).split("?")[0]}>
      <input type="hidden" name="plan" value={plan.id} />
      <input type="hidden" name="period" value={period} />
      <input type="hidden" name="sheet" value={no} />
      <label for="words">{t("只看含有这些字的行")}</label>
      <input id="words" name="words" value={words} maxlength={60} />
      <button type="submit">{t("筛选")}</button>
    </form>
    <p class="hint">
      {t("{found} 行。", { found: found.length })}
      <a href={LINKS.ledgerFile({ plan: plan.id, period, sheet: no, ...(words && { words }) })}>
        {t("导出这些行（.xlsx）")}
      </a>
    </p>
  </search>
);

/** So many characters of a long text stand on the page; the whole is in the workbook. */
const CHARACTERS = 80;

const Rows = ({ sheet: { name, columns }, rows }: ShownLedger): VNode => (
  <section class="wide" tabindex={0} aria-label={name}>
    <table class="cards">
      <caption class="unseen">{name}</caption>
      <thead>
        <tr>
          <th scope="col" class="number">
            {t("行")}
          </th>
          {columns.map(({ title, width }) => (
            <th scope="col" class={widthClass(width)}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ no, cells }) => (
          <tr>
            <Cell label={t("行")} class="number">
              {no}
            </Cell>
            {columns.map((column, at) => (
              <Value cell={cells[at] ?? null} column={column} isFirst={at === 0} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);

const widthClass = (width: number): string => (width >= 24 ? "long" : width >= 16 ? "some" : "whole");

function Value({
  cell,
  column: { title, width, look },
  isFirst,
}: {
  cell: SheetCell;
  column: Sheet["columns"][number];
  isFirst: boolean;
}): VNode {
  if (cell === null || cell === "") return <td class="none" />;
  const shown = <Shown cell={cell} look={look} />;
  return isFirst ? (
    <th scope="row">{shown}</th>
  ) : (
    <Cell label={title} {...(width < 16 && { class: "whole" })}>
      {shown}
    </Cell>
  );
}

const Shown = ({ cell, look }: { cell: NonNullable<SheetCell>; look: Sheet["columns"][number]["look"] }): VNode => {
  if (typeof cell === "object") return <span class={`light ${cell.lamp}`}>{cell.text}</span>;
  if (typeof cell === "number") return <>{look === "share" ? `${Math.round(cell * 1000) / 10}%` : cell}</>;
  return <>{short(cell, CHARACTERS)}</>;
};

const Pages = ({ plan, period, no, words, page, pages }: ShownLedger): VNode | null => {
  const at = (to: number): string =>
    LINKS.ledger({ plan: plan.id, period, sheet: no, ...(words && { words }), page: to });
  return pages > 1 ? (
    <nav class="months" aria-label={t("翻页")}>
      {page > 1 && <a href={at(page - 1)}>{t("‹ 上一页")}</a>}
      <span>{t("第 {page} 页，共 {pages} 页", { page, pages })}</span>
      {page < pages && <a href={at(page + 1)}>{t("下一页 ›")}</a>}
    </nav>
  ) : null;
};
