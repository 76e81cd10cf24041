import { saysProgress } from "./answer-form.ts";
import { type AnswerMeasure, brief, exampleFor, type Placed, unplaced } from "./answer-question.ts";
import { bare, chineseNumber } from "./folded-text.ts";

/** Parts headed by a measure's own words: `推进居住区充电设施建设：…`. */
export function byTitle(text: string, measures: readonly AnswerMeasure[]): Placed | null {
  const texts = measures.map(({ code, text: words }) => ({
    code,
    words: bare(words),
  }));
  const heads = [...text.matchAll(/(^|\n)([^\n：:。；]{6,80})[：:\n]/g)].flatMap((match) => {
    const title = bare((match[2] ?? "").replace(LIST_MARK, ""));
    const fits = title.length >= 6 ? texts.filter(({ words }) => words.includes(title)) : [];
    return fits.length === 1 && fits[0]
      ? [
          {
            code: fits[0].code,
            from: match.index,
            to: match.index + match[0].length,
          },
        ]
      : [];
  });
  if (heads.length === 0) return null;
  const items = listItems(text);
  if (items && items.length > heads.length) return null;
  const placed: Placed = { about: new Map(), questions: [] };
  const before = text.slice(0, heads[0]?.from);
  if (saysProgress(before)) placed.questions.push(unplaced(before, measures));
  for (const [at, { code, to }] of heads.entries())
    placed.about.set(code, [...(placed.about.get(code) ?? []), text.slice(to, heads[at + 1]?.from)]);
  return placed;
}

const LIST_MARK =
  /^\s{0,8}(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．:：]|[①-⑳]|第[一二三四五六七八九十\d]{1,2}[项条][:：,，、]?)\s{0,4}/;

/** A numbered list that follows the reminder: only when it has an item for each measure and none fits another better. */
export function byNumber(text: string, measures: readonly AnswerMeasure[]): Placed | null {
  const items = listItems(text);
  if (!items) return null;
  const fits =
    items.length === measures.length &&
    !items.some((item) =>
      /^(?:存在|主要|下一?步|下阶段|工作进展|进展情况|基本情况|总体情况|主要做法|问题|经验|工作计划|意见|建议)/.test(
        item,
      ),
    ) &&
    !items.some((item, at) => isBetterElsewhere(item, at, measures));
  if (fits)
    return {
      about: new Map(measures.map(({ code }, at) => [code, [items[at] ?? ""]])),
      questions: [],
    };
  const said = `答复列了 ${items.length} 条，本次需报 ${measures.length} 项，不能确定每条对应哪一项。`;
  return {
    about: new Map(),
    questions: [
      {
        code: null,
        about: brief(text),
        text: `${said}请在每条前写编号，例如：${exampleFor(measures[0])}`,
      },
    ],
  };
}

/** Items of a list that begins at 1 and counts on, by the first kind of mark it uses. */
function listItems(text: string): string[] | null {
  const lines = text.split("\n");
  const marked = lines.flatMap((line, at) => {
    const mark = LIST_MARK.exec(line)?.[0];
    return mark
      ? [
          {
            at,
            kind: kindOfMark(mark),
            number: numberOf(mark),
            words: line.slice(mark.length),
          },
        ]
      : [];
  });
  const first = marked.find(({ number }) => number === 1);
  if (!first) return null;
  const items = marked.filter(({ kind }) => kind === first.kind);
  if (items.length < 2 || items.some(({ number }, at) => number !== at + 1)) return null;
  return items.map(({ at, words }, index) => [words, ...lines.slice(at + 1, items[index + 1]?.at)].join("\n"));
}

const kindOfMark = (mark: string): string =>
  mark
    .trim()
    .replace(/\d{1,2}/, "1")
    .replace(/[一二三四五六七八九十]{1,3}/, "一")
    .replace(/[①-⑳]/, "①");

const numberOf = (mark: string): number | null => {
  const circled = /[①-⑳]/.exec(mark)?.[0];
  if (circled) return circled.charCodeAt(0) - 0x2460 + 1;
  const digits = /\d{1,2}/.exec(mark)?.[0];
  return digits ? Number(digits) : chineseNumber(/[一二三四五六七八九十]{1,3}/.exec(mark)?.[0] ?? "");
};

/** Whether an item shares clearly more words with another measure than with its own. */
function isBetterElsewhere(item: string, at: number, measures: readonly AnswerMeasure[]): boolean {
  const pairs = pairsOf(item.slice(0, 400));
  const shared = measures.map(({ text }) => [...pairsOf(text)].filter((pair) => pairs.has(pair)).length);
  return Math.max(...shared) >= (shared[at] ?? 0) + 3;
}

function pairsOf(text: string): Set<string> {
  const words = bare(text);
  return new Set(Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2)));
}
