import { chineseNumber } from "./folded-text.ts";
import type { Language } from "./language.ts";

/** A place in an answer that names measures: one, several (`蓝天-3-1、3-2`), or a range of them. */
export interface Mention {
  from: number;
  /** The first character after it. */
  to: number;
  /** Codes of measures that are asked for. */
  codes: string[];
  /** What looks like a code and is none of these, as written. */
  wrong: string[];
}

interface Named {
  id: string;
  code: string;
}

/** The measures that a text names (RP-4). @param text folded */
export function mentionsIn(text: string, measures: readonly Named[], language: Language = "zh"): Mention[] {
  const found: Mention[] = [];
  for (const match of text.matchAll(patternFor(measures))) {
    const last = found.at(-1);
    if (last && match.index < last.to) continue;
    const mention = grown(text, single(match, measures), measures);
    if (last && JOIN[language].test(text.slice(last.to, mention.from)))
      found[found.length - 1] = {
        from: last.from,
        to: mention.to,
        codes: [...new Set([...last.codes, ...mention.codes])],
        wrong: [...last.wrong, ...mention.wrong],
      };
    else found.push(mention);
  }
  return found;
}

const JOIN: Record<Language, RegExp> = {
  zh: /^\s{0,3}(?:[、,，/和及与]|以及)\s{0,3}$/,
  en: /^\s{0,3}(?:[,/&]|,?\s?and)\s{0,3}$/,
};
const NUMBER = "\\d{1,3}|[一二三四五六七八九十]{1,3}";
/** What follows a code is not the rest of a date, a decimal or a quantity. */
const END = "(?!\\d|\\.\\d|\\s?(?:月|年|日|%|万|亿|公里|亩|吨|米))";

function patternFor(measures: readonly Named[]): RegExp {
  const names = [...new Set(measures.map(({ code }) => code.split("-")[0] ?? ""))]
    .filter(Boolean)
    .map((name) => name.replace(/[^\p{L}\p{N}]/gu, "\\$&"));
  const name = `${names.join("|") || "(?!)"}|[Aa]\\d{1,2}(?=[\\s\\-._·/第])`;
  const joined = `(${name})[\\s\\-._·/(第]{0,4}(\\d{1,3})\\s?[\\-._·/]{1,2}\\s?(\\d{1,3})${END}`;
  const spoken = `(${name})[\\s\\-]{0,2}(?=第|任务|\\d{1,3}\\s?项)(?:任务)?第?\\s?(${NUMBER})\\s?(?:大?项|号)?(?:重点)?(?:任务)?[\\s,，、的\\-]{0,2}(?:工作)?(?:措施)?第?\\s?(${NUMBER})\\s?(?:条|项|款|号|点)(?:措施)?`;
  const foreign = `([\\u4e00-\\u9fa5]{2}|[Aa]\\d{1,2})-(\\d{1,3})-(\\d{1,3})${END}`;
  return new RegExp(`${joined}|${spoken}|${foreign}`, "g");
}

function single(match: RegExpExecArray, measures: readonly Named[]): Mention {
  const [name = "", task = "", index = ""] = match.slice(1).filter((group) => group !== undefined);
  const code = codeOf(name, numberOf(task), numberOf(index), measures);
  return {
    from: match.index,
    to: match.index + match[0].length,
    codes: code ? [code] : [],
    wrong: code ? [] : [match[0]],
  };
}

function codeOf(name: string, task: number | null, index: number | null, measures: readonly Named[]): string | null {
  const wanted = `${name.toUpperCase()}-${task}-${index}`;
  return measures.find(({ id, code }) => code.toUpperCase() === wanted || id === wanted)?.code ?? null;
}

const numberOf = (text: string): number | null => (/^\d/.test(text) ? Number(text) : chineseNumber(text));

/** With what follows a code and continues it: `至3-4`, `~4`, `、3-3`. */
function grown(text: string, mention: Mention, measures: readonly Named[]): Mention {
  const first = mention.codes[0];
  if (!first) return mention;
  const [name = "", task = ""] = first.split("-");
  const rest = text.slice(mention.to, mention.to + 60);
  const range =
    /^\s?(?:至|到|~|--)\s?(?:[A-Za-z\u4e00-\u9fa5]{1,4}\d{0,2}[\s-]{0,2})?(\d{1,3})[-.](\d{1,3})(?!\d|\.\d|\s?(?:月|年|日|%))/.exec(
      rest,
    ) ?? /^\s?(?:至|到|~|--)\s?()(\d{1,3})(?=\s?(?:均|都|已|项|条|[,，、:;；。\s(]|$))/.exec(rest);
  if (range)
    return ranged(
      mention,
      first,
      codeOf(name, Number(range[1] || task), Number(range[2]), measures),
      range[0],
      measures,
    );
  const next = /^\s?(?:[、,，/和及与]|以及)\s?(\d{1,3})-(\d{1,3})(?!\d|\.\d|-\d|\s?(?:月|年|日|%|家|个|辆|项|次))/.exec(
    rest,
  );
  if (!next) return mention;
  const code = codeOf(name, Number(next[1]), Number(next[2]), measures);
  const wider = { ...mention, to: mention.to + next[0].length };
  const added = code
    ? { ...wider, codes: [...mention.codes, code] }
    : { ...wider, wrong: [...mention.wrong, `${name}-${next[1]}-${next[2]}`] };
  const more = grown(text, { ...added, codes: [first] }, measures);
  return {
    ...more,
    codes: [...new Set([...added.codes, ...more.codes])],
    wrong: [...new Set([...added.wrong, ...more.wrong])],
  };
}

/** All measures asked for from one to another, in the order of the plan. */
function ranged(
  mention: Mention,
  first: string,
  last: string | null,
  words: string,
  measures: readonly Named[],
): Mention {
  const to = mention.to + words.length;
  const ordered = measures
    .filter(({ code }) => code.split("-")[0] === first.split("-")[0])
    .sort((a, b) => placeOf(a.code) - placeOf(b.code));
  const [from, until] = [first, last].map((each) => ordered.findIndex(({ code }) => code === each)) as [number, number]; // two in, two out
  if (until < from || !last) return { ...mention, to, codes: [], wrong: [`${first}${words}`] };
  return {
    ...mention,
    to,
    codes: ordered.slice(from, until + 1).map(({ code }) => code),
  };
}

/** Place in the plan: task, then index. */
function placeOf(code: string): number {
  const [, task = 0, index = 0] = code.split("-").map(Number);
  return task * 1000 + index;
}

/** The measures asked for that a wrong code is most likely to mean, nearest first. */
export function nearestTo(wrong: string, measures: readonly Named[]): string[] {
  const [task = 0, index = 0] = (wrong.match(/\d{1,3}/g) ?? []).slice(-2).map(Number);
  const distance = ({ code, id }: Named): number =>
    (wrong.startsWith(code.split("-")[0] ?? "") || wrong.toUpperCase().startsWith(id.split("-")[0] ?? "")
      ? 0
      : 1_000_000) + Math.abs(placeOf(code) - (task * 1000 + index));
  return [...measures]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, 3)
    .map(({ code }) => code);
}
