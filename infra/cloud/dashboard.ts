import { Duration } from "aws-cdk-lib";
import {
  type Alarm,
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IMetric,
  type Metric,
  SingleValueWidget,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch";
import type { Construct } from "constructs";
import type { Names } from "../names.ts";
import { ownMetric } from "./watch.ts";
import type { Work } from "./work.ts";

const MONTH = Duration.days(31);
const DAY = Duration.days(1);
const WIDE = 24;

/** The month on one page: what went out and came in, what waits, what is laid aside. */
export function dashboard(scope: Construct, names: Names, alarms: Alarm[], works: readonly Work[]): Dashboard {
  const board = new Dashboard(scope, "Dashboard", { dashboardName: names.stack, defaultInterval: MONTH });
  board.addWidgets(new AlarmStatusWidget({ title: "报警", alarms, width: WIDE }));
  board.addWidgets(
    new SingleValueWidget({
      title: "近 31 天",
      width: WIDE,
      setPeriodToTimeRange: true,
      metrics: counted(MONTH),
    }),
  );
  board.addWidgets(
    new GraphWidget({ title: "每天", width: WIDE / 2, left: counted(DAY) }),
    new GraphWidget({
      title: "逾期未报（单位数，最多的一个计划）",
      width: WIDE / 2,
      left: [labelled(ownMetric("Overdue", Stats.MAXIMUM, DAY), "逾期未报")],
    }),
  );
  board.addWidgets(
    new GraphWidget({
      title: "等待最久（分钟为外发，秒为队列）",
      width: WIDE / 2,
      left: [labelled(ownMetric("UnsentOldestMinutes", Stats.MAXIMUM, Duration.minutes(15)), "未发出（分钟）")],
      right: works.map(({ node, queue }) => labelled(queue.metricApproximateAgeOfOldestMessage(), `${node.id}（秒）`)),
    }),
    new GraphWidget({
      title: "搁置的工作（应为 0）",
      width: WIDE / 2,
      left: works.map(({ node, laidAside }) => labelled(laidAside.metricApproximateNumberOfMessagesVisible(), node.id)),
    }),
  );
  return board;
}

const counted = (period: Duration): IMetric[] => [
  labelled(ownMetric("Sent", Stats.SUM, period), "已发出"),
  labelled(ownMetric("Delivered", Stats.SUM, period), "已送达"),
  labelled(ownMetric("Recorded", Stats.SUM, period), "已登记"),
  labelled(ownMetric("Held", Stats.SUM, period), "待人工处理"),
  labelled(ownMetric("Ticks", Stats.SUM, period), "定时运行"),
];

const labelled = (metric: Metric, label: string): IMetric => metric.with({ label });
