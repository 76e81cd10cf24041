/** What stands around every page. */
export const FRAME = {
  "zh-CN": "en-GB",
  跳到正文: "Skip to content",
  "涉密、敏感信息禁止在本系统填报。": "Do not enter confidential information in this system.",
  页面: "Pages",
  行动计划: "Plan",
  报送情况: "Reports",
  本单位: "Your unit",
  收发记录: "Mail",
  待核实: "Held",
  发送预览: "Coming mails",
  查找: "Search",
  管理: "Manage",
  退出: "Sign out",
} as const;
