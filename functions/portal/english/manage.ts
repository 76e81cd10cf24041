/** The pages of the office that runs a plan. */
export const MANAGE = {
  "接下来什么时候发什么、发给谁": "What goes out next, when and to whom",
  待发信件: "Outbox",
  "还没有发出、正在重试的信件": "Messages that have not left, or are tried again",
  留痕核验: "Audit",
  "谁在什么时候决定了什么；记录是否被改动": "Who decided what and when; whether the record was changed",
  已停发: "Stopped",
  停发: "Stop",
  "{at} 起停发，{by}：{why}": "Stopped since {at} by {by}: {why}",
  "停发期间照常收报。恢复后只发仍然有效的信件，不补发过时的。":
    "Reports are taken as ever. When it goes on, only what still holds is sent; nothing out of date.",
  "发现名录、措施或措辞有错时，可先停发本计划的一切信件；照常收报，登录链接除外。":
    "When the directory, the measures or the wording are wrong, stop every message of this plan; reports are taken as ever, and sign-in links go on.",
  停发的理由: "Why it is stopped",
  恢复发信: "Let it go on",
  停发本计划的一切信件: "Stop every message of this plan",
  "{at} 由 {by} 恢复": "let go on at {at} by {by}",
  "本计划已停发：{why}": "This plan is stopped: {why}",
  "没有等待发送的信件。": "Nothing waits to be sent.",
  收件人: "To",
  事项: "About",
  何时发: "Not before",
  次数: "Tries",
  最近一次的结果: "What came of the last",
  "共 {count} 封。": "Messages: {count}.",
  "记录完好：{chains} 条、{rows} 行，没有改动。":
    "The record is whole: {chains} chains, {rows} rows, nothing was changed.",
  "记录有 {count} 处不对，请立即告知技术人员：":
    "The record is wrong in {count} places; tell those who run the machine at once:",
  总根: "Root",
  "核对用，每日摘要中也有": "to compare; it stands in the daily digest too",
  各月: "Months",
  根: "Root",
  已办结: "closed",
  未办结: "open",
  人的决定: "What people decided",
  "没有由人作出的决定。": "Nobody has decided anything.",
} as const;
