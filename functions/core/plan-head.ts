import { Day } from "./day.ts";

/** What the paragraphs before the first table say of the plan: what is absent was not found. */
export interface PlanHead {
  /** The document's title inside 《…》, without blanks. */
  title?: string;
  year?: number;
  /** 文号, `京兴政办发〔2024〕2号`. */
  number?: string;
  issuer?: string;
  /** 成文日期, the date under the signature. */
  issuedOn?: Day;
  order?: StandingOrder;
}

/** What every unit is told to report every month. */
interface StandingOrder {
  text: string;
  line: number;
  /** Working day of the next month. */
  dueWorkingDay?: number;
  /** The office reported to. */
  operatorName?: string;
}

export interface Paragraph {
  line: number;
  text: string;
}

export function readHead(paragraphs: readonly Paragraph[]): PlanHead {
  const texts = paragraphs.map(({ text }) => text.replace(/\s/gu, ""));
  const title = firstOf(texts, (text) => /《([^《》]{1,200})》/u.exec(text)?.[1]);
  const signed = texts.findIndex((text) => dateOf(text));
  return {
    title,
    year: title === undefined ? undefined : yearIn(title),
    number: firstOf(texts, (text) => /^.{1,20}[〔[［(（]\d{4}[〕\]］)）]\d{1,5}号$/u.exec(text)?.[0]),
    issuer: signed > 0 ? texts[signed - 1] : undefined,
    issuedOn: dateOf(texts[signed] ?? ""),
    order: firstOf(paragraphs, orderIn),
  };
}

/** The year a title names; none when it names several (2023-2025 年). */
export function yearIn(title: string): number | undefined {
  const years = new Set(title.match(/20\d\d/gu));
  return years.size === 1 ? Number([...years][0]) : undefined;
}

function orderIn({ text: paragraph, line }: Paragraph): StandingOrder | undefined {
  const text = paragraph
    .split(/(?<=。)/u)
    .find((each) => each.includes("每月") && each.includes("报送"))
    ?.trim();
  if (!text) return undefined;
  const ordinal = /第([一二三四五六七八九十\d]{1,3})个工作日/u.exec(text)?.[1];
  return {
    text,
    line,
    dueWorkingDay: ordinal === undefined ? undefined : numberOf(ordinal),
    operatorName: /向([^向，；。]{2,30}?)报送/u.exec(text)?.[1],
  };
}

/** A number below a hundred in digits or in words: `12`, `二`, `十二`. */
export function numberOf(said: string): number | undefined {
  if (/^\d{1,4}$/u.test(said)) return Number(said);
  const words = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/u.exec(said);
  if (!words || said === "") return undefined;
  const [, first, ten, last] = words;
  if (!ten) return first && last ? undefined : digitOf(first ?? last);
  return (first ? digitOf(first) : 1) * 10 + digitOf(last);
}
const digitOf = (word = ""): number => "零一二三四五六七八九".indexOf(word || "零");

function dateOf(text: string): Day | undefined {
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/u.exec(text.normalize("NFKC")) ?? [];
  return year && month && day
    ? Day.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data
    : undefined;
}

function firstOf<Each, Found>(all: readonly Each[], find: (each: Each) => Found | undefined): Found | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
