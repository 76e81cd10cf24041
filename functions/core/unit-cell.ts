import type { Language } from "./language.ts";

/**
 * The units that a cell of 牵头单位 or 协办单位 names, in order, as written. A note in brackets stays with the unit
 * before it, after one blank. A unit broken in two by the page is joined again.
 *
 * @param cell   several names with blanks, line breaks, commas or `<p>` between them; `——`, `---`, `无` mean none
 * @param known  names that are whole, whatever their shape
 * @rule PL-4
 */
export const unitsOf = (cell: string, known: ReadonlySet<string> = new Set(), language: Language = "zh"): string[] =>
  language === "en" ? englishUnits(cell, known) : chineseUnits(cell, known);

function chineseUnits(cell: string, known: ReadonlySet<string>): string[] {
  const units: Unit[] = [];
  for (const piece of piecesOf(cell)) {
    const last = units.at(-1);
    if (last && isNote(piece)) last.notes.push(piece);
    else if (!last || last.notes.length > 0) units.push({ name: piece, notes: [] });
    else if (isStray(piece, last.name, known)) continue;
    else if (belongsTo(last.name, piece, known)) last.name += piece;
    else units.push({ name: piece, notes: [] });
  }
  return units.flatMap(({ name, notes }) => {
    const names = withoutRest(name, known);
    return [...names.slice(0, -1), [...names.slice(-1), ...notes].join(" ")];
  });
}

interface Unit {
  name: string;
  notes: string[];
}

/** The name without its note and blanks: `区委宣传部` of `区委宣传部 (区文明办)`. Blanks between English words stay, each one. */
export const nameOf = (unit: string): string =>
  unit
    .replace(NOTE, "")
    .trim()
    .replace(/(?<![A-Za-z\d&.'-])\s+|\s+(?![A-Za-z\d&.'-])/gu, "")
    .replace(/\s+/gu, " ");

/** Names between semicolons, line breaks, commas and `and`; a name of the directory that has one of these in it is whole. */
function englishUnits(cell: string, known: ReadonlySet<string>): string[] {
  const whole = new Set([...known].map((name) => nameOf(name).toLowerCase()));
  return cell
    .replace(/<\/?p>|<br>/giu, "\n")
    .split(/[;\n]/u)
    .filter((piece) => !/^\s*(?:[-—–―/]+|none|nil|n\/?a)\s*$/iu.test(piece))
    .flatMap((piece) => namesIn(piece, whole))
    .map((name) =>
      name
        .replace(/^\s*the\s/iu, "")
        .replace(/\s+/gu, " ")
        .trim(),
    )
    .filter((name) => name !== "");
}

/** The longest known names from the left on; what nobody knows ends at the next separator outside brackets. */
function namesIn(piece: string, whole: ReadonlySet<string>): string[] {
  const parts = piece.split(/(\s*(?:,\s*and\s|,|&|\/|\s(?:and|with)\s)\s*)(?![^()]*\))/u);
  const names: string[] = [];
  for (let from = 0; from < parts.length; ) {
    const ends = parts.flatMap((_, at) => (at >= from && at % 2 === 0 ? [at] : []));
    const isWhole = (end: number): boolean =>
      whole.has(
        nameOf(
          parts
            .slice(from, end + 1)
            .join("")
            .replace(/^the\s/iu, ""),
        ).toLowerCase(),
      );
    const end = ends.findLast(isWhole) ?? from;
    names.push(parts.slice(from, end + 1).join(""));
    from = end + 2;
  }
  return names;
}

const NOTE = /[(（][^()（）]*[)）]/gu;
const PIECE = /[(（][^()（）]*[)）]|[^\s、，,；;()（）]+/gu;
const NONE = /^(?:[-—–－―─/／]+|无)$/u;
const isNote = (piece: string): boolean => /^[(（]/u.test(piece);

const piecesOf = (cell: string): string[] =>
  (cell.replace(/<\/?p>|<br>/giu, "\n").match(PIECE) ?? [])
    .map((piece) => piece.replace(/\s/gu, ""))
    .filter((piece) => !NONE.test(piece));

/** Whether a piece goes on with the name before it. */
function belongsTo(name: string, piece: string, known: ReadonlySet<string>): boolean {
  if (known.has(name + piece)) return true;
  if (known.has(name) || known.has(piece)) return false;
  return isTail(piece) || !WHOLE.test(name);
}

/** The end of a unit once more after a unit that has it: `…管委会 会`. */
const isStray = (piece: string, name: string, known: ReadonlySet<string>): boolean =>
  isTail(piece) && (name.endsWith(piece) || (known.has(name) && !known.has(name + piece)));

/** What a name ends with when nothing is missing from it. */
const WHOLE =
  /..[局委会处府办部厅院队所站室校厂司心团社馆台行镇村区]$|..(?<!城)乡$|..(?:机关|单位|部门|街道|基地|集团)$/u;

/** Ends that a page break may cut off: what one of them ends with begins no unit of its own. */
const TAILS = [
  "委员会",
  "管委会",
  "镇人民政府",
  "街道办事处",
  "办公室",
  "分局",
  "支队",
  "大队",
  "服务中心",
  "公司",
  "委",
  "部",
];
const isTail = (piece: string): boolean => TAILS.some((tail) => tail.endsWith(piece));

/** `区教委等部门` names a unit and leaves the others open. */
function withoutRest(name: string, known: ReadonlySet<string>): string[] {
  const rest = /等(?:有关|相关)?(?:部门|单位)$/u.exec(name);
  return rest && rest.index > 0 && !known.has(name) ? [name.slice(0, rest.index), rest[0]] : [name];
}
