import { Day } from "./day.ts";
import type { Language } from "./language.ts";

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

export function readHead(paragraphs: readonly Paragraph[], language: Language): PlanHead {
  const { plain, titleIn, numberIn, dateOf, orderIn } = HEADS[language];
  const texts = paragraphs.map(({ text }) => plain(text));
  const title = firstOf(texts, titleIn);
  const signed = texts.findIndex((text) => dateOf(text));
  return {
    title,
    year: title === undefined ? undefined : yearIn(title),
    number: firstOf(texts, numberIn),
    issuer: signed > 0 ? texts[signed - 1] : undefined,
    issuedOn: dateOf(texts[signed] ?? ""),
    order: firstOf(paragraphs, orderIn),
  };
}

/** How a document of a language says what stands in its head. */
interface HeadWords {
  /** A paragraph as it is looked at. */
  plain: (text: string) => string;
  titleIn: (text: string) => string | undefined;
  numberIn: (text: string) => string | undefined;
  /** The day of issue, on a line of its own. */
  dateOf: (text: string) => Day | undefined;
  orderIn: (paragraph: Paragraph) => StandingOrder | undefined;
}

/** The year a title names; none when it names several (2023-2025 年). */
export function yearIn(title: string): number | undefined {
  const years = new Set(title.match(/20\d\d/gu));
  return years.size === 1 ? Number([...years][0]) : undefined;
}

function chineseOrder({ text: paragraph, line }: Paragraph): StandingOrder | undefined {
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

function chineseDate(text: string): Day | undefined {
  const [, year, month, day] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/u.exec(text.normalize("NFKC")) ?? [];
  return dayNamed(year, month, day);
}
const dayNamed = (year = "", month = "", day = ""): Day | undefined =>
  Day.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data;

/** `15 January 2024`, `Issued on January 15, 2024`. */
function englishDate(text: string): Day | undefined {
  const said =
    /^(?:issued |approved |published |dated )?(?:on )?(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]{3,9})(?: (\d{1,2}))?,? (20\d\d)\.?$/iu.exec(
      text,
    );
  const month = MONTHS.indexOf(said?.[2]?.slice(0, 3).toLowerCase() ?? "") + 1;
  return dayNamed(said?.[4], String(month), said?.[1] ?? said?.[3]);
}
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const ORDINALS =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth".split(
    " ",
  );

function englishOrder({ text: paragraph, line }: Paragraph): StandingOrder | undefined {
  const text = paragraph
    .split(/(?<=\.)\s/u)
    .find((each) => /\breports?\b/iu.test(each) && /\b(?:each|every|month|quarter|half-year)/iu.test(each))
    ?.trim();
  if (!text) return undefined;
  const ordinal = /\b(?:(\d{1,2})(?:st|nd|rd|th)|([a-z]+)) working day/iu.exec(text);
  const named = ORDINALS.indexOf(ordinal?.[2]?.toLowerCase() ?? "") + 1;
  return {
    text,
    line,
    dueWorkingDay: ordinal?.[1] ? Number(ordinal[1]) : named || undefined,
    operatorName: /\bto (?:the )?([A-Z][\w&' -]{1,38}?)(?= by\b| before\b| no later\b|[,.;])/u.exec(text)?.[1],
  };
}

const HEADS: Record<Language, HeadWords> = {
  zh: {
    plain: (text) => text.replace(/\s/gu, ""),
    titleIn: (text) => /《([^《》]{1,200})》/u.exec(text)?.[1],
    numberIn: (text) => /^.{1,20}[〔[［(（]\d{4}[〕\]］)）]\d{1,5}号$/u.exec(text)?.[0],
    dateOf: chineseDate,
    orderIn: chineseOrder,
  },
  en: {
    plain: (text) => text.replace(/\s+/gu, " ").trim(),
    titleIn: (text) =>
      /\b(?:plan|programme|strategy)\b/iu.test(text) && /^[^.]{5,120}\b20\d\d\b[^.]{0,20}$/u.test(text)
        ? text
        : undefined,
    numberIn: (text) => /^(?:ref(?:erence)?|document|doc|no)\.?(?: no\.?)?:? ([\w./-]{2,40})$/iu.exec(text)?.[1],
    dateOf: englishDate,
    orderIn: englishOrder,
  },
};

function firstOf<Each, Found>(all: readonly Each[], find: (each: Each) => Found | undefined): Found | undefined {
  for (const each of all) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}
