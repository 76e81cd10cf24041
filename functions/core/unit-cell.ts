/**
 * The units that a cell of 牵头单位 or 协办单位 names, in order, as written. A note in brackets stays with the unit
 * before it, after one blank. A unit broken in two by the page is joined again.
 *
 * @param cell   several names with blanks, line breaks, commas or `<p>` between them; `——`, `---`, `无` mean none
 * @param known  names that are whole, whatever their shape
 * @rule PL-4
 */
export function unitsOf(cell: string, known: ReadonlySet<string> = new Set()): string[] {
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

/** The name without its note and blanks: `区委宣传部` of `区委宣传部 (区文明办)`. */
export const nameOf = (unit: string): string => unit.replace(NOTE, "").replace(/\s/gu, "");

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
