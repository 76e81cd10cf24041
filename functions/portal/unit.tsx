import type { VNode } from "preact";
import type { Bot } from "../core/bot.ts";
import type { Day, Instant, Month } from "../core/day.ts";
import type { Contact } from "../core/directory.ts";
import type { Duty, Timeliness } from "../core/duty.ts";
import type { Gate } from "../core/entry.ts";
import type { Ladder } from "../core/ladder.ts";
import type { RungEvidence } from "../core/rung-evidence.ts";
import type { KeptFile } from "../core/submission.ts";
import { HandOverFields } from "./directory.tsx";
import { DutyActs } from "./duty-acts.tsx";
import { type HistoryRow, historyText } from "./history-text.ts";
import { t, tx } from "./language.ts";
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
import { deductionText } from "./scores.tsx";
import { dayText, listText, monthText, roleText, shortMonthText, stampText, timelinessText } from "./words.ts";

/** One unit in one month of a plan. */
export interface ShownUnit {
  plan: PlanName;
  zone: string;
  period: Month;
  today: Day;
  unit: { id: string; name: string; contacts: readonly Contact[]; chat: Bot["kind"] | undefined };
  /** Its duty; absent when it owes nothing for the month. */
  duty: ShownDuty | undefined;
  /** The opened months in which it had a duty. */
  periods: readonly { period: Month; timeliness: Timeliness }[];
  ladder: Ladder;
  /** Of a month that is closed, where score rules are set. */
  score:
    | {
        points: number;
        full: number;
        objectableUntil: Day;
        deductions: readonly { points: number; why: string; isLifted: boolean }[];
      }
    | undefined;
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
    entry: (SaidEntry & { at: Instant; submission: string; warnings?: readonly Gate[] | undefined }) | undefined;
    /** What was said the month before. */
    before: SaidEntry | undefined;
  }[];
  /** The month before in which it had a duty. */
  before: Month | undefined;
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
          <a href={LINKS.board({ plan: shown.plan.id, period })}>
            {t("{month}进展报送", { month: monthText(period) })}
          </a>
        </p>
      )}
      <h1>{unit.name}</h1>
      <Months {...shown} />
      {duty ? (
        <Standing {...duty} zone={shown.zone} />
      ) : (
        <p class="notice">{t("{month}没有报送任务。", { month: monthText(period) })}</p>
      )}
      {duty && <DutyActs {...shown} duty={duty} forms={forms} />}
      {shown.score && <Scored {...shown} score={shown.score} />}
      {duty && <Entries {...shown} duty={duty} />}
      <Contacts {...shown} />
      {shown.mayAnswer && <HandOver {...shown} token={forms.token} />}
      {shown.mayAnswer && <ChatBot {...shown} token={forms.token} />}
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
  <nav class="periods" aria-label={t("报送月份")}>
    {periods.map(({ period, timeliness }) => (
      <a href={LINKS.unit(unit.id, { plan: plan.id, period })} aria-current={period === shown ? "page" : undefined}>
        {shortMonthText(period)} <TimelinessTag of={timeliness} />
      </a>
    ))}
  </nav>
);

const Standing = ({ zone, ...duty }: ShownDuty & { zone: string }): VNode => (
  <>
    <Facts
      of={[
        [t("报送"), <TimelinessTag of={duty.timeliness} />],
        [t("已登记/应报"), `${duty.asked - duty.missing.length}/${duty.asked}`],
        [
          t("截止日"),
          <>
            {dayText(duty.due)} {duty.provisional && <Provisional />}
          </>,
        ],
        [t("报齐"), duty.completeAt && stampText(duty.completeAt, zone)],
        [t("审核"), reviewText(duty)],
        [t("轮次"), duty.round > 1 && t("第 {round} 轮", { round: duty.round })],
      ]}
    />
    {duty.missing.length > 0 && (
      <p class="notice">
        {tx("还缺 {missing} 项：", { missing: duty.missing.length })}
        {duty.missing.slice(0, MANY).map((code) => (
          <span class="whole">{code}</span>
        ))}
        {duty.missing.length > MANY && t("等")}
      </p>
    )}
  </>
);

const reviewText = ({ accepted, returned, exempt, completeAt }: ShownDuty): string | false =>
  exempt
    ? exempt.why
      ? t("免报：{why}", { why: exempt.why })
      : timelinessText("exempt")
    : accepted
      ? t("已通过")
      : returned && !completeAt
        ? t("已退回：{why}", { why: returned.why })
        : completeAt
          ? t("待审核")
          : false;

/** So many codes are named. */
const MANY = 20;

const Entries = ({ plan, unit, zone, period, duty }: ShownUnit & { duty: ShownDuty }): VNode => (
  <>
    {duty.programmes.length > 1 && (
      <nav class="filter" aria-label={t("专项")}>
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
      <caption>{t("{month}进展", { month: monthText(period) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("编号")}</th>
          <th scope="col">{t("工作措施")}</th>
          <th scope="col">{t("本月进展")}</th>
          {duty.before && <th scope="col">{monthText(duty.before)}</th>}
        </tr>
      </thead>
      <tbody>
        {duty.measures.map(({ id, code, text, deadlineRaw, entry, before }) => (
          <tr>
            <th scope="row">
              <a href={LINKS.measure(id, { plan: plan.id, period })}>{code}</a>
            </th>
            <Cell label={t("工作措施")}>
              <p class="measure">{short(text, 60)}</p>
              <small>{deadlineRaw}</small>
            </Cell>
            <Cell label={t("本月进展")}>
              {entry ? (
                <Entry entry={entry} zone={zone} atMost={atMostOf(duty.measures.length)} />
              ) : (
                <TimelinessTag of={duty.timeliness === "open" ? "open" : "missing"} />
              )}
            </Cell>
            {duty.before && (
              <Cell label={monthText(duty.before)}>
                {before ? <EntryWords entry={before} atMost={atMostOf(2 * duty.measures.length)} /> : "—"}
              </Cell>
            )}
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
  entry: NonNullable<ShownDuty["measures"][number]["entry"]>;
  zone: string;
  atMost: number;
}): VNode => (
  <>
    <EntryWords entry={entry} atMost={atMost} />
    {entry.warnings && entry.warnings.length > 0 && (
      <p class="warned">
        <i aria-hidden="true">▲</i> {entry.warnings.map(gateText).join(t("；"))}
      </p>
    )}
    <small>
      <a href={LINKS.received(entry.submission)}>{t("{at} 收到", { at: stampText(entry.at, zone) })}</a>
    </small>
  </>
);

/** What the content gates ask about (RT-4). */
function gateText(gate: Gate): string {
  switch (gate) {
    case "same-words":
      return t("与上月文字相同");
    case "falls":
      return t("累计数比上月少");
    case "over-100":
      return t("比例超过 100%");
    case "done-without-words":
      return t("写了已完成，没有说明");
    case "target-missing":
      return t("没有填量化指标的数量");
    case "behind":
      return t("进度落后于时间");
  }
}

/** What a month brought, with what was taken off. */
const Scored = ({ score }: ShownUnit & { score: NonNullable<ShownUnit["score"]> }): VNode => (
  <section>
    <h2>
      {t("评分")} {score.points}/{score.full}
    </h2>
    {score.deductions.length === 0 ? (
      <p>{t("没有扣分。")}</p>
    ) : (
      <ul class="plain">
        {score.deductions.map((each) => (
          <li>{each.isLifted ? <del>{deductionText(each)}</del> : deductionText(each)}</li>
        ))}
      </ul>
    )}
    <p class="hint">{t("有异议的，可在 {day} 前回复评分邮件提出。", { day: score.objectableUntil })}</p>
  </section>
);

const Files = ({ files, zone }: { files: ShownDuty["files"]; zone: string }): VNode => (
  <section>
    <h2>{t("附件和佐证材料")}</h2>
    <ul class="plain files">
      {files.map(({ submission, at, ...file }) => (
        <li>
          <FileLink {...file} of={submission} />{" "}
          <a href={LINKS.received(submission)}>{t("{at} 收到", { at: stampText(at, zone) })}</a>
        </li>
      ))}
    </ul>
    <p class="hint">{t("文件来自外部，只供下载，打开前请先查毒。")}</p>
  </section>
);

/** A liaison goes, or is away: somebody takes over. */
const HandOver = ({ plan, unit, today, token }: ShownUnit & { token: string }): VNode => (
  <details>
    <summary>{t("交接或代办")}</summary>
    <form method="post" action={LINKS.handOver(unit.id, { plan: plan.id })}>
      <input type="hidden" name="token" value={token} />
      <HandOverFields contacts={unit.contacts.filter(({ role }) => role === "liaison")} today={today} />
      <label for="handover-why">{t("理由")}</label>
      <textarea id="handover-why" name="why" rows={2} minlength={2} maxlength={500} required />
      <p>
        <button type="submit">{t("登记")}</button>
      </p>
    </form>
  </details>
);

const Contacts = ({ unit }: ShownUnit): VNode => (
  <section>
    <h2>{t("联系人")}</h2>
    {unit.contacts.length === 0 ? (
      <p class="notice">{t("名录中没有联系人，提醒无法送达。请补充名录。")}</p>
    ) : (
      <ul class="plain contacts">
        {unit.contacts.map(({ role, name, mail, alternate, programmes }) => (
          <li>
            <b>{roleText(role)}</b>
            {name !== roleText(role) && <span>{name}</span>}
            <span class="mail">{mail}</span>
            {alternate && <span class="mail">{t("备用 {mail}", { mail: alternate })}</span>}
            {programmes && <small>{t("仅附件 {programmes}", { programmes: listText(programmes.map(String)) })}</small>}
          </li>
        ))}
      </ul>
    )}
    {unit.chat && <p>{t("群机器人：{chat}", { chat: chatText(unit.chat) })}</p>}
  </section>
);

function chatText(chat: Bot["kind"]): string {
  switch (chat) {
    case "wecom":
      return t("企业微信");
    case "dingtalk":
      return t("钉钉");
    case "feishu":
      return t("飞书");
  }
}
const CHATS: readonly Bot["kind"][] = ["wecom", "dingtalk", "feishu"];

/** The unit's own chat group gets short copies of its reminders (RM-10). */
const ChatBot = ({ plan, unit, token }: ShownUnit & { token: string }): VNode => (
  <details>
    <summary>{t("群机器人")}</summary>
    <form method="post" action={LINKS.bot(unit.id, { plan: plan.id })}>
      <input type="hidden" name="token" value={token} />
      <p class="hint">{t("提醒和督办的短讯抄送到本单位的群；以邮件为准。地址不再显示，请妥善保管。")}</p>
      <label for="bot-kind">{t("群在哪里")}</label>
      <select id="bot-kind" name="kind">
        {CHATS.map((chat) => (
          <option value={chat} selected={chat === unit.chat}>
            {chatText(chat)}
          </option>
        ))}
      </select>
      <label for="bot-url">{t("机器人的 Webhook 地址（不填即撤去）")}</label>
      <input id="bot-url" name="url" maxlength={300} autocomplete="off" />
      <label for="bot-secret">{t("加签密钥（没有可不填）")}</label>
      <input id="bot-secret" name="secret" maxlength={200} autocomplete="off" />
      <p>
        <button type="submit">{t("保存")}</button>
      </p>
    </form>
  </details>
);

const History = ({ rows, zone, ladder }: { rows: readonly HistoryRow[]; zone: string; ladder: Ladder }): VNode => (
  <section>
    <h2>{t("经过")}</h2>
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
