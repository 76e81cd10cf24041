import { signInPath } from "../core/addresses.ts";
import type { Mailbox } from "../core/directory.ts";
import { t, tx } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed } from "./page.tsx";

/** @param back  the page that was wanted */
export const signInPage = (back: string): Framed => ({
  title: t("登录"),
  alone: "",
  content: (
    <section class="sign-in">
      <h1>{t("登录")}</h1>
      <form method="post" action={LINKS.signIn}>
        <input type="hidden" name="back" value={back} />
        <label for="mail">{t("通讯录中登记的邮箱")}</label>
        <input id="mail" name="mail" inputMode="email" autocomplete="email" maxlength={120} required />
        <p class="hint">{t("系统把登录链接发到这个邮箱，不用密码。链接十分钟内有效，只能用一次。")}</p>
        <p>
          <button type="submit">{t("发送登录链接")}</button>
        </p>
      </form>
    </section>
  ),
});

/** The same whatever the mailbox, so that nothing is found out by trying. */
export const askedPage = (): Framed => ({
  title: t("请查收邮件"),
  alone: "",
  content: (
    <section class="sign-in">
      <h1>{t("请查收邮件")}</h1>
      <p>{t("邮箱在通讯录中的，登录链接已经发出，一般一分钟内收到；请打开邮件里的链接，再点“登录”。")}</p>
      <p class="hint">
        {t(
          "没有收到的，请查看垃圾邮件，核对邮箱是否与通讯录一致，或请行动计划牵头办公室更新通讯录。短时间内多次索取的，请一小时后再试。",
        )}
      </p>
      <p>
        <a href={LINKS.signIn}>{t("重新填写邮箱")}</a>
      </p>
    </section>
  ),
});

export const linkPage = (token: string, mail: Mailbox): Framed => ({
  title: t("登录"),
  alone: "",
  content: (
    <section class="sign-in">
      <h1>{t("登录")}</h1>
      <p>{tx("以 {mail} 登录，十二小时内有效。公用的电脑，用完请退出。", { mail: <b class="mail">{mail}</b> })}</p>
      <form method="post" action={signInPath(token)}>
        <button type="submit">{t("登录")}</button>
      </form>
    </section>
  ),
});
