import { decidersFor, unitOf } from "../../functions/core/contacts.ts";
import { Day, type Month } from "../../functions/core/day.ts";
import type { Unit } from "../../functions/core/directory.ts";
import { type Standing, timeliness } from "../../functions/core/duty.ts";
import type { MeasureId } from "../../functions/core/measure.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { mayDecide, UNDECIDED_WORDS, wantsReview } from "../../functions/core/review.ts";
import { acceptAll, decideRequest, review } from "../../functions/workflows/review.ts";
import type { Opened } from "./deployment.ts";
import { print, table } from "./print.ts";
import { UserError } from "./user-error.ts";

export interface ReviewOptions {
  unit?: string;
  why?: string;
  by?: string;
  until?: string;
  measures?: string;
  hollow?: boolean;
}

/** What waits for a decision in a month: reports to be reviewed, and requests. */
export async function listReviews({ ports, clock }: Opened, plan: Plan, period: Month, json: boolean): Promise<void> {
  const directory = await ports.store.directory();
  const now = clock.now();
  const today = Day.parse(now.slice(0, 10));
  const waiting = (await ports.store.board(plan.id, period)).filter(
    (standing) => wantsReview(standing) || (standing.request && !standing.closed),
  );
  if (json) return print(waiting);
  if (waiting.length === 0) return console.log("没有等待审核的报告，也没有等待决定的申请。");
  const lineOf = (standing: Standing): string[] => [
    unitOf(standing.unit, directory)?.name ?? standing.unit,
    standing.request ? { extension: "申请延期", exemption: "申请免报" }[standing.request] : "待审核",
    timeliness(standing, today, plan.settings.zone) === "late" ? "逾期报齐" : "",
    standing.warnings > 0 ? `${standing.warnings} 处请核对` : "",
  ];
  console.log(table(waiting.map(lineOf)).join("\n"));
}

/** Accepts all that has nothing to ask about, in the name of the operator (RV-1). */
export async function acceptAllReports(
  deployment: Opened,
  plan: Plan,
  period: Month,
  { by }: ReviewOptions,
  json: boolean,
): Promise<void> {
  const directory = await deployment.ports.store.directory();
  const decider =
    by ?? unitOf(plan.settings.operator, directory)?.contacts.find(({ role }) => role === "operator")?.mail;
  const { accepted, left } = await acceptAll(plan, period, decider as never, deployment.ports); // whoever it is: `mayDecide` looks
  if (json) return print({ accepted, left });
  const names = left.map((unit) => unitOf(unit, directory)?.name ?? unit);
  console.log(
    `已通过 ${accepted.length} 份${names.length > 0 ? `；请逐份审核 ${names.length} 份：${names.join("、")}` : ""}。`,
  );
}

/** Decides about one unit's report or request. */
export async function decideFor(
  deployment: Opened,
  plan: Plan,
  period: Month,
  what: "accept" | "return" | "grant" | "deny",
  options: Omit<ReviewOptions, "unit"> & { unit: Unit },
  json: boolean,
): Promise<void> {
  const { ports } = deployment;
  const { unit, why = "" } = options;
  const key = { plan: plan.id, period, unit: unit.id };
  const by = await deciderOf(deployment, plan, unit, options.by);
  const decided =
    what === "grant"
      ? await decideRequest(
          key,
          { granted: true, ...(options.until && { until: dayTyped(options.until) }), why },
          by,
          ports,
        )
      : what === "deny"
        ? await decideRequest(key, { granted: false, why }, by, ports)
        : what === "accept"
          ? await review(key, { kind: "accept" }, by, ports)
          : await review(
              key,
              {
                kind: "return",
                why,
                hollow: options.hollow ?? false,
                ...(await measuresTyped(deployment, plan, options)),
              },
              by,
              ports,
            );
  if ("undecided" in decided) throw new UserError(UNDECIDED_WORDS[decided.undecided]);
  if (json) return print(decided.done);
  const { due } = decided.done.days;
  console.log(
    {
      accept: `已通过：${unit.name} ${period}。`,
      return: `已退回：${unit.name} ${period}，请其 ${due} 前补报；通知随下一次发信发出。`,
      grant: `已同意：${unit.name} ${period}${decided.done.exempt ? "免报" : `延期至 ${due}`}；通知随下一次发信发出。`,
      deny: `已答复不同意：${unit.name} ${period}；通知随下一次发信发出。`,
    }[what],
  );
}

/** Whoever decides about a unit: the one named, else the first. @throws UserError when there is none, or they may not */
export async function deciderOf({ ports }: Opened, { settings }: Plan, unit: Unit, by: string | undefined) {
  const directory = await ports.store.directory();
  const all = decidersFor(unit.id, settings, directory)
    .map(({ mail }) => mail)
    .filter((mail) => mayDecide(mail, unit.id, settings, directory));
  const found = by ? all.find((mail) => mail === by.toLowerCase()) : all[0];
  if (!found)
    throw new UserError(
      `${by ?? "没有人"}不能决定${unit.name}的报送。可以决定的：${all.join("、") || "通讯录中没有登记"}。`,
    );
  return found;
}

function dayTyped(text: string): Day {
  const day = Day.safeParse(text);
  if (!day.success) throw new UserError(`看不懂日期“${text}”。请写成 2024-05-10 的样子。`);
  return day.data;
}

export async function measuresTyped(
  { ports }: Opened,
  plan: Plan,
  { measures: text }: Pick<ReviewOptions, "measures">,
): Promise<{ measures?: MeasureId[] }> {
  if (!text) return {};
  const all = await ports.store.measures(plan);
  return {
    measures: text
      .split(/[,，、\s]+/u)
      .filter(Boolean)
      .map((code) => {
        const measure = all.find((each) => each.code === code || each.id === code);
        if (!measure) throw new UserError(`计划里没有措施“${code}”。请写编号，例如 ${all[0]?.code ?? "蓝天-1-1"}。`);
        return measure.id;
      }),
  };
}
