import type { VNode } from "preact";
import type { Stop } from "../core/stop.ts";
import { t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed, PlanName } from "./page.tsx";
import { stampText } from "./words.ts";

/** What the office that runs a plan sets and looks after. */
export interface ShownManage {
  plan: PlanName;
  zone: string;
  /** All stops, oldest first. */
  stops: readonly Stop[];
  token: string;
  /** Why the last form did nothing. */
  undone: string | undefined;
}

/** The way to each page of it, and the switch that stops what is sent. */
export function managePage(shown: ShownManage): Framed {
  const { id: plan } = shown.plan;
  const ways = [
    { words: t("发送预览"), href: LINKS.ahead({ plan }), about: t("接下来什么时候发什么、发给谁") },
    { words: t("计划文本"), href: LINKS.import({ plan }), about: t("答复问题和待定事项；导入新版本，先看会变动什么") },
    { words: t("名录"), href: LINKS.directory({ plan }), about: t("联系人、交接、代办、退信的信箱") },
    {
      words: t("报送安排"),
      href: LINKS.settings({ plan }),
      about: t("截止日、通知和发信的时间，督办级次；先看各月日期再改"),
    },
    { words: t("放假安排"), href: LINKS.holidays({ plan }), about: t("录入国务院办公厅的通知；看哪些报送日因此变动") },
    { words: t("待发信件"), href: LINKS.outbox({ plan }), about: t("还没有发出、正在重试的信件") },
    { words: t("留痕核验"), href: LINKS.audit({ plan }), about: t("谁在什么时候决定了什么；记录是否被改动") },
  ];
  const content = (
    <>
      <h1>{t("管理")}</h1>
      {shown.undone && <p class="notice bad">{shown.undone}</p>}
      <section>
        <ul class="plain ways">
          {ways.map(({ words, href, about }) => (
            <li>
              <a href={href}>{words}</a>
              <small>{about}</small>
            </li>
          ))}
        </ul>
      </section>
      <StopSwitch {...shown} />
    </>
  );
  return { title: t("管理"), place: "manage", content };
}

function StopSwitch({ plan, zone, stops, token }: ShownManage): VNode {
  const last = stops.at(-1);
  const isStopped = last !== undefined && !last.ended;
  return (
    <section>
      <h2>{isStopped ? t("已停发") : t("停发")}</h2>
      {isStopped && (
        <p>{t("{at} 起停发，{by}：{why}", { at: stampText(last.at, zone), by: last.by, why: last.why })}</p>
      )}
      <p class="hint">
        {isStopped
          ? t("停发期间照常收报。恢复后只发仍然有效的信件，不补发过时的。")
          : t("发现名录、措施或措辞有错时，可先停发本计划的一切信件；照常收报，登录链接除外。")}
      </p>
      <form method="post" action={LINKS.stop({ plan: plan.id })}>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="act" value={isStopped ? "resume" : "stop"} />
        {!isStopped && (
          <>
            <label for="why">{t("停发的理由")}</label>
            <textarea id="why" name="why" rows={2} minlength={2} maxlength={500} required />
          </>
        )}
        <p>
          <button type="submit" class={isStopped ? undefined : "second"}>
            {isStopped ? t("恢复发信") : t("停发本计划的一切信件")}
          </button>
        </p>
      </form>
      {stops.length > 0 && (
        <ol class="agenda">
          {stops.map(({ at, by, why, ended }) => (
            <li>
              <time datetime={at}>{stampText(at, zone)}</time>
              <span>
                {t("{what}：{more}", { what: by, more: why })}
                {ended && <small> {t("{at} 由 {by} 恢复", { at: stampText(ended.at, zone), by: ended.by })}</small>}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
