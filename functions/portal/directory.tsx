import type { VNode } from "preact";
import type { ContactHealth } from "../core/contact-health.ts";
import type { Day } from "../core/day.ts";
import type { Contact, Unit } from "../core/directory.ts";
import type { DirectoryChange } from "../core/directory-change.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { Cell } from "./parts.tsx";
import { roleText, stampText } from "./words.ts";

/** Who there is: all units, or one with what was changed about it. */
export interface ShownDirectory {
  plan: PlanName;
  zone: string;
  today: Day;
  units: readonly (Pick<Unit, "id" | "name" | "contacts"> & { failing: readonly string[] })[];
  unit: ShownUnitContacts | undefined;
  /** A list of contacts that somebody looks at. */
  list: ContactList | undefined;
  token: string;
  /** Why the last form did nothing. */
  unchanged: string | undefined;
}
export type ContactList =
  | { problems: readonly string[] }
  | { contacts: readonly { unit: string; contact: Contact; isNew: boolean }[]; blob: string };
type ShownUnitContacts = Pick<Unit, "id" | "name" | "contacts"> & {
  healths: readonly (ContactHealth & { failing: "hard" | "soft" | undefined })[];
  /** Newest first. */
  log: readonly DirectoryChange[];
};

export const directoryPage = (shown: ShownDirectory): Framed => ({
  title: shown.unit ? `${shown.unit.name} ${t("名录")}` : t("名录"),
  place: "manage",
  content: shown.unit ? <OfUnit {...shown} unit={shown.unit} /> : <All {...shown} />,
});

const All = (shown: ShownDirectory): VNode => {
  const { plan, units } = shown;
  return (
    <>
      <p class="crumbs">
        <a href={LINKS.manage({ plan: plan.id })}>{t("管理")}</a>
      </p>
      <h1>{t("名录")}</h1>
      <Listed {...shown} />
      <table class="cards">
        <caption class="unseen">{t("名录")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("单位")}</th>
            <th scope="col">{t("联系人")}</th>
            <th scope="col">{t("信箱")}</th>
          </tr>
        </thead>
        <tbody>
          {units.map(({ id, name, contacts, failing }) => (
            <tr>
              <th scope="row">
                <a href={LINKS.directory({ plan: plan.id, unit: id })}>{name}</a>
              </th>
              <Cell label={t("联系人")}>
                {contacts.length === 0 ? (
                  t("没有联系人，提醒无法送达")
                ) : (
                  <span class="list">
                    {contacts.map((contact) => (
                      <span>{postText(contact)}</span>
                    ))}
                  </span>
                )}
              </Cell>
              <Cell label={t("信箱")}>
                {failing.length === 0 ? (
                  "✓"
                ) : (
                  <span class="state-failed">{t("{count} 个退信", { count: failing.length })}</span>
                )}
              </Cell>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};

/** A list of contacts in a workbook: first what it would add, then it is taken. */
const Listed = ({ plan, units, list, token }: ShownDirectory): VNode => (
  <details open={list !== undefined}>
    <summary>{t("从 .xlsx 名单导入")}</summary>
    {list && "problems" in list && (
      <>
        <p>{t("没有导入，共 {count} 处需要改正", { count: list.problems.length })}</p>
        <ul class="plain">
          {list.problems.slice(0, 50).map((problem) => (
            <li>{problem}</li>
          ))}
        </ul>
      </>
    )}
    {list && "contacts" in list && (
      <form method="post" action={LINKS.directory({ plan: plan.id })} enctype="multipart/form-data">
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="act" value="take" />
        <input type="hidden" name="blob" value={list.blob} />
        <p>{t("将新增或更新 {count} 个联系人：", { count: list.contacts.length })}</p>
        <ul class="plain">
          {list.contacts.slice(0, 100).map(({ unit, contact, isNew }) => (
            <li>
              {isNew ? t("新增") : t("更新")} {units.find(({ id }) => id === unit)?.name} {roleText(contact.role)}{" "}
              {contact.name} <span class="mail">{contact.mail}</span>
            </li>
          ))}
        </ul>
        <p>
          <button type="submit" disabled={list.contacts.length === 0}>
            {t("导入")}
          </button>{" "}
          <a href={LINKS.directory({ plan: plan.id })}>{t("放弃")}</a>
        </p>
      </form>
    )}
    <form method="post" action={LINKS.directory({ plan: plan.id })} enctype="multipart/form-data">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="act" value="look" />
      <label for="list">{t("第一行写：单位、职务、姓名、邮箱、备用邮箱（可不填）")}</label>
      <input id="list" name="file" type="file" accept=".xlsx" required />
      <p class="hint">{t("只新增和更新，不删除；离任的请办交接。")}</p>
      <p>
        <button type="submit" class={list ? "second" : undefined}>
          {t("看会变动什么")}
        </button>
      </p>
    </form>
  </details>
);

/** `联络员`, with the name of somebody who has one. */
const postText = ({ role, name }: Contact): string => (name === roleText(role) ? name : `${roleText(role)} ${name}`);

const OfUnit = (shown: ShownDirectory & { unit: ShownUnitContacts }): VNode => {
  const { plan, unit, unchanged } = shown;
  return (
    <>
      <p class="crumbs">
        <a href={LINKS.directory({ plan: plan.id })}>{t("名录")}</a>
      </p>
      <h1>{unit.name}</h1>
      {unchanged && <p class="notice bad">{unchanged}</p>}
      <Contacts {...shown} />
      <section>
        <h2>{t("变更")}</h2>
        <div class="choices upper">
          <HandOver {...shown} />
          <Away {...shown} />
        </div>
      </section>
      {unit.log.length > 0 && <Log {...shown} />}
    </>
  );
};

const Contacts = ({ unit, plan, token }: ShownDirectory & { unit: ShownUnitContacts }): VNode => (
  <table class="cards">
    <caption>{t("联系人")}</caption>
    <thead>
      <tr>
        <th scope="col">{t("职务")}</th>
        <th scope="col">{t("姓名")}</th>
        <th scope="col">{t("信箱")}</th>
        <th scope="col">{t("在岗")}</th>
        <th scope="col">{t("信箱状态")}</th>
      </tr>
    </thead>
    <tbody>
      {unit.contacts.map(({ role, name, mail, alternate, from, until, away = [] }) => {
        const health = unit.healths.find((each) => each.mail === mail);
        return (
          <tr>
            <th scope="row">{roleText(role)}</th>
            <Cell label={t("姓名")}>{name}</Cell>
            <Cell label={t("信箱")} class="mail">
              {mail}
              {alternate && <small> {t("备用 {mail}", { mail: alternate })}</small>}
            </Cell>
            <Cell label={t("在岗")}>
              {[
                from && t("{day} 起", { day: from }),
                until && t("至 {day}", { day: until }),
                ...away.map((days) => t("{from} 至 {until} 不在岗", { from: days.from, until: days.until })),
              ]
                .filter(Boolean)
                .join(t("；")) || t("一直")}
            </Cell>
            <Cell label={t("信箱状态")}>
              {health?.failing ? (
                <form method="post" action={LINKS.directory({ plan: plan.id, unit: unit.id })}>
                  <span class="state-failed">{health.failing === "hard" ? t("已停发") : t("最近一封未达")}</span>{" "}
                  <small>{health.failure?.why}</small>
                  <input type="hidden" name="token" value={token} />
                  <input type="hidden" name="act" value="mended" />
                  <input type="hidden" name="mail" value={mail} />
                  <input type="hidden" name="why" value={t("在页面上确认已恢复")} />
                  <button type="submit" class="second">
                    {t("已修好，恢复发信")}
                  </button>
                </form>
              ) : (
                t("正常")
              )}
            </Cell>
          </tr>
        );
      })}
    </tbody>
  </table>
);

/** A form that changes one thing about a unit's contacts. */
const Change = ({
  shown: { plan, unit, token },
  act,
  children,
}: {
  shown: ShownDirectory & { unit: ShownUnitContacts };
  act: string;
  children: VNode | VNode[];
}): VNode => (
  <form method="post" action={LINKS.directory({ plan: plan.id, unit: unit.id })}>
    <input type="hidden" name="token" value={token} />
    <input type="hidden" name="act" value={act} />
    {children}
    <label for={`${act}-why`}>{t("理由")}</label>
    <textarea id={`${act}-why`} name="why" rows={2} minlength={2} maxlength={500} required />
    <p>
      <button type="submit">{t("登记")}</button>
    </p>
  </form>
);

const Who = ({
  id,
  name,
  label,
  contacts,
}: {
  id: string;
  name: string;
  label: string;
  contacts: readonly Contact[];
}) => (
  <>
    <label for={id}>{label}</label>
    <select id={id} name={name}>
      {[...new Set(contacts.map(({ mail }) => mail))].map((mail) => (
        <option value={mail}>{mail}</option>
      ))}
    </select>
  </>
);

const HandOver = (shown: ShownDirectory & { unit: ShownUnitContacts }): VNode => (
  <Change shown={shown} act="handover">
    <h3>{t("交接或代办")}</h3>
    <HandOverFields contacts={shown.unit.contacts} today={shown.today} />
  </Change>
);

/** Who hands over to whom, and when. */
export const HandOverFields = ({ contacts, today }: { contacts: readonly Contact[]; today: Day }): VNode => (
  <>
    <Who id="handover-from" name="from" label={t("由谁")} contacts={contacts} />
    <label for="handover-to">{t("交给（信箱）")}</label>
    <input id="handover-to" name="to" required maxlength={200} inputmode="email" />
    <label for="handover-name">{t("姓名或称呼")}</label>
    <input id="handover-name" name="name" required maxlength={40} />
    <label for="handover-on">{t("从哪天起")}</label>
    <input id="handover-on" name="on" type="date" min={today} value={today} required />
    <label for="handover-until">{t("代办到哪天（长期交接不填）")}</label>
    <input id="handover-until" name="until" type="date" min={today} />
  </>
);

const Away = (shown: ShownDirectory & { unit: ShownUnitContacts }): VNode => (
  <Change shown={shown} act="away">
    <h3>{t("不在岗，无人代办")}</h3>
    <Who id="away-mail" name="mail" label={t("谁")} contacts={shown.unit.contacts} />
    <label for="away-from">{t("从哪天起")}</label>
    <input id="away-from" name="from" type="date" min={shown.today} value={shown.today} required />
    <label for="away-until">{t("到哪天")}</label>
    <input id="away-until" name="until" type="date" min={shown.today} required />
    <p class="hint">{t("期间的通知发给本单位下一级联系人。")}</p>
  </Change>
);

const Log = ({ unit, zone }: ShownDirectory & { unit: ShownUnitContacts }): VNode => (
  <section>
    <h2>{t("变更记录")}</h2>
    <ol class="agenda">
      {unit.log.map(({ at, by, why, change }) => (
        <li>
          <time datetime={at}>{stampText(at, zone)}</time>
          <span>
            {changeText(change)}（{why}）<small>{by}</small>
          </span>
        </li>
      ))}
    </ol>
  </section>
);

function changeText(change: DirectoryChange["change"]): string {
  switch (change.kind) {
    case "handover":
      return change.until
        ? t("{from} 由 {to} 代办，{on} 至 {until}", { ...change, until: change.until })
        : t("{from} 交给 {to}，{on} 起", change);
    case "away":
      return t("{mail} 不在岗，{from} 至 {until}", change);
    case "mended":
      return t("{mail} 恢复发信", change);
    case "bot":
      return change.chat ? t("设置群机器人") : t("撤去群机器人");
    case "listed":
      return t("由名单导入");
  }
}
