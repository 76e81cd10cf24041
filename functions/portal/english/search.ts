/** The page on which one looks for something. */
export const SEARCH = {
  "措施内容、编号、任务、单位名称或报送内容": "Words, code or task of a measure, name of a unit, or words of a report",
  "没有找到。请换一个更短的词。": "Nothing found. Try a shorter word.",
  单位: "Unit",
  "工作措施 {found} 条": "Measures: {found}",
  "，列出前 {shown} 条": ", the first {shown} of them",
  进展条目: "Reported",
  月份: "Month",
  编号: "Code",
  内容: "Text",
  "（已撤销）": " (withdrawn)",
} as const;
