/** The bar of a demonstration. */
export const DEMO = {
  演示: "Demonstration",
  "时钟：{now}": "Clock: {now}",
  "下一件事：{next}": "Next: {next}",
  到下一件事: "To the next event",
  "+1 小时": "+1 hour",
  "+1 天": "+1 day",
  "拨动时钟时，各单位按各自的习惯报送；您以其身份查看的单位由您自己报":
    "While the clock is turned, units report as each is used to; the one as which you look on is yours to report for",
  停止模拟各单位: "Stop the units",
  模拟各单位报送: "Let the units report",
  以: "See it as",
  身份查看: "Show",
  牵头办公室: "Plan office",
  督查部门: "Supervision office",
  各单位联络员: "Liaisons",
  以收件人身份回信: "Answer as its reader",
  "仅用于演示：以 {to} 的名义回复这封邮件，经邮件服务器真实送达。":
    "Only in a demonstration: answer this mail as {to}. It goes through the mail server like any other.",
  "也可以{link}。": "Or {link}.",
  打开邮件里的网页填报链接: "open the form that the mail links to",
  正文: "Text",
  "每项一行：编号 做了什么、完成多少": "One measure a line: its code, what was done, how much of it",
  "填好的填报表（可不附，.xlsx，不超过 3 MB）": "Completed workbook (optional, .xlsx, at most 3 MB)",
  发送回信: "Send",
} as const;
