/** One task of a plan. */
export const TASK = {
  章节: "Section",
  工作措施: "Measures",
  进展: "Progress",
  "本月没有可以查看的报送。": "No report of this month that you may see.",
  牵头单位: "Lead units",
  目标: "Target",
  实际: "Reported",
  未报数据: "no figure reported",
  按时间应达: "expected by now",
} as const;
