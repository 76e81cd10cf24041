import type { VNode } from "preact";
import type { Day, Instant, Month } from "../core/day.ts";
import type { Contact } from "../core/directory.ts";
import type { Duty, Timeliness } from "../core/duty.ts";
import type { Ladder } from "../core/ladder.ts";
import { monthText } from "../core/report-form.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import type { KeptFile } from "../core/submission.ts";
import { DutyActs } from "./duty-acts.tsx";
import { type HistoryRow, historyText } from "./history-text.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import {
  atMostOf,
  Cell,
  EntryWords,
  Facts,
  FileLink,
  Provisional,
  type SaidEntry,
  short,
  TimelinessTag,
} from "./parts.tsx";
import { dayText, ROLE_WORDS, stampText } from "./words.ts";

/** One unit in one month of a plan. */
export interface ShownUnit {
  plan: PlanName;
  zone: string;
  period: Month;
  unit: { id: string; name: string; contacts: readonly Contact[] };
  /** Its duty; absent when it owes nothing for the month. */
  duty: ShownDuty | undefined;
  /** The opened months in which it had a duty. */
  periods: readonly { period: Month; timeliness: Timeliness }[];
  ladder: Ladder;
  /** There is a way back to the board. */
  seesBoard: boolean;
  mayReview: boolean;
  mayAnswer: boolean;
  /** The rung that waits for a person, and what it rests on (ES-3). */
  waiting: { rung: number; mayApprove: boolean; evidence: readonly RungEvidence[] } | undefined;
  /** Where its liaison reports, when they look. */
  form: string | undefined;
}
export interface ShownDuty {
  due: Day;
  closes: Day;
  closed: boolean;
  accepted: Duty["accepted"];
  returned: Duty["returned"];
  request: Duty["request"];
  exempt: Duty["exempt"];
  provisional: boolean;
  timeliness: Timeliness;
  round: number;
  completeAt: Instant | null;
  asked: number;
  /** Codes of the measures that nothing answers yet. */
  missing: readonly string[];
  /** How many measures of each programme it asks for. */
  programmes: readonly { no: number; code: string; asked: number }[];
  /** The programme whose measures are shown; all when absent. */
  programme: number | undefined;
  measures: readonly {
    id: string;
    code: string;
    text: string;
    deadlineRaw: string;
    entry: (SaidEntry & { at: Instant; submission: string }) | undefined;
  }[];
  /** What came with its reports. */
  files: readonly (KeptFile & { submission: string; at: Instant })[];
  history: readonly HistoryRow[];
}

/** What the forms of a page need: the token of its browser, and why the last one did nothing. */
export interface PageForms {
  token: string;
  undecided?: string;
}

export function unitPage(shown: ShownUnit, forms: PageForms): Framed {
  const { unit, period, duty } = shown;
  const content = (
    <>
      {shown.seesBoard && (
        <p class="crumbs">
          <a href={LINKS.board({ plan: shown.plan.id, period })}>{monthText(period)}进展报送</a>
        </p>
      )}
      <h1>{unit.name}</h1>
      <Months {...shown} />
      {duty ? <Standing {...duty} zone={shown.zone} /> : <p class="notice">{monthText(period)}没有报送任务。</p>}
      {duty && <DutyActs {...shown} duty={duty} forms={forms} />}
      {duty && <Entries {...shown} duty={duty} />}
      <Contacts {...shown} />
      {duty && duty.files.length > 0 && <Files {...shown} files={duty.files} />}
      {duty && <History {...shown} rows={duty.history} />}
    </>
  );
  return {
    title: `${unit.name} ${monthText(period)}`,
    place: shown.seesBoard ? "board" : "unit",
    content,
  };
}

const Months = ({ plan, unit, periods, period: shown }: ShownUnit): VNode => (
  <nav class="periods" aria-label="报送月份">
    {periods.map(({ period, timeliness }) => (
      <a href={LINKS.unit(unit.id, { plan: plan.id, period })} aria-current={period === shown ? "page" : undefined}>
        {Number(period.slice(5))}月 <TimelinessTag of={timeliness} />
      </a>
    ))}
  </nav>
);

const Standing = ({ zone, ...duty }: ShownDuty & { zone: string }): VNode => (
  <>
    <Facts
      of={[
        ["报送", <TimelinessTag of={duty.timeliness} />],
        ["已登记/应报", `${duty.asked - duty.missing.length}/${duty.asked}`],
        [
          "截止日",
          <>
            {dayText(duty.due)} {duty.provisional && <Provisional />}
          </>,
        ],
        ["报齐", duty.completeAt && stampText(duty.completeAt, zone)],
        ["审核", reviewText(duty)],
        ["轮次", duty.round > 1 && `第 ${duty.round} 轮`],
      ]}
    />
    {duty.missing.length > 0 && (
      <p class="notice">
        还缺 <b>{duty.missing.length}</b> 项：
        {duty.missing.slice(0, MANY).map((code) => (
          <span class="whole">{code}</span>
        ))}
        {duty.missing.length > MANY && "等"}
      </p>
    )}
  </>
);

const reviewText = ({ accepted, returned, exempt, completeAt }: ShownDuty): string | false =>
  exempt
    ? `免报${exempt.why ? `：${exempt.why}` : ""}`
    : accepted
      ? "已通过"
      : returned && !completeAt
        ? `已退回：${returned.why}`
        : completeAt
          ? "待审核"
          : false;

/** So many codes are named. */
const MANY = 20;

const Entries = ({ plan, unit, zone, period, duty }: ShownUnit & { duty: ShownDuty }): VNode => (
  <>
    {duty.programmes.length > 1 && (
      <nav class="filter" aria-label="专项">
        {duty.programmes.map(({ no, code, asked }) => (
          <a
            href={LINKS.unit(unit.id, { plan: plan.id, period, programme: no })}
            aria-current={no === duty.programme ? "true" : undefined}
          >
            {code} {asked}
          </a>
        ))}
      </nav>
    )}
    <table class="cards entries">
      <caption>{monthText(period)}进展</caption>
      <thead>
        <tr>
          <th scope="col">编号</th>
          <th scope="col">工作措施</th>
          <th scope="col">本月进展</th>
        </tr>
      </thead>
      <tbody>
        {duty.measures.map(({ id, code, text, deadlineRaw, entry }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.measure(id, { plan: plan.id, period })}>{code}</a>
            </th>
            <Cell label="工作措施">
              <p class="measure">{short(text, 60)}</p>
              <small>{deadlineRaw}</small>
            </Cell>
            <Cell label="本月进展">
              {entry ? (
                <Entry entry={entry} zone={zone} atMost={atMostOf(duty.measures.length)} />
              ) : (
                <TimelinessTag of={duty.timeliness === "open" ? "open" : "missing"} />
              )}
            </Cell>
          </tr>
        ))}
      </tbody>
    </table>
  </>
);

const Entry = ({
  entry,
  zone,
  atMost,
}: {
  entry: SaidEntry & { at: Instant; submission: string };
  zone: string;
  atMost: number;
}): VNode => (
  <>
    <EntryWords entry={entry} atMost={atMost} />
    <small>
      <a href={LINKS.received(entry.submission)}>{stampText(entry.at, zone)} 收到</a>
    </small>
  </>
);

const Files = ({ files, zone }: { files: ShownDuty["files"]; zone: string }): VNode => (
  <section>
    <h2>附件和佐证材料</h2>
    <ul class="plain files">
      {files.map(({ submission, at, ...file }) => (
        <li>
          <FileLink {...file} of={submission} /> <a href={LINKS.received(submission)}>{stampText(at, zone)} 收到</a>
        </li>
      ))}
    </ul>
    <p class="hint">文件来自外部，只供下载，打开前请先查毒。</p>
  </section>
);

const Contacts = ({ unit }: ShownUnit): VNode => (
  <section>
    <h2>联系人</h2>
    {unit.contacts.length === 0 ? (
      <p class="notice">名录中没有联系人，提醒无法送达。请补充名录。</p>
    ) : (
      <ul class="plain contacts">
        {unit.contacts.map(({ role, name, mail, alternate, programmes }) => (
          <li>
            <b>{ROLE_WORDS[role]}</b>
            {name !== ROLE_WORDS[role] && <span>{name}</span>}
            <span class="mail">{mail}</span>
            {alternate && <span class="mail">备用 {alternate}</span>}
            {programmes && <small>仅附件 {programmes.join("、")}</small>}
          </li>
        ))}
      </ul>
    )}
  </section>
);

const History = ({ rows, zone, ladder }: { rows: readonly HistoryRow[]; zone: string; ladder: Ladder }): VNode => (
  <section>
    <h2>经过</h2>
    <ol class="agenda">
      {rows.map((row) => (
        <li>
          <time datetime={row.at}>{stampText(row.at, zone)}</time>
          <span>{historyText(row, ladder)}</span>
        </li>
      ))}
    </ol>
  </section>
);
