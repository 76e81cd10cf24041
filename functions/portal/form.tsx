import type { VNode } from "preact";
import { formPath } from "../core/addresses.ts";
import type { Day, Instant } from "../core/day.ts";
import type { Typed } from "../core/draft.ts";
import type { DutyKey, Timeliness } from "../core/duty.ts";
import { EVIDENCE_ENDINGS } from "../core/evidence.ts";
import type { Target } from "../core/measure.ts";
import { MAX_WORDS, monthText, STATUS_WORDS } from "../core/report-form.ts";
import type { Unrecorded } from "../core/submission.ts";
import type { Framed, PlanName } from "./page.tsx";
import { EntryWords, Facts, Provisional, type SaidEntry, short, TimelinessTag } from "./parts.tsx";
import { dayText, stampText, targetText } from "./words.ts";

/** The names of a form's fields. */
export const FIELD = {
  status: (measure: string) => `${measure}.status`,
  percent: (measure: string) => `${measure}.percent`,
  progress: (measure: string) => `${measure}.progress`,
  problems: (measure: string) => `${measure}.problems`,
  next: (measure: string) => `${measure}.next`,
  figure: (measure: string, at: number) => `${measure}.figure${at}`,
  /** Digests of what stood, and of the draft, when the page was made. */
  stood: (measure: string) => `${measure}.stood`,
  drafted: (measure: string) => `${measure}.drafted`,
  answer: "answer",
  evidence: "evidence",
} as const;

/** One duty as its form shows it. */
export interface ShownForm {
  key: DutyKey;
  token: string;
  zone: string;
  plan: PlanName;
  unit: PlanName;
  /** The unit that runs the plan. */
  operator: string;
  reader: string;
  due: Day;
  closes: Day;
  provisional: boolean;
  closed: boolean;
  timeliness: Timeliness;
  round: number;
  asked: number;
  recorded: number;
  programmes: readonly FormProgramme[];
  /** The programme whose measures are shown; all when absent. */
  programme: number | undefined;
  draftSavedAt: Instant | undefined;
  receipt: FormReceipt | undefined;
  measures: readonly FormMeasure[];
}
interface FormProgramme {
  no: number;
  code: string;
  title: string;
  asked: number;
  recorded: number;
  drafted: number;
}
interface FormReceipt {
  number: string;
  at: Instant;
  recorded: readonly string[];
  unrecorded: readonly Unrecorded[];
  /** How many are kept, and what was read of each. */
  kept: number;
  files: readonly { name: string; said: string }[];
  late: boolean;
  afterClosing: boolean;
}
interface FormMeasure {
  id: string;
  code: string;
  programme: number;
  taskName: string;
  text: string;
  deadlineRaw: string;
  targets: readonly Target[];
  last: SaidEntry | undefined;
  stands: (SaidEntry & { at: Instant }) | undefined;
  typed: Typed;
  isDraft: boolean;
  stood: string;
  drafted: string;
}

/** What is of this page only: the form's own id, and what was done before it. */
interface Made {
  id: string;
  saved: boolean;
  nothing: boolean;
}

export function formPageOf(shown: ShownForm, made: Made): Framed {
  const { unit, key, plan, closed, receipt } = shown;
  const title = `${monthText(key.period)}进展填报`;
  const content = (
    <>
      <h1>
        <span class="whole">{unit.name}</span> <span class="whole">{title}</span>
      </h1>
      {receipt && <Receipt {...receipt} zone={shown.zone} measures={shown.measures} />}
      {made.saved && (
        <p class="notice" role="status">
          草稿已保存，尚未提交。
        </p>
      )}
      {made.nothing && (
        <p class="notice" role="status">
          没有新填或改动的内容，未提交。
        </p>
      )}
      <Standing {...shown} />
      {closed ? <Closed {...shown} /> : <Form {...shown} {...made} />}
    </>
  );
  return { title: `${unit.name} ${title}`, alone: plan.name, content };
}

const Standing = (shown: ShownForm): VNode => (
  <Facts
    of={[
      ["报送", <TimelinessTag of={shown.timeliness} />],
      ["已登记/应报", `${shown.recorded}/${shown.asked}`],
      [
        "截止",
        <>
          {dayText(shown.due)} 24:00 {shown.provisional && <Provisional />}
        </>,
      ],
      ["可更正至", dayText(shown.closes)],
      ["轮次", shown.round > 1 && `第 ${shown.round} 轮`],
      ["填报人", <span class="mail">{shown.reader}</span>],
    ]}
  />
);

const Receipt = ({
  number,
  at,
  recorded,
  unrecorded,
  kept,
  files,
  late,
  afterClosing,
  zone,
  measures,
}: FormReceipt & { zone: string; measures: readonly FormMeasure[] }): VNode => (
  <section class={`receipt ${unrecorded.length > 0 ? "partly" : "wholly"}`} role="status">
    <h2>
      {recorded.length > 0
        ? `已登记 ${recorded.length} 项`
        : kept > 0 && unrecorded.length === 0
          ? `已收到 ${kept} 个附件`
          : "没有登记"}
      {unrecorded.length > 0 && `，${unrecorded.length} 处没有登记`}
    </h2>
    <p>
      回执编号 <b>{number}</b>，{stampText(at, zone)} 收到
      {late && "，已过截止时间，按逾期登记"}
      {afterClosing && "，办结之后补报，不改变已汇总的结果"}。回执同时发到您的邮箱。
    </p>
    {recorded.length > 0 && (
      <p class="list">
        {recorded.map((code) => (
          <Code code={code} measures={measures} />
        ))}
      </p>
    )}
    {files.length > 0 && (
      <p class="list">
        {files.map(({ name, said }) => (
          <span>
            {name} <small>{said}</small>
          </span>
        ))}
      </p>
    )}
    {unrecorded.length > 0 && (
      <>
        <p>下列内容没有登记，所填文字已留在草稿中，请改正后再提交：</p>
        <ul>
          {unrecorded.map(({ code, text }) => (
            <li>
              {code && !text.includes(code) && <Code code={code} measures={measures} />} {text}
              {code && text.includes(code) && measureOf(code, measures) && (
                <a class="whole" href={`#${measureOf(code, measures)?.id}`}>
                  去改正
                </a>
              )}
            </li>
          ))}
        </ul>
      </>
    )}
  </section>
);

const measureOf = (code: string, measures: readonly FormMeasure[]): FormMeasure | undefined =>
  measures.find((measure) => measure.code === code);
const Code = ({ code, measures }: { code: string; measures: readonly FormMeasure[] }): VNode => {
  const id = measureOf(code, measures)?.id;
  return id ? (
    <a class="whole" href={`#${id}`}>
      {code}
    </a>
  ) : (
    <span class="whole">{code}</span>
  );
};

const Closed = ({ key, operator, measures, programmes, programme, token }: ShownForm): VNode => (
  <>
    <p class="notice">
      {monthText(key.period)}已办结，网页不再接受更正。确需补报或更正的，请回复提醒邮件写明编号和内容，由{operator}
      处理。
    </p>
    {programme !== undefined && (
      <nav class="filter" aria-label="专项">
        {programmes.map(({ no, code, asked }) => (
          <a href={`${formPath(key, token)}?programme=${no}`} aria-current={no === programme ? "true" : undefined}>
            {code} {asked}
          </a>
        ))}
      </nav>
    )}
    <section>
      <h2>已登记的内容</h2>
      {measures.map(({ code, text, stands }) => (
        <article class="entry">
          <h3>{code}</h3>
          <p class="hint">{short(text, 80)}</p>
          {stands ? <EntryWords entry={stands} atMost={MAX_WORDS} /> : <p>未登记</p>}
        </article>
      ))}
    </section>
  </>
);

const Form = (shown: ShownForm & Made): VNode => (
  <form class="report" method="post" action={formPath(shown.key, shown.token)} enctype="multipart/form-data">
    {/* pressing Enter in a field keeps the draft: only a button that says so sends anything */}
    <button class="first" type="submit" name="do" value="draft" tabindex={-1}>
      存草稿
    </button>
    <input type="hidden" name="form" value={shown.id} />
    {shown.programme !== undefined && <input type="hidden" name="programme" value={shown.programme} />}
    <p class="notice">
      可以只填一部分先提交，其余以后再填；没有进展的，状态选“本月无进展”。涉密、敏感信息禁止填报。
      {shown.draftSavedAt && (
        <>
          {" "}
          <b class="whole">有未提交的草稿，{stampText(shown.draftSavedAt, shown.zone).slice(5)} 保存。</b>
        </>
      )}
    </p>
    <Programmes {...shown} />
    {shown.programmes
      .filter(({ no }) => shown.programme === undefined || no === shown.programme)
      .map((programme) => (
        <Programme
          {...programme}
          zone={shown.zone}
          isOnly={shown.programmes.length === 1 || shown.programme !== undefined}
          measures={shown.measures.filter((measure) => measure.programme === programme.no)}
        />
      ))}
    <Files />
    <div class="send">
      <button type="submit" name="do" value="submit">
        提交{shown.programme === undefined ? "" : "本页"}
      </button>
      <button class="second" type="submit" name="do" value="draft">
        存草稿
      </button>
      <span class="hint">
        已登记 {shown.recorded}/{shown.asked}
      </span>
    </div>
  </form>
);

/** Where there is one programme a page, going on keeps what was typed. */
function Programmes({ programmes, programme }: ShownForm): VNode | null {
  if (programmes.length < 2) return null;
  const counts = ({ recorded, asked, drafted }: FormProgramme): string =>
    `${recorded}/${asked}${drafted > 0 ? `，草稿 ${drafted}` : ""}`;
  return (
    <nav class="filter" aria-label="专项">
      {programmes.map((each) =>
        programme === undefined ? (
          <a href={`#p${each.no}`}>
            {each.code} <small>{counts(each)}</small>
          </a>
        ) : each.no === programme ? (
          <a href={`#p${each.no}`} aria-current="true">
            {each.code} {counts(each)}
          </a>
        ) : (
          <button class="second" type="submit" name="do" value={`go:${each.no}`}>
            {each.code} <small>{counts(each)}</small>
          </button>
        ),
      )}
      {programme !== undefined && <span class="hint">转到别的专项时，本页所填自动存为草稿</span>}
    </nav>
  );
}

/** With more measures to answer than this, their codes stand above them, to jump to. */
const MANY = 6;

const Programme = ({
  no,
  code,
  title,
  asked,
  recorded,
  measures,
  isOnly,
  zone,
}: FormProgramme & { measures: readonly FormMeasure[]; isOnly: boolean; zone: string }): VNode => {
  const open = measures.filter(({ stands, isDraft }) => !stands || isDraft);
  const done = measures.filter((measure) => !open.includes(measure));
  return (
    <section id={`p${no}`} class="programme">
      <h2>
        {code}{" "}
        <small>
          {title} · 已登记 {recorded}/{asked}
        </small>
      </h2>
      {open.length > MANY && (
        <nav class="codes" aria-label={`${code}未填的措施`}>
          {open.map((measure) => (
            <a href={`#${measure.id}`}>{measure.code}</a>
          ))}
        </nav>
      )}
      {open.map((measure) => (
        <Measure {...measure} isOpen zone={zone} />
      ))}
      {done.length > 0 && open.length > 0 && <h3 class="done">已登记，可更正</h3>}
      {done.map((measure) => (
        <Measure {...measure} isOpen={false} zone={zone} />
      ))}
      {!isOnly && (
        <p>
          <button class="second" type="submit" name="do" value={`submit:${no}`}>
            只提交{code}
          </button>
        </p>
      )}
    </section>
  );
};

const Measure = ({ isOpen, zone, ...measure }: FormMeasure & { isOpen: boolean; zone: string }): VNode => {
  const { id, code, taskName, text, deadlineRaw, targets, last, stands, typed, isDraft } = measure;
  return (
    <details class="measure" id={id} open={isOpen}>
      <summary>
        <b>{code}</b>
        <span class={`tag ${isDraft ? "part" : stands ? "on-time" : "open"}`}>
          {isDraft ? "草稿" : stands ? "已登记" : "未填"}
        </span>
        <span class="short">{short(text, 40)}</span>
      </summary>
      <div class="columns">
        <div class="asked">
          <p class="words">{text}</p>
          <p class="hint">
            {taskName} · 时限：{deadlineRaw || "未写明"}
          </p>
          {last && (
            <div class="last">
              <h4>上月</h4>
              <EntryWords entry={last} atMost={MAX_WORDS} />
            </div>
          )}
          {stands && (
            <p class="hint">
              {stampText(stands.at, zone).slice(5)} 登记{isDraft && "，右边所填是未提交的草稿"}
            </p>
          )}
        </div>
        <Fields id={id} code={code} targets={targets} typed={typed} />
        <input type="hidden" name={FIELD.stood(id)} value={measure.stood} />
        {measure.drafted && <input type="hidden" name={FIELD.drafted(id)} value={measure.drafted} />}
      </div>
    </details>
  );
};

const Fields = ({ id, code, targets, typed }: Pick<FormMeasure, "id" | "code" | "targets" | "typed">): VNode => (
  <fieldset>
    <legend class="unseen">{code} 本月进展</legend>
    <div class="row">
      <label>
        状态
        <select name={FIELD.status(id)}>
          <option value="">（未选）</option>
          {Object.values(STATUS_WORDS).map((words) => (
            <option value={words} selected={words === typed.status}>
              {words}
            </option>
          ))}
          {typed.status && !Object.values(STATUS_WORDS).includes(typed.status) && (
            <option value={typed.status} selected>
              {typed.status}
            </option>
          )}
        </select>
      </label>
      <label>
        完成比例 %
        <input name={FIELD.percent(id)} value={typed.percent} inputmode="decimal" autocomplete="off" />
      </label>
    </div>
    {targets.map((target, at) => (
      <label>
        指标完成数{target.unit && `（${target.unit}）`} <small>指标：{targetText(target)}</small>
        <input name={FIELD.figure(id, at)} value={typed.figures[at] ?? ""} inputmode="decimal" autocomplete="off" />
      </label>
    ))}
    <Words name={FIELD.progress(id)} words="本月进展" value={typed.progress} rows={3} />
    <div class="row halves">
      <Words name={FIELD.problems(id)} words="存在问题" value={typed.problems} rows={2} />
      <Words name={FIELD.next(id)} words="下一步" value={typed.next} rows={2} />
    </div>
  </fieldset>
);

/** Without a longest length: a browser would cut what is pasted, and not say so. */
const Words = ({ name, words, value, rows }: { name: string; words: string; value: string; rows: number }): VNode => (
  <label>
    {words}
    <textarea name={name} rows={rows}>
      {value}
    </textarea>
  </label>
);

/** What is read; whatever else is chosen is kept as evidence. */
const ANSWER_ENDINGS = ".xlsx,.xls,.et,.docx,.zip";

const Files = (): VNode => (
  <section class="attached">
    <h2>附件（可不附）</h2>
    <label>
      填好的表格、材料{" "}
      <small>提醒邮件所附的填报表，或自制的 Excel、Word 表格，可以打包成 ZIP；其中写明的各项一并登记</small>
      <input name={FIELD.answer} type="file" accept={ANSWER_ENDINGS} multiple />
    </label>
    <label>
      佐证材料 <small>PDF、图片、文档，可选多个；只留存、不读取；连同所填内容一次不超过 4 MB</small>
      <input name={FIELD.evidence} type="file" accept={EVIDENCE_ENDINGS.join(",")} multiple />
    </label>
  </section>
);
