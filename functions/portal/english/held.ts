/** What is held, and what may be done about it. */
export const HELD = {
  待核实来件: "Held submissions",
  "{rows} 件": "{rows}",
  "这些来件没有自动登记，均已原样留存。逐件打开处理：指定单位、请单位核实，或写明理由不予登记。":
    "Not recorded by themselves; all are kept as they came. Open each: assign it to a unit, ask the unit, or dismiss it with a reason.",
  "这里只列出最早的一部分。": " Only the oldest are listed here.",
  来件: "Submission",
  原因: "Why",
  来自: "From",
  涉及单位: "Unit in question",
  收到: "Received",
  已请单位核实: "unit asked",
  由督查部门决定: "for the supervision office",
  "{days} 天前": "{days} {days|day|days} ago",
  "{door}报送": "Report by {door}",
  处理: "Decide",
  "未处理：{why}": "Not done: {why}",
  "以{unit}名义处理；处理人和时间记入留痕。": "Decided for {unit}. Who decided, and when, is kept.",
  登记为某单位的报送: "Record as a unit's report",
  登记: "Record",
  "查明是哪个单位哪个月的，按正常来件读取、登记，并发回执。":
    "Once you know whose and for which month: it is read, recorded and receipted as usual.",
  请单位核实: "Ask the unit",
  发邮件询问: "Ask by mail",
  "向该单位联系人发邮件，附来件摘要，请其确认或重新报送；来件继续待核实。":
    "Its contacts get a mail with the beginning of the submission, to confirm it or report again. It stays held.",
  "来件仍留存，不登记为任何单位的进展。": "It is kept, and counts as no unit's report.",
  "（请选）": "(choose)",
  "{at} {by} {deed}（待核实原因：{reason}）": "{at} {by} {deed} (held: {reason})",
  "指定为 {unit} {month}的报送": "assigned it to {unit}, {month}",
  "请 {unit} 核实": "asked {unit}",
  "不予登记，理由：{why}": "dismissed it: {why}",

  "这件来件不在待核实之列，可能已由别人处理。请刷新后核对。":
    "It is not held any more; somebody may have decided it. Reload the page.",
  "这件来件不由您决定：涉及计划牵头单位自己的，由督查部门决定，其余由牵头办公室决定。":
    "It is not yours to decide: what is the plan office's own is decided by the supervision office, the rest by the plan office.",
  "该单位在通讯录中没有联系人，无法询问。请先补充通讯录。":
    "The unit has no contact to ask. Add one to the directory first.",
  "只有邮件可以指定单位。网页和接口报送的，请单位改正后重新提交。":
    "Only mail can be assigned. What came by form or webhook, the unit corrects and sends again.",
  "这件来件带有病毒，已隔离，不能登记。请单位换一台电脑重新发送。":
    "It carries a virus and is in quarantine. Ask the unit to send it again from another computer.",
  "没有写明不予登记的理由。请写 2 至 200 字。": "No reason was given. Write 2 to 200 characters.",
} as const;
