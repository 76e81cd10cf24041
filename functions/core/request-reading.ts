import { Day, yearOf } from "./day.ts";
import type { Request } from "./duty.ts";
import { folded } from "./folded-text.ts";
import type { Language } from "./language.ts";
import { MONTHS } from "./words-en.ts";

/** A unit asks for more time with its report, or to be exempted; said of the report, not of a measure's work. */
const EXTENSION =
  /(?:申请|请求|恳请|恳望|请予|请准予|请允许|拟|望|希望|请)[^。;!?\n]{0,40}?(?:延期|延后|推迟|延迟|暂缓|缓期|缓报|迟报|晚(?:几|[一二两三四五六七八九十\d]+)天?)[^。;!?\n]{0,12}?(?:报送|上报|填报|提交|报告|报)|(?:申请|请求|恳请)[^。;!?\n]{0,20}?(?:延期|缓报)[^。;!?\n]{0,20}?(?:至|到)/u;
const EXEMPTION = /(?:申请|请求|恳请|请予|请准予)[^。;!?\n]{0,40}?(?:免报|免于报送|免予报送|免除报送|不再报送|不报)/u;
/** Work that is put off is progress, not a request: 该项目申请延期至6月完工. */
const OF_WORK =
  /(?:项目|工程|施工|竣工|完工|工期|开工|建设|验收|合同)[^。;!?\n]{0,20}?(?:延期|延后|推迟)|(?:延期|延后|推迟)[^。;!?\n]{0,12}?(?:竣工|完工|开工|施工|完成|验收)/u;
const UNTIL = /(?:至|到|于)\s*(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]/u;
/** The same in English: `we request an extension until 19 April`. */
const EXTENSION_EN =
  /\b(?:request|ask|apply|need|would like|grant)\b.{0,40}\b(?:extension|more time|later date|postpone)|\b(?:extend|postpone)\b.{0,20}\b(?:report|reporting|submission|due date)/iu;
const EXEMPTION_EN = /\b(?:request|ask|apply|would like|grant)\b.{0,40}\bexempt(?:ion|ed)?\b/iu;
const OF_WORK_EN =
  /\b(?:contract(?:or)?s?|construction|works|installation|completion|delivery|project)\b.{0,40}\b(?:extension|extend|postpone)|\b(?:extension|extend|postpone)\w*\b.{0,20}\b(?:contract|construction|works|installation|completion|delivery|project)/iu;
const UNTIL_EN = /\b(?:to|until|till|by) (?:the )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})(?: (20\d\d))?/iu;
const WORDS: Record<Language, RequestWords> = {
  zh: {
    exemption: EXEMPTION,
    extension: EXTENSION,
    ofWork: OF_WORK,
    until: (sentence, today) => dayNamed(sentence, today),
  },
  en: {
    exemption: EXEMPTION_EN,
    extension: EXTENSION_EN,
    ofWork: OF_WORK_EN,
    until: (sentence, today) => {
      const [, day, name = "", year] = UNTIL_EN.exec(sentence) ?? [];
      const month = MONTHS.findIndex((each) => each.toLowerCase().startsWith(name.toLowerCase())) + 1;
      return day && month > 0 ? dayIn(Number(year ?? yearOf(today)), String(month), day) : undefined;
    },
  },
};
interface RequestWords {
  exemption: RegExp;
  extension: RegExp;
  ofWork: RegExp;
  /** The day that the sentence names. */
  until: (sentence: string, today: Day) => Day | undefined;
}

const SENTENCE = /[^。;!?\n]+/gu;
const MOST_WHY = 500;
/** A request stands at the beginning of a mail, not behind pages of text. */
const MOST_READ = 10_000;

/**
 * What a unit asks for in its own words, if it does: with the sentence that asks as the reason, and the day it names.
 *
 * @rule RP-14 a request for more time or exemption is taken from the person's own words, as one for the report, and decided by a person
 */
export function requestIn(
  text: string,
  today: Day,
  language: Language = "zh",
): Pick<Request, "kind" | "why" | "until"> | undefined {
  const words = WORDS[language];
  const sentences = folded(text.slice(0, MOST_READ)).match(SENTENCE) ?? [];
  for (const sentence of sentences) {
    const kind = words.exemption.test(sentence)
      ? "exemption"
      : words.extension.test(sentence) && !words.ofWork.test(sentence)
        ? "extension"
        : undefined;
    if (!kind) continue;
    const until = kind === "extension" ? words.until(sentence, today) : undefined;
    return { kind, why: text.trim().slice(0, MOST_WHY), ...(until && { until }) };
  }
  return undefined;
}

/** The day a sentence names; of this year, or of the next when it has long passed. */
function dayNamed(sentence: string, today: Day): Day | undefined {
  const [, year, month, day] = UNTIL.exec(sentence) ?? [];
  if (!month || !day) return undefined;
  const of = (inYear: number): Day | undefined => dayIn(inYear, month, day);
  const named = of(year ? Number(year) : yearOf(today));
  return named && !year && named < today && Number(month) < 3 ? of(yearOf(today) + 1) : named;
}

const dayIn = (year: number, month: string, day: string): Day | undefined =>
  Day.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data;
