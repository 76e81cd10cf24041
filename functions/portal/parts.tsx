import type { ComponentChildren, VNode } from "preact";
import type { Timeliness } from "../core/duty.ts";
import type { Figure, Status } from "../core/entry.ts";
import { STATUS_WORDS } from "../core/report-form.ts";
import type { KeptFile } from "../core/submission.ts";
import { LINKS } from "./links.ts";
import { figureText, sizeText, TIMELINESS_SIGNS, TIMELINESS_WORDS } from "./words.ts";

/** How timely a report is: in words, with a sign, and in colour. */
export const TimelinessTag = ({ of }: { of: Timeliness }): VNode => (
  <span class={`tag ${of}`}>
    <i aria-hidden="true">{TIMELINESS_SIGNS[of]}</i>
    {TIMELINESS_WORDS[of]}
  </span>
);

export const Provisional = (): VNode => (
  <span class="tag provisional" title="下一年的放假安排尚未公布，日期可能变动">
    暂定
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
export const entryText = ({ status, percent, figures = [] }: SaidEntry): string =>
  [status && STATUS_WORDS[status], percent !== undefined && `${percent}%`, ...figures.map(figureText)]
    .filter(Boolean)
    .join(" · ");

/** How many characters of each text stand on a page with so many entries, so that it stays light. */
export const atMostOf = (entries: number): number => Math.min(Math.max(Math.round(3_000 / entries), 40), 1_000);

export function EntryWords({ entry, atMost }: { entry: SaidEntry; atMost: number }): VNode {
  const { progress, problems, next } = entry;
  return (
    <>
      {entryText(entry) && <p class="said">{entryText(entry)}</p>}
      {progress && <p class="words">{short(progress, atMost)}</p>}
      {problems && (
        <p class="words">
          <b>存在问题：</b>
          {short(problems, atMost)}
        </p>
      )}
      {next && (
        <p class="words">
          <b>下一步：</b>
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
    {text.length > CHARACTERS && <p class="hint">内容较长，只显示开头；完整内容请下载原件。</p>}
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
      {said && `（${said}）`}
    </small>
  </>
);
