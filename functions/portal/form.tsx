import type { VNode } from "preact";
import { formPath } from "../core/addresses.ts";
import { addDays, type Day, type Instant } from "../core/day.ts";
import type { Typed } from "../core/draft.ts";
import type { DutyKey, Request, Timeliness } from "../core/duty.ts";
import { EVIDENCE_ENDINGS } from "../core/evidence.ts";
import type { Language } from "../core/language.ts";
import type { Target } from "../core/measure.ts";
import { MAX_WORDS } from "../core/report-form.ts";
import type { Unrecorded } from "../core/submission.ts";
import type { PeriodText } from "../core/words-zh.ts";
import { formWordsIn } from "./form-words.ts";
import type { FormWords } from "./form-words-zh.ts";
import type { Framed, PlanName } from "./page.tsx";
import { EntryWords, Facts, Provisional, type SaidEntry, short, TimelinessTag } from "./parts.tsx";
import { stampText } from "./words.ts";

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
  language: Language;
  key: DutyKey;
  periodText: PeriodText;
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
  /** Why the report was returned, while it is wanted again. */
  returned: string | undefined;
  /** What the unit has asked for, and waits for. */
  request: { kind: Request["kind"]; until?: Day | undefined } | undefined;
  mayAsk: boolean;
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
  /** What was asked for just now was not taken. */
  unasked: boolean;
}

/** With the words of its plan's language. */
type Worded = ShownForm & { words: FormWords };

export function formPageOf(form: ShownForm, made: Made): Framed {
  const words = formWordsIn(form.language);
  const shown: Worded = { ...form, words };
  const { unit, plan, closed, receipt } = shown;
  const title = words.title(shown.periodText);
  const content = (
    <>
      <h1>
        <span class="whole">{unit.name}</span> <span class="whole">{title}</span>
      </h1>
      {receipt && <Receipt {...receipt} words={words} zone={shown.zone} measures={shown.measures} />}
      {made.saved && (
        <p class="notice" role="status">
          {words.saved}
        </p>
      )}
      {made.nothing && (
        <p class="notice" role="status">
          {words.nothing}
        </p>
      )}
      {made.unasked && (
        <p class="notice bad" role="status">
          {words.ask.not}
        </p>
      )}
      {shown.returned !== undefined && !closed && (
        <p class="notice bad">{words.returned(shown.returned, words.day(shown.due))}</p>
      )}
      {shown.request && (
        <p class="notice">
          {words.ask.waits(shown.request.kind, shown.request.until && words.day(shown.request.until))}
        </p>
      )}
      <Standing {...shown} />
      {closed ? <Closed {...shown} /> : <Form {...shown} {...made} />}
      {shown.mayAsk && !closed && <Ask {...shown} />}
    </>
  );
  return { title: `${unit.name} ${title}`, alone: plan.name, language: form.language, content };
}

const Standing = ({ words, ...shown }: Worded): VNode => (
  <Facts
    of={[
      [words.facts.report, <TimelinessTag of={shown.timeliness} words={words.timeliness} />],
      [words.facts.recorded, `${shown.recorded}/${shown.asked}`],
      [
        words.facts.due,
        <>
          {words.day(shown.due)} 24:00 {shown.provisional && <Provisional words={words.provisional} />}
        </>,
      ],
      [words.facts.closes, words.day(shown.closes)],
      [words.facts.round, shown.round > 1 && words.round(shown.round)],
      [words.facts.reader, <span class="mail">{shown.reader}</span>],
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
  words,
}: FormReceipt & { zone: string; measures: readonly FormMeasure[]; words: FormWords }): VNode => (
  <section class={`receipt ${unrecorded.length > 0 ? "partly" : "wholly"}`} role="status">
    <h2>
      {recorded.length > 0
        ? words.receipt.recorded(recorded.length)
        : kept > 0 && unrecorded.length === 0
          ? words.receipt.files(kept)
          : words.receipt.none}
      {unrecorded.length > 0 && words.receipt.unrecorded(unrecorded.length)}
    </h2>
    <p>
      {words.receipt.number} <b>{number}</b>
      {words.receipt.at(stampText(at, zone), late, afterClosing)}
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
        <p>{words.receipt.kept}</p>
        <ul>
          {unrecorded.map(({ code, text }) => (
            <li>
              {code && !text.includes(code) && <Code code={code} measures={measures} />} {text}
              {code && text.includes(code) && measureOf(code, measures) && (
                <a class="whole" href={`#${measureOf(code, measures)?.id}`}>
                  {words.receipt.correct}
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

const Closed = ({ key, periodText, operator, measures, programmes, programme, token, words }: Worded): VNode => (
  <>
    <p class="notice">{words.closed(periodText, operator)}</p>
    {programme !== undefined && (
      <nav class="filter" aria-label={words.programmes}>
        {programmes.map(({ no, code, asked }) => (
          <a href={`${formPath(key, token)}?programme=${no}`} aria-current={no === programme ? "true" : undefined}>
            {code} {asked}
          </a>
        ))}
      </nav>
    )}
    <section>
      <h2>{words.stands}</h2>
      {measures.map(({ code, text, stands }) => (
        <article class="entry">
          <h3>{code}</h3>
          <p class="hint">{short(text, 80)}</p>
          {stands ? <EntryWords entry={stands} atMost={MAX_WORDS} words={words} /> : <p>{words.unrecorded}</p>}
        </article>
      ))}
    </section>
  </>
);

/** For more time, or to be exempted: the same as by mail (RP-14). */
const Ask = ({ words, key, token, closes }: Worded): VNode => (
  <details>
    <summary>{words.ask.title}</summary>
    <form method="post" action={formPath(key, token)} enctype="multipart/form-data">
      <label for="ask-kind">{words.ask.what}</label>
      <select id="ask-kind" name="kind">
        <option value="extension">{words.ask.kinds.extension}</option>
        <option value="exemption">{words.ask.kinds.exemption}</option>
      </select>
      <label for="ask-until">{words.ask.until(words.day(closes))}</label>
      <input id="ask-until" type="date" name="until" max={addDays(closes, -1)} />
      <label for="ask-why">{words.ask.why}</label>
      <textarea id="ask-why" name="why" rows={2} minlength={2} maxlength={500} required />
      <p>
        <button type="submit" name="do" value="ask">
          {words.ask.send}
        </button>
      </p>
    </form>
  </details>
);

const Form = ({ words, ...shown }: Worded & Made): VNode => (
  <form class="report" method="post" action={formPath(shown.key, shown.token)} enctype="multipart/form-data">
    {/* pressing Enter in a field keeps the draft: only a button that says so sends anything */}
    <button class="first" type="submit" name="do" value="draft" tabindex={-1}>
      {words.keep}
    </button>
    <input type="hidden" name="form" value={shown.id} />
    {shown.programme !== undefined && <input type="hidden" name="programme" value={shown.programme} />}
    <p class="notice">
      {words.how}
      {shown.draftSavedAt && (
        <>
          {" "}
          <b class="whole">{words.draftOf(stampText(shown.draftSavedAt, shown.zone).slice(5))}</b>
        </>
      )}
    </p>
    <Programmes {...shown} words={words} />
    {shown.programmes
      .filter(({ no }) => shown.programme === undefined || no === shown.programme)
      .map((programme) => (
        <Programme
          {...programme}
          words={words}
          zone={shown.zone}
          isOnly={shown.programmes.length === 1 || shown.programme !== undefined}
          measures={shown.measures.filter((measure) => measure.programme === programme.no)}
        />
      ))}
    <Files words={words} />
    <div class="send">
      <button type="submit" name="do" value="submit">
        {words.submit(shown.programme !== undefined)}
      </button>
      <button class="second" type="submit" name="do" value="draft">
        {words.keep}
      </button>
      <span class="hint">{words.recordedOf(shown.recorded, shown.asked)}</span>
    </div>
  </form>
);

/** Where there is one programme a page, going on keeps what was typed. */
function Programmes({ programmes, programme, words }: Worded): VNode | null {
  if (programmes.length < 2) return null;
  const counts = ({ recorded, asked, drafted }: FormProgramme): string => words.counts(recorded, asked, drafted);
  return (
    <nav class="filter" aria-label={words.programmes}>
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
      {programme !== undefined && <span class="hint">{words.moving}</span>}
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
  words,
}: FormProgramme & {
  measures: readonly FormMeasure[];
  isOnly: boolean;
  zone: string;
  words: FormWords;
}): VNode => {
  const open = measures.filter(({ stands, isDraft }) => !stands || isDraft);
  const done = measures.filter((measure) => !open.includes(measure));
  return (
    <section id={`p${no}`} class="programme">
      <h2>
        {code}{" "}
        <small>
          {title} · {words.recordedOf(recorded, asked)}
        </small>
      </h2>
      {open.length > MANY && (
        <nav class="codes" aria-label={words.open(code)}>
          {open.map((measure) => (
            <a href={`#${measure.id}`}>{measure.code}</a>
          ))}
        </nav>
      )}
      {open.map((measure) => (
        <Measure {...measure} isOpen zone={zone} words={words} />
      ))}
      {done.length > 0 && open.length > 0 && <h3 class="done">{words.done}</h3>}
      {done.map((measure) => (
        <Measure {...measure} isOpen={false} zone={zone} words={words} />
      ))}
      {!isOnly && (
        <p>
          <button class="second" type="submit" name="do" value={`submit:${no}`}>
            {words.submitOnly(code)}
          </button>
        </p>
      )}
    </section>
  );
};

const Measure = ({
  isOpen,
  zone,
  words,
  ...measure
}: FormMeasure & { isOpen: boolean; zone: string; words: FormWords }): VNode => {
  const { id, code, taskName, text, deadlineRaw, targets, last, stands, typed, isDraft } = measure;
  return (
    <details class="measure" id={id} open={isOpen}>
      <summary>
        <b>{code}</b>
        <span class={`tag ${isDraft ? "part" : stands ? "on-time" : "open"}`}>
          {isDraft ? words.state.draft : stands ? words.state.recorded : words.state.open}
        </span>
        <span class="short">{short(text, 40)}</span>
      </summary>
      <div class="columns">
        <div class="asked">
          <p class="words">{text}</p>
          <p class="hint">{words.deadline(taskName, deadlineRaw)}</p>
          {last && (
            <div class="last">
              <h4>{words.last}</h4>
              <EntryWords entry={last} atMost={MAX_WORDS} words={words} />
            </div>
          )}
          {stands && <p class="hint">{words.recordedAt(stampText(stands.at, zone).slice(5), isDraft)}</p>}
        </div>
        <Fields id={id} code={code} targets={targets} typed={typed} words={words} />
        <input type="hidden" name={FIELD.stood(id)} value={measure.stood} />
        {measure.drafted && <input type="hidden" name={FIELD.drafted(id)} value={measure.drafted} />}
      </div>
    </details>
  );
};

const Fields = ({
  id,
  code,
  targets,
  typed,
  words,
}: Pick<FormMeasure, "id" | "code" | "targets" | "typed"> & { words: FormWords }): VNode => (
  <fieldset>
    <legend class="unseen">{words.fields.legend(code)}</legend>
    <div class="row">
      <label>
        {words.fields.status}
        <select name={FIELD.status(id)}>
          <option value="">{words.fields.unchosen}</option>
          {Object.values(words.statuses).map((status) => (
            <option value={status} selected={status === typed.status}>
              {status}
            </option>
          ))}
          {typed.status && !Object.values(words.statuses).includes(typed.status) && (
            <option value={typed.status} selected>
              {typed.status}
            </option>
          )}
        </select>
      </label>
      <label>
        {words.fields.percent}
        <input name={FIELD.percent(id)} value={typed.percent} inputmode="decimal" autocomplete="off" />
      </label>
    </div>
    {targets.map((target, at) => (
      <label>
        {words.fields.figures(target.unit)} <small>{words.fields.target(target)}</small>
        <input name={FIELD.figure(id, at)} value={typed.figures[at] ?? ""} inputmode="decimal" autocomplete="off" />
      </label>
    ))}
    <Words name={FIELD.progress(id)} words={words.fields.progress} value={typed.progress} rows={3} />
    <div class="row halves">
      <Words name={FIELD.problems(id)} words={words.fields.problems} value={typed.problems} rows={2} />
      <Words name={FIELD.next(id)} words={words.fields.next} value={typed.next} rows={2} />
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

const Files = ({ words: { files } }: { words: FormWords }): VNode => (
  <section class="attached">
    <h2>{files.heading}</h2>
    <label>
      {files.answer} <small>{files.answerHint}</small>
      <input name={FIELD.answer} type="file" accept={ANSWER_ENDINGS} multiple />
    </label>
    <label>
      {files.evidence} <small>{files.evidenceHint}</small>
      <input name={FIELD.evidence} type="file" accept={EVIDENCE_ENDINGS.join(",")} multiple />
    </label>
  </section>
);
