import { epochMs, type Instant } from "../../functions/core/day.ts";
import type { LogLine } from "../../functions/workflows/ports.ts";

/** What each line of the log counts for: once, or as much as it says under a name. Alarms and the dashboard know the metrics. */
export const METRICS: Readonly<Record<string, Readonly<Record<string, "once" | { as: string }>>>> = {
  tick: { Ticks: "once", UnsentOldestMinutes: { as: "unsentOldestMinutes" } },
  "message later": { UnsentOldestMinutes: { as: "triedForMinutes" } },
  "message answer": { Sent: "once" },
  "mail delivered": { Delivered: "once" },
  "submission recorded": { Recorded: "once" },
  "submission held": { Held: "once" },
  "plan run": { Overdue: { as: "overdue" } },
};

/**
 * A line with what CloudWatch is to count of it, in its embedded metric format; without dimensions, for a stage has an
 * account and region to itself.
 *
 * @source https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function withMetrics(line: LogLine, at: Instant): object {
  const counted = Object.entries(METRICS[line.what] ?? {}).map(
    ([name, how]) => [name, how === "once" ? 1 : Number(line[how.as])] as const,
  );
  if (counted.length === 0) return line;
  const Metrics = counted.map(([Name]) => ({ Name }));
  const _aws = {
    Timestamp: epochMs(at),
    CloudWatchMetrics: [{ Namespace: "duban", Dimensions: [[]], Metrics }],
  };
  return { ...line, ...Object.fromEntries(counted), _aws };
}
