/** What is coming: of a plan, and on a day. */
export const AHEAD = {
  "{month}进展：{what}": "{month}: {what}",
  "第 {rung} 级督办（{name}）": "rung {rung} ({name})",
  核对通讯录: "directory check",
  发首次通知: "opening notices",
  提醒尚未报全的单位: "reminder to units not complete",
  向督查部门报尚未报送的单位: "digest of who is open",
  向督查部门报未按时报送的单位: "digest of who is missing",
  "办结，发月度摘要": "closing, with the digest",
  "{day}将发出的通知": "What goes out on {day}",
  没有将要发出的通知: "Nothing is going out",
  日期: "Day",
  "按现在的情况预计：届时已报齐的单位不再收到提醒和督办。这里只是预览，不会发出任何邮件。":
    "As things stand now: units that are complete by then get no reminder and no escalation. This is a preview; nothing is sent from here.",
  发给谁: "To whom",
  邮箱: "Mailbox",
  "没有联系人，转告行动计划牵头办公室": "no contact; the plan office is told",
} as const;
