import { folded } from "./folded-text.ts";

interface Sections {
  progress: string;
  problems: string;
  next: string;
  status: string;
  percent: string;
  other: string;
}

const LABELS: readonly (readonly [keyof Sections, string])[] = [
  [
    "problems",
    "(?:目前|当前)?(?:存在|面临|遇到)?的?(?:主要)?(?:问题|困难|难点)(?:(?:及|和|与|、)(?:困难|问题|原因|建议|难点|需协调事项))?",
  ],
  ["next", "(?:下一步|下步|下阶段|下一阶段|下月|后续)(?:的)?(?:工作)?(?:计划|打算|安排|措施|思路|重点)?|工作计划"],
  ["status", "(?:完成|当前|目前|进展|工作)?状态"],
  ["percent", "(?:完成|工作|总体|整体)?(?:进度|比例|百分比|完成率)(?:\\(%\\))?(?=\\s?[::]\\s?\\d)"],
  [
    "other",
    "(?:工作|具体)?措施(?:内容|名称)?|重点任务|任务(?:名称)?|措施?编号|序号|完成时限|牵头单位|协办单位|责任单位|填报单位|报送单位|填报人|联系人|联系电话|报送月份|指标数据",
  ],
  [
    "progress",
    "(?:(?:本|当)月|\\d{1,2}月份?)?(?:工作)?(?:进展|完成|落实|推进|开展)(?:情况|及成效|成效)?|工作进展(?:情况)?|主要(?:工作|做法)|进度",
  ],
];

const LABELLED = new RegExp(
  `(^|[\\n\\t。;!|，,]|\\s{2})\\s{0,6}(?:[-*·•]\\s?)?(?:[(]?[一二三四五六七八九十\\d]{1,2}[).、]\\s?)?[【\\[]?(?:${LABELS.map(([, words]) => `(${words})`).join("|")})[】\\]]?(?:\\s?:|\\s{0,4}(?=\\n))`,
  "g",
);

/** After a problem in passing the answer goes on: 存在的困难主要是资金紧张。本月推广27辆。 */
const RESUMED = /(?<=[。\n;!])(?=(?:本月(?![底末内])|当月|截至|累计|今年以来|目前已)[^。]{0,40}\d)/g;

/** A label on a line of its own, with no colon: 二、存在问题. */
const isHeading = ([words, before]: RegExpExecArray, name: keyof Sections | undefined): boolean =>
  (before === "" || /^[。;!]?\s{0,6}\n/.test(words)) &&
  (name === "problems" ||
    name === "next" ||
    (name === "progress" && /(?:情况|成效|进展|做法)[】\]]?\s{0,4}$/.test(words)));

const PHRASED =
  /(^|[\n\t。;!，,])\s{0,6}(?:[(]?[一二三四五六七八九十\d]{1,2}[).、]\s?)?(?:((?:目前|当前|但|主要)?(?:存在|面临)的?(?:主要)?(?:问题|困难)(?:主要)?(?:是|为|有|在于)|主要(?:问题|困难)(?:是|为|有))|((?:下一步|下步|下阶段|下一阶段|下月|后续)(?=[,，]|将|拟|计划|继续|工作|我|重点|要|打算|加大|加快|推进|开展|组织|准备)))/g;

/** Progress, problems and next step, by the labels people write. */
export function sectionsOf(words: string): Sections {
  const plain = folded(words);
  const labelled = [...plain.matchAll(LABELLED)].flatMap((match) => {
    const at = match.slice(2).findIndex((group) => group !== undefined);
    if (!match[0].endsWith(":") && !isHeading(match, LABELS[at]?.[0])) return [];
    const from = match.index + (match[1] ?? "").length;
    const isDated = /^\s{0,6}(?:[本当]月|\d{1,2}月)/.test(match[0].slice(from - match.index));
    return {
      from,
      to: isDated ? from : match.index + match[0].length,
      name: LABELS[at]?.[0] ?? "progress",
    };
  });
  const phrased = [...plain.matchAll(PHRASED)].map((match) => {
    const from = match.index + (match[1] ?? "").length;
    return {
      from,
      to: match[2] ? match.index + match[0].length : from,
      name: match[2] ? ("problems" as const) : ("next" as const),
    };
  });
  const started = [
    ...labelled,
    ...phrased.filter(({ from }) => !labelled.some((other) => Math.abs(other.from - from) < 3)),
  ].sort((a, b) => a.from - b.from);
  const resumed = [...plain.matchAll(RESUMED)].flatMap(({ index }) => {
    const open = started.findLast(({ from }) => from < index);
    return open?.name === "problems" && !labelled.includes(open)
      ? [{ from: index, to: index, name: "progress" as const }]
      : [];
  });
  const marks = [...started, ...resumed].sort((a, b) => a.from - b.from);
  const sections: Sections = {
    progress: words.slice(0, marks[0]?.from),
    problems: "",
    next: "",
    status: "",
    percent: "",
    other: "",
  };
  for (const [at, { name, to }] of marks.entries()) {
    const said = words.slice(to, marks[at + 1]?.from);
    const [line = "", ...more] = said.replace(/^\s+/, "").split("\n");
    const isShort = name === "status" || name === "percent" || name === "other";
    const until = name === "status" ? line.search(/[，。；;]|,(?!\d)/) : -1;
    const value = until < 0 ? line : line.slice(0, until);
    const rest = [line.slice(value.length + 1), ...more].filter((words) => words.trim());
    sections[name] += `${sections[name] ? "\n" : ""}${isShort ? value : said}`;
    if (isShort && rest.length > 0) sections.progress += `\n${rest.join("\n")}`;
  }
  return sections;
}

export const saysSome = (words: string): boolean =>
  !/^[\s，,。;；、:：]*(?:暂?无|没有|暂无问题|无问题|不存在问题|无困难|\/|-+)?[\s。.；;，,]*$/.test(
    words.slice(0, 80),
  ) || words.length > 80;
