import { type Phrase, t } from "./language.ts";
import { LINKS } from "./links.ts";
import type { Framed } from "./page.tsx";

/** Why a page is not shown. What is missing is the same page whatever was asked for. */
export type Refusal =
  | "not-found"
  | "not-allowed"
  | "no-plan"
  | "no-form"
  | "no-link"
  | "bad-form"
  | "too-large"
  | "too-many"
  | "failed";

const WORDS = {
  "not-found": {
    title: "没有这个页面",
    text: "地址有误，或所查的内容不存在。请从首页重新进入。",
  },
  "not-allowed": {
    title: "操作未执行",
    text: "这次提交不是从本系统的页面发出的，或页面已过期。请返回页面，刷新后重试。",
  },
  "no-plan": {
    title: "还没有启用的行动计划",
    text: "请先用 duban import 导入行动计划，导入后本页显示报送情况。",
  },
  "no-form": {
    title: "链接无效或已失效",
    text: "请打开最近一封提醒邮件或回执里的链接。仍打不开的，直接回复那封邮件同样可以报送。",
  },
  "no-link": {
    title: "登录链接无效或已失效",
    text: "链接十分钟内有效，只能用一次。请重新填写邮箱，取一个新的链接。",
  },
  "bad-form": {
    title: "提交的内容不完整",
    text: "请返回上一页，写明正文或附上填报表（.xlsx，不超过 3 MB）后重新提交。",
  },
  "too-large": {
    title: "提交的内容过大",
    text: "一次提交不超过 4 MB。请删去图片等内容后重新提交。",
  },
  "too-many": {
    title: "提交过于频繁",
    text: "请一分钟后返回上一页重新提交，所填内容仍在那一页上。",
  },
  failed: {
    title: "系统出错",
    text: "页面没有打开，错误已记录。请稍后重试；多次出现时请告知系统管理员。",
  },
} as const satisfies Record<Refusal, { title: Phrase; text: Phrase }>;

export const refusalPage = (refusal: Refusal): Framed => ({
  title: t(WORDS[refusal].title),
  ...((refusal === "no-form" || refusal === "no-link") && { alone: "" }),
  content: (
    <>
      <h1>{t(WORDS[refusal].title)}</h1>
      <p class="notice">{t(WORDS[refusal].text)}</p>
      {refusal !== "no-form" && (
        <p>
          <a href={refusal === "no-link" ? LINKS.signIn : "/"}>
            {refusal === "no-link" ? t("重新登录") : t("返回首页")}
          </a>
        </p>
      )}
    </>
  ),
});
