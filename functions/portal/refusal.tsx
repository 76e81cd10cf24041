import type { Framed } from "./page.tsx";

/** Why a page is not shown. What is missing is the same page whatever was asked for. */
export type Refusal = "not-found" | "not-allowed" | "no-plan" | "bad-form" | "too-large" | "failed";

const WORDS: Record<Refusal, { title: string; text: string }> = {
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
  "bad-form": {
    title: "提交的内容不完整",
    text: "请返回上一页，写明正文或附上填报表（.xlsx，不超过 3 MB）后重新提交。",
  },
  "too-large": {
    title: "提交的内容过大",
    text: "一次提交不超过 4 MB。请删去图片等内容后重新提交。",
  },
  failed: {
    title: "系统出错",
    text: "页面没有打开，错误已记录。请稍后重试；多次出现时请告知系统管理员。",
  },
};

export const refusalPage = (refusal: Refusal): Framed => ({
  title: WORDS[refusal].title,
  content: (
    <>
      <h1>{WORDS[refusal].title}</h1>
      <p class="notice">{WORDS[refusal].text}</p>
      <p>
        <a href="/">返回首页</a>
      </p>
    </>
  ),
});
