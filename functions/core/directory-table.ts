import { type Contact, type Directory, Mailbox, type Role, type Unit, type UnitId } from "./directory.ts";
import { folded } from "./folded-text.ts";
import { unitNamed } from "./owners.ts";
import type { FormCells } from "./report-form.ts";

/** How people head the columns of a list of contacts. */
const COLUMNS = {
  unit: ["单位", "单位名称", "部门", "unit"],
  role: ["职务", "岗位", "角色", "role", "post"],
  name: ["姓名", "联系人", "称呼", "name"],
  mail: ["邮箱", "电子邮箱", "电子邮件", "信箱", "mail", "email", "e-mail", "mailbox"],
  alternate: ["备用邮箱", "备用信箱", "alternate"],
} as const;
type Column = keyof typeof COLUMNS;

const ROLES: Record<Role, readonly string[]> = {
  liaison: ["联络员", "联络人", "经办人", "liaison"],
  "section-head": ["科室负责人", "科长", "处长", "section head"],
  deputy: ["分管领导", "分管负责人", "deputy"],
  head: ["主要负责人", "主要领导", "局长", "主任", "head"],
  operator: ["行动计划牵头办公室", "牵头办公室", "operator"],
  supervisor: ["督查负责人", "督查室", "supervisor"],
};

/** A contact that a table adds, or whose name or alternate it changes. */
export interface TableContact {
  unit: UnitId;
  contact: Contact;
  isNew: boolean;
}

/**
 * What a list of contacts would add to a directory, or everything that is wrong with it, row by row. Nobody is taken out: whoever goes
 * hands over (RM-13).
 */
export function contactsIn(
  { sheets }: FormCells,
  { units }: Pick<Directory, "units">,
): { contacts: TableContact[] } | { problems: string[] } {
  const problems: string[] = [];
  const contacts: TableContact[] = [];
  for (const { name: sheet, rows } of sheets) {
    const texts = rows.map((row) => row.map(textOf));
    const head = texts.findIndex((row) => placeOf("unit", row) >= 0 && placeOf("mail", row) >= 0);
    if (head < 0) continue;
    const at = (row: readonly string[], column: Column): string => row[placeOf(column, texts[head] ?? [])] ?? "";
    for (const [nth, row] of texts.entries()) {
      if (nth <= head || row.every((text) => text === "")) continue;
      const read = contactOf((column) => at(row, column), units);
      if (typeof read === "string") problems.push(`“${sheet}”表第 ${nth + 1} 行：${read}`);
      else if (read) contacts.push(read);
    }
  }
  if (problems.length > 0) return { problems };
  return contacts.length > 0 || sheets.some(({ rows }) => rows.some((row) => placeOf("mail", row.map(textOf)) >= 0))
    ? { contacts }
    : { problems: ["没有找到表头。请在第一行写“单位、职务、姓名、邮箱”。"] };
}

/** What a row says; undefined when the directory says so already; why not, when it cannot be read. */
function contactOf(at: (column: Column) => string, units: Unit[]): TableContact | string | undefined {
  const [name, post, mailText, alternateText] = [at("unit"), at("role"), at("mail"), at("alternate")];
  const id = unitNamed(name, { units });
  const unit = units.find((each) => each.id === id);
  if (!unit) return `名录里没有单位“${name}”。请写全称。`;
  const role = post === "" ? "liaison" : roleNamed(post);
  if (!role) return `看不懂职务“${post}”。请写联络员、科室负责人、分管领导或主要负责人。`;
  const mail = Mailbox.safeParse(mailText.toLowerCase()).data;
  if (!mail) return `邮箱“${mailText}”不对。请写成 name@shuiwu.example 的样子。`;
  const alternate = alternateText === "" ? undefined : Mailbox.safeParse(alternateText.toLowerCase()).data;
  if (alternateText !== "" && !alternate) return `备用邮箱“${alternateText}”不对。请写成 name@shuiwu.example 的样子。`;
  const before = unit.contacts.find((each) => each.mail === mail && each.role === role);
  const contact: Contact = {
    ...before,
    mail,
    role,
    name: at("name").slice(0, 40) || before?.name || post || "联络员",
    ...(alternate && { alternate }),
  };
  const isSame = before && before.name === contact.name && before.alternate === contact.alternate;
  return isSame ? undefined : { unit: unit.id, contact, isNew: !before };
}

/** The directory with them. */
export const withContacts = <Whole extends Pick<Directory, "units">>(
  whole: Whole,
  added: readonly TableContact[],
): Whole => ({
  ...whole,
  units: whole.units.map((unit) => {
    const own = added.filter((each) => each.unit === unit.id).map(({ contact }) => contact);
    const is = (one: Contact, other: Contact): boolean => one.mail === other.mail && one.role === other.role;
    const kept = unit.contacts.map((contact) => own.find((each) => is(each, contact)) ?? contact);
    return { ...unit, contacts: [...kept, ...own.filter((each) => !unit.contacts.some((old) => is(each, old)))] };
  }),
});

const roleNamed = (post: string): Role | undefined =>
  // Object.entries loses the literal names of a constant object
  (Object.entries(ROLES) as [Role, readonly string[]][]).find(([, words]) =>
    words.includes(folded(post).toLowerCase()),
  )?.[0];

const placeOf = (column: Column, row: readonly string[]): number =>
  row.findIndex((text) => (COLUMNS[column] as readonly string[]).includes(folded(text).toLowerCase()));

const textOf = (cell: FormCells["sheets"][number]["rows"][number][number]): string =>
  cell?.kind === "text" ? cell.text.trim() : "";
