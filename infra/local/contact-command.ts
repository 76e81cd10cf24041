import type { z } from "zod";
import { CHATS } from "../../functions/core/bot.ts";
import { type ContactHealth, failing } from "../../functions/core/contact-health.ts";
import { unitOf } from "../../functions/core/contacts.ts";
import { Day, dayAt } from "../../functions/core/day.ts";
import { type Contact, type Directory, Mailbox, type Unit } from "../../functions/core/directory.ts";
import { type DirectoryChange, UNCHANGED_WORDS } from "../../functions/core/directory-change.ts";
import { roleText } from "../../functions/portal/words.ts";
import { type Changed, changeDirectory, keeperNamed, mendContact } from "../../functions/workflows/change-directory.ts";
import type { Opened } from "./deployment.ts";
import { print, table } from "./print.ts";
import { UserError } from "./user-error.ts";

export interface ContactOptions {
  unit?: string;
  mail?: string;
  from?: string;
  to?: string;
  name?: string;
  on?: string;
  until?: string;
  why?: string;
  by?: string;
}

/** `duban contact handover`: somebody takes over, or stands in until a day. Both are told. */
export async function handOverContact(deployment: Opened, options: ContactOptions, json: boolean): Promise<void> {
  const { name, until } = options;
  const unit = await unitOfName(deployment, options.unit);
  const [from, to, on] = [typedMail(options.from), typedMail(options.to), typedDay(options.on)];
  if (!name) throw new UserError("缺少称呼。请写 --name 联络员，或接手人的姓名。");
  const last = until === undefined ? undefined : typedDay(until);
  const change = { kind: "handover", unit: unit.id, from, to, name, on, ...(last && { until: last }) } as const;
  const changed = await changeDirectory(change, await byWhom(deployment, options), deployment.ports);
  say(
    changed,
    `已登记：${unit.name} ${on} 起由 ${to} ${last ? `代办至 ${last}` : "接手"}；双方随下一次发信收到通知。`,
    json,
  );
}

/** `duban contact away`: somebody is away, and nobody stands in. */
export async function noteAbsence(deployment: Opened, options: ContactOptions, json: boolean): Promise<void> {
  const unit = await unitOfName(deployment, options.unit);
  const [mail, from, until] = [typedMail(options.mail), typedDay(options.from), typedDay(options.until)];
  const change = { kind: "away", unit: unit.id, mail, from, until } as const;
  const changed = await changeDirectory(change, await byWhom(deployment, options), deployment.ports);
  say(changed, `已登记：${mail} ${from} 至 ${until} 不在岗，期间的通知发给本单位下一级联系人。`, json);
}

/** `duban contact mended`: a mailbox takes mail again. */
export async function noteMended(deployment: Opened, options: ContactOptions, json: boolean): Promise<void> {
  const mail = typedMail(options.mail);
  say(await mendContact(mail, await byWhom(deployment, options), deployment.ports), `已登记：${mail} 恢复发信。`, json);
}

/** `duban contact list`: the contacts of a unit, with their days, and whether their mailboxes take our mail. */
export async function listContacts(deployment: Opened, { unit: name }: ContactOptions, json: boolean): Promise<void> {
  const { store } = deployment.ports;
  const { id } = await unitOfName(deployment, name);
  const whole = await store.wholeDirectory();
  const contacts = unitOf(id, whole)?.contacts ?? [];
  const mails = contacts.flatMap(({ mail, alternate }) => (alternate ? [mail, alternate] : [mail]));
  const found = await Promise.all([...new Set(mails)].map((mail) => store.health(mail)));
  const healths = found.filter((health) => health !== undefined);
  if (json) return print({ unit: id, contacts, healths });
  console.log(table(contacts.map((contact) => lineOf(contact))).join("\n"));
  for (const health of healths) console.log(healthLine(health, whole));
}

const lineOf = ({ mail, name, role, alternate, from, until, away = [], programmes }: Contact): string[] => [
  roleText(role),
  name,
  mail,
  [
    alternate && `备用 ${alternate}`,
    from && `${from} 起`,
    until && `${until} 止`,
    ...away.map((days) => `${days.from} 至 ${days.until} 不在岗`),
    programmes && `只管专项 ${programmes.join("、")}`,
  ]
    .filter(Boolean)
    .join("；"),
];

function healthLine(health: ContactHealth, { zone = "UTC" }: Directory): string {
  const { mail, failure, fine } = health;
  const failed = failure ? `${dayAt(failure.at, zone)} ${failure.why}` : "";
  switch (failing(health)) {
    case "hard":
      return `${mail}：已停发。${failed}。核实后请办理交接，或用 duban contact mended 恢复。`;
    case "soft":
      return `${mail}：最近一封没有送达，照常再发。${failed}。`;
    case undefined:
      return `${mail}：正常（${fine ? dayAt(fine.at, zone) : ""} 起；此前 ${failed}）。`;
  }
}

/** `duban contact log`: what was changed, by whom and why. */
export async function showContactLog({ ports: { store } }: Opened, json: boolean): Promise<void> {
  const whole = await store.wholeDirectory();
  const all: DirectoryChange[] = [];
  for await (const change of store.directoryLog()) all.push(change);
  if (json) return print(all);
  if (all.length === 0) return console.log("通讯录还没有变更记录。");
  const lines = all.map(({ at, by, why, change }) => [dayAt(at, whole.zone ?? "UTC"), by, wordsOf(change, whole), why]);
  console.log(table(lines).join("\n"));
}

function wordsOf(change: DirectoryChange["change"], whole: Directory): string {
  switch (change.kind) {
    case "handover": {
      const { unit, from, to, on, until } = change;
      return `${nameOf(unit, whole)}：${from} ${until ? "由" : "交给"} ${to}${until ? ` 代办 ${on} 至 ${until}` : `，${on} 起`}`;
    }
    case "away":
      return `${nameOf(change.unit, whole)}：${change.mail} ${change.from} 至 ${change.until} 不在岗`;
    case "mended":
      return `${change.mail} 恢复发信`;
    case "bot":
      return `${nameOf(change.unit, whole)}：${change.chat ? `设置${CHATS[change.chat].name}群机器人` : "撤去群机器人"}`;
    case "listed":
      return `导入 ${change.contacts.length} 个联系人：${change.contacts.map(({ mail }) => mail).join("、")}`;
  }
}
const nameOf = (unit: Unit["id"], whole: Directory): string => unitOf(unit, whole)?.name ?? unit;

async function unitOfName({ ports }: Opened, name: string | undefined): Promise<Unit> {
  const { units } = await ports.store.wholeDirectory();
  const unit = units.find((each) => each.name === name || each.id === name || each.aliases.includes(name ?? ""));
  if (!unit) throw new UserError(`名录中没有“${name ?? ""}”。请写全称，例如 --unit 区水务局。`);
  return unit;
}

async function byWhom({ ports }: Opened, { by, why = "" }: ContactOptions): Promise<{ by: Mailbox; why: string }> {
  const keeper = await keeperNamed(by, ports);
  if (!keeper)
    throw new UserError(`${by ?? "没有人"}不能更改通讯录。可以更改的是牵头办公室和督查负责人，请核对 --by。`);
  return { by: keeper, why };
}

const typedMail = (text = ""): Mailbox => typed(Mailbox, text, "邮箱", "name@shuiwu.example");
const typedDay = (text = ""): Day => typed(Day, text, "日期", "2024-05-06");

function typed<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  what: string,
  example: string,
): z.output<Schema> {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new UserError(`看不懂${what}“${text}”。请写成 ${example} 的样子。`);
  return parsed.data;
}

function say(changed: Changed, words: string, json: boolean): void {
  if ("unchanged" in changed) throw new UserError(UNCHANGED_WORDS[changed.unchanged]);
  if (json) print(changed.done);
  else console.log(words);
}
