import { Day, lastDayOf, Month } from "./day.ts";
import type { Deadline } from "./deadline.ts";
import type { Language } from "./language.ts";

/**
 * What a deadline column says, in any spacing and width.
 *
 * @param raw   the cell as written: `4 月 1 日起`, `６-９月`
 * @param year  the plan's year, for days that name none
 * @returns     null when it cannot be read: a question to a person, never a default
 * @rule DL-1
 * @rule DL-2
 * @rule DL-7
 */
export function readDeadline(raw: string, year: number, language: Language = "zh"): Deadline | null {
  const { plain, forms } = DEADLINE_FORMS[language];
  const said = plain(raw);
  for (const { pattern, read } of forms) {
    const found = pattern.exec(said);
    if (found) return read(found.groups ?? {}, found.groups?.year ?? String(year)) ?? null;
  }
  return null;
}

type Parts = Record<string, string | undefined>;

/** A way in which a deadline is written. */
interface DeadlineForm {
  pattern: RegExp;
  read: (parts: Parts, year: string) => Deadline | undefined;
}

const by = (day: Day | undefined): Deadline | undefined => day && { kind: "by", day };
const from = (day: Day | undefined): Deadline | undefined => day && { kind: "from", day };
const window = (first: Day | undefined, last: Day | undefined): Deadline | undefined =>
  first && last && first <= last ? { kind: "window", from: first, to: last } : undefined;

const dayNamed = (year: string, month = "", day = ""): Day | undefined =>
  Day.safeParse(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`).data;

function lastDayNamed(year: string, month = ""): Day | undefined {
  const named = Month.safeParse(`${year}-${month.padStart(2, "0")}`).data;
  return named && lastDayOf(named);
}

/** After blanks are taken out and digits made narrow. `前` is inclusive. */
const CHINESE: readonly DeadlineForm[] = [
  {
    pattern: /^(?:(?<year>\d{4})年|年)(?:底|末|内)(?:前|之前|以前)?$/u,
    read: (_, year) => by(dayNamed(year, "12", "31")),
  },
  {
    pattern: /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?:底|末)(?:前|之前|以前)?$/u,
    read: ({ month }, year) => by(lastDayNamed(year, month)),
  },
  {
    pattern: /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})日(?:前|之前|以前)?$/u,
    read: ({ month, day }, year) => by(dayNamed(year, month, day)),
  },
  {
    pattern: /^自?(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?:(?<day>\d{1,2})日)?起(?:实施|执行)?$/u,
    read: ({ month, day }, year) => from(dayNamed(year, month, day ?? "1")),
  },
  {
    pattern: /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月?(?:[-~—–]+|至|到)(?<lastMonth>\d{1,2})月(?:底|份)?$/u,
    read: ({ month, lastMonth }, year) => window(dayNamed(year, month, "1"), lastDayNamed(year, lastMonth)),
  },
  {
    pattern:
      /^(?:(?<year>\d{4})年)?(?<month>\d{1,2})月(?<day>\d{1,2})日(?:[-~—–]+|至|到)(?<lastMonth>\d{1,2})月(?<lastDay>\d{1,2})日$/u,
    read: ({ month, day, lastMonth, lastDay }, year) =>
      window(dayNamed(year, month, day), dayNamed(year, lastMonth, lastDay)),
  },
  {
    pattern: /^(?:长期|持续|常态化)(?:实施|推进|坚持|开展|落实|执行)?$/u,
    read: () => ({ kind: "ongoing" }),
  },
  {
    pattern: /^按(?:照)?(?:时间)?节点(?:要求)?(?:完成|推进|落实)$/u,
    read: () => ({ kind: "milestones", days: [] }),
  },
];

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NAME =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
/** `03` of `March`. */
const monthNo = (name = ""): string => String(MONTHS.indexOf(name.slice(0, 3)) + 1);

/** The name of a month, a day, and a quarter, with what their groups are called behind. */
const monthAs = (group: string): string => `(?<month${group}>${NAME})`;
const dateAs = (group: string): string => `(?<day${group}>\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${monthAs(group)}`;
const dateUs = `${monthAs("")} (?<day>\\d{1,2})(?:st|nd|rd|th)?`;
const quarterAs = (group: string): string =>
  `(?:q(?<q${group}>[1-4])|(?:the )?(?<nth${group}>first|second|third|fourth) quarter)`;
const YEAR = "(?:,? (?:of )?(?<year>20\\d\\d))?";
const form = (words: string, read: DeadlineForm["read"]): DeadlineForm => ({
  pattern: new RegExp(`^${words}$`, "u"),
  read,
});

const quarterNo = (q: string | undefined, nth: string | undefined): number =>
  q ? Number(q) : ["first", "second", "third", "fourth"].indexOf(nth ?? "") + 1;
const firstOf = (quarter: number, year: string): Day | undefined => dayNamed(year, String(quarter * 3 - 2), "1");
const lastOf = (quarter: number, year: string): Day | undefined => lastDayNamed(year, String(quarter * 3));

/** `31 march, 30 june and 30 september`, or nothing when one of them is no day. */
function daysOf(list: string, year: string): Day[] | undefined {
  const days = list
    .split(/,\s?(?:and )?|;\s?|\band\b/u)
    .map((each) => new RegExp(`^${dateAs("")}$`, "u").exec(each.trim())?.groups)
    .map((parts) => parts && dayNamed(year, monthNo(parts.month), parts.day));
  return days.every((day) => day !== undefined) ? days : undefined;
}

/** In lower case, with single blanks. `before 1 July` and `by Q2` are left to a person: the day itself, or the one before? */
const ENGLISH: readonly DeadlineForm[] = [
  form(
    `(?:(?:by|before|no later than) )?(?:the )?(?:end of (?:the )?(?:year|(?<year>20\\d\\d))|year[- ]end)`,
    (_, year) => by(dayNamed(year, "12", "31")),
  ),
  form(`(?:(?:by|before|no later than) )?(?:the )?end of ${monthAs("")}${YEAR}`, ({ month }, year) =>
    by(lastDayNamed(year, monthNo(month))),
  ),
  form(`(?:(?:by|before|no later than) )?(?:the )?end of ${quarterAs("")}${YEAR}`, ({ q, nth }, year) =>
    by(lastOf(quarterNo(q, nth), year)),
  ),
  ...[dateAs(""), dateUs].flatMap((date) => [
    form(`(?:(?:by|no later than|due(?: by)?) )?${date}${YEAR}`, ({ month, day }, year) =>
      by(dayNamed(year, monthNo(month), day)),
    ),
    form(`(?:from|starting(?: on)?|as of) ${date}${YEAR}(?: on(?:wards)?)?`, ({ month, day }, year) =>
      from(dayNamed(year, monthNo(month), day)),
    ),
  ]),
  form(`(?:from|starting(?: in)?|as of) ${monthAs("")}${YEAR}(?: on(?:wards)?)?`, ({ month }, year) =>
    from(dayNamed(year, monthNo(month), "1")),
  ),
  form(`(?:from )?${monthAs("")}(?: ?[-–] ?| to | until )${monthAs("Last")}${YEAR}`, ({ month, monthLast }, year) =>
    window(dayNamed(year, monthNo(month), "1"), lastDayNamed(year, monthNo(monthLast))),
  ),
  form(`(?:from )?${dateAs("")}(?: ?[-–] ?| to | until )${dateAs("Last")}${YEAR}`, (parts, year) =>
    window(dayNamed(year, monthNo(parts.month), parts.day), dayNamed(year, monthNo(parts.monthLast), parts.dayLast)),
  ),
  form(`(?:in )?${quarterAs("")}(?:(?: ?[-–] ?| to | and )${quarterAs("Last")})?${YEAR}`, (parts, year) => {
    const first = quarterNo(parts.q, parts.nth);
    return window(firstOf(first, year), lastOf(quarterNo(parts.qLast, parts.nthLast) || first, year));
  }),
  form(`(?:in )?(?:the )?(?:h(?<h>[12])|(?<nth>first|second) half(?: of the year)?)${YEAR}`, ({ h, nth }, year) => {
    const half = h ? Number(h) : quarterNo(undefined, nth);
    return window(firstOf(half * 2 - 1, year), lastOf(half * 2, year));
  }),
  form(`ongoing|continuous(?:ly)?|continuing|throughout(?: the year)?|all year(?: round)?|permanent(?:ly)?`, () => ({
    kind: "ongoing",
  })),
  form(
    `(?:by |as per |according to )?(?:the )?(?:agreed )?milestones?(?: plan)?(?:: (?<list>.{5,200}))?`,
    ({ list }, year) => {
      const days = list === undefined ? [] : daysOf(list, year);
      return days && { kind: "milestones", days };
    },
  ),
];

/** Ways in which a deadline is written in a language, and how its words are made alike before. */
const DEADLINE_FORMS: Record<Language, { plain: (raw: string) => string; forms: readonly DeadlineForm[] }> = {
  zh: { plain: (raw) => raw.normalize("NFKC").replace(/\s+/gu, ""), forms: CHINESE },
  en: {
    plain: (raw) => raw.normalize("NFKC").replace(/\s+/gu, " ").trim().replace(/\.$/u, "").toLowerCase(),
    forms: ENGLISH,
  },
};
