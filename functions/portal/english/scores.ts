/** The scores of a month, and the places of the year. */
export const SCORES = {
  评分: "Scores",
  "{month}还没有评分：当月汇总关闭后才有；没有设置评分规则的不评分。":
    "{month} has no scores: they come when the month is closed, where score rules are set.",
  名次: "Place",
  得分: "Points",
  扣分: "Taken off",
  状态: "State",
  "有异议，待决定": "objected to, to be decided",
  已确定: "final",
  "{day} 前可提异议": "open to objection until {day}",
  "{year} 年名次": "Places of {year}",
  按有报送任务的月份平均: "by the average of the months with a duty",
  平均分: "Average",
  报送次数: "Duties",
} as const;
