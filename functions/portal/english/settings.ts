/** When a plan's months run, and who is told on which rung. */
export const SETTINGS = {
  报送安排: "Rhythm",
  "截止日、通知和发信的时间，督办级次；先看各月日期再改":
    "Due day, notices, hours and the ladder; see the days to come before you change them",
  次月第几个工作日: "Due on this working day of the next month",
  "首次通知：截止前几个工作日": "Opening notice: working days before",
  "提醒：截止前几个工作日": "Reminder: working days before",
  "核对名录：截止前几个工作日": "Directory check: working days before",
  "办结：截止后几个工作日": "Closing: working days after",
  上班: "Office opens",
  每天发信: "Messages of the day",
  截止日晚间名单: "List on the evening of the due day",
  下班: "Office closes",
  "照所填，未开启各月的日期": "Months to come, as typed",
  未开启各月的日期: "Months to come",
  已开启的月份不变: "months that are open stay as they are",
  更改: "Change",
  "截止日含第几个工作日当天（不选为前一个工作日）": "By the end of that day (else of the working day before it)",
  更改的理由: "Why it is changed",
  看各月日期: "See the days",
  保存: "Save",
  督办级次: "Ladder",
  级次: "Rung",
  截止后第几个工作日: "Working days after the due day",
  告知: "Told",
  由人批准: "Waits for a person",
  "用同一督办级次的计划一并更改；正在等待和已经告知的不变。":
    "Every plan with this ladder is changed; what waits or was told stays as it is.",
  保存督办级次: "Save the ladder",
  "没有写明更改的理由。": "No reason was given.",
  "（此前：次月第 {due} 个工作日，{send} 发信）": " (before: working day {due} of the next month, messages at {send})",
  "督办级次有晚于办结的，请把办结推后或把督办提前。":
    "A rung comes after closing: let the month close later, or the rung come earlier.",
  "所填的不成立：请填整数和 09:00 样子的时间；提醒应晚于首次通知，各级督办应一级晚于一级。":
    "That cannot be: whole numbers, times like 09:00, the reminder after the opening notice, each rung after the one before.",
} as const;
