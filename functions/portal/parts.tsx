import type { ComponentChildren, VNode } from "preact";
import type { Timeliness } from "../core/duty.ts";
import type { Figure, Status } from "../core/entry.ts";
import type { KeptFile } from "../core/submission.ts";
import { formWordsIn } from "./form-words.ts";
import type { FormWords } from "./form-words-zh.ts";
import { spoken, t } from "./language.ts";
import { LINKS } from "./links.ts";
import { sizeText, TIMELINESS_SIGNS } from "./words.ts";

/** How timely a report is: in words, with a sign, and in colour. */
export const TimelinessTag = ({
  of,
  words = formWordsIn(spoken()).timeliness,
}: {
  of: Timeliness;
  words?: Record<Timeliness, string>;
}): VNode => (
  <span class={`tag ${of}`}>
    <i aria-hidden="true">{TIMELINESS_SIGNS[of]}</i>
    {words[of]}
  </span>
);

export const Provisional = ({
  words = formWordsIn(spoken()).provisional,
}: {
  words?: FormWords["provisional"];
}): VNode => (
  <span class="tag provisional" title={words.why}>
    {words.tag}
  </span>
);

/** A cell that carries its heading along for narrow screens. */
export const Cell = ({
  label,
  class: kind,
  children,
}: {
  label: string;
  class?: string;
  children?: ComponentChildren;
}): VNode => (
  <td data-label={label} class={kind}>
    {children}
  </td>
);

/** What a list of facts says, each under its name; what is empty is left out. */
export const Facts = ({ of }: { of: readonly (readonly [string, ComponentChildren])[] }): VNode => (
  <dl class="facts">
    {of
      .filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== false)
      .map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

/** What was said of a measure, as far as it was. */
export interface SaidEntry {
  status?: Status;
  percent?: number;
  figures?: readonly Figure[];
  progress?: string;
  problems?: string;
  next?: string;
}

/** `推进中 60% 累计 12 处`. */
export const entryText = (
  { status, percent, figures = [] }: SaidEntry,
  words: FormWords = formWordsIn(spoken()),
): string =>
  [status && words.statuses[status], percent !== undefined && `${percent}%`, ...figures.map(words.figure)]
    .filter(Boolean)
    .join(" · ");

/** How many characters of each text stand on a page with so many entries, so that it stays light. */
export const atMostOf = (entries: number): number => Math.min(Math.max(Math.round(3_000 / entries), 40), 1_000);

export function EntryWords({
  entry,
  atMost,
  words = formWordsIn(spoken()),
}: {
  entry: SaidEntry;
  atMost: number;
  words?: FormWords;
}): VNode {
  const { progress, problems, next } = entry;
  return (
    <>
      {entryText(entry, words) && <p class="said">{entryText(entry, words)}</p>}
      {progress && <p class="words">{short(progress, atMost)}</p>}
      {problems && (
        <p class="words">
          <b>{words.label(words.fields.problems)}</b>
          {short(problems, atMost)}
        </p>
      )}
      {next && (
        <p class="words">
          <b>{words.label(words.fields.next)}</b>
          {short(next, atMost)}
        </p>
      )}
    </>
  );
}

export const short = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length)}…` : text;

/** So many characters of a long text stand on a page. */
const CHARACTERS = 6_000;

export const LongText = ({ text }: { text: string }): VNode => (
  <>
    <pre>{text.slice(0, CHARACTERS)}</pre>
    {text.length > CHARACTERS && <p class="hint">{t("内容较长，只显示开头；完整内容请下载原件。")}</p>}
  </>
);

/** A file that came, to be saved, with its size and what was read of it. */
export const FileLink = ({ name, bytes, no, said, of }: KeptFile & { of: string }): VNode => (
  <>
    <a href={LINKS.receivedFile(of, no)} download="">
      {name}
    </a>{" "}
    <small>
      {bytes !== undefined && sizeText(bytes)}
      {said && t("（{said}）", { said })}
    </small>
  </>
);
