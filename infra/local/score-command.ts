import { unitOf } from "../../functions/core/contacts.ts";
import { dayAt, type Month } from "../../functions/core/day.ts";
import type { Directory, Mailbox, Unit } from "../../functions/core/directory.ts";
import { isFinal, isWaiting, UNSCORED_WORDS } from "../../functions/core/objection.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { type Ranked, ranking, type Score } from "../../functions/core/score.ts";
import { chargeUntrue, decideObjection, object } from "../../functions/workflows/objections.ts";
import type { Opened } from "./deployment.ts";
import { print, table } from "./print.ts";
import { deciderOf, measuresTyped } from "./review-command.ts";
import { UserError } from "./user-error.ts";

/** How units were scored for a month: in order of rank, or one with its deductions. */
export async function showScores(
  { ports, clock }: Opened,
  plan: Plan,
  period: Month,
  unit: Unit | undefined,
  json: boolean,
): Promise<void> {
  const scores = await ports.store.scores(plan.id, period);
  if (scores.length === 0) throw new UserError(`${period} 还没有评分。当月汇总关闭后才有；没有设置评分规则的不评分。`);
  const directory = await ports.store.directory();
  const today = dayAt(clock.now(), plan.settings.zone);
  if (unit) {
    const score = scores.find((each) => each.unit === unit.id);
    if (!score) throw new UserError(UNSCORED_WORDS["no-score"]);
    if (json) return print({ ...score, final: isFinal(score, today) });
    return console.log(linesOf(score, unit, isFinal(score, today)).join("\n"));
  }
  const ranked = ranking(scores);
  if (json) return print({ plan: plan.id, period, ranking: ranked, scores });
  const stateOf = (score: Score): string =>
    isWaiting(score) ? "有异议，待决定" : isFinal(score, today) ? "" : `${score.objectableUntil} 前可提异议`;
  console.log(
    table(
      ranked.map((each) => {
        const score = scores.find(({ unit: of }) => of === each.unit)!; // ranked were these
        const why = score.deductions
          .filter(({ lifted }) => !lifted)
          .map(({ points, why: text }) => `-${points} ${text}`);
        return [...placed(each, directory), why.join("；") || "—", stateOf(score)];
      }),
    ).join("\n"),
  );
}

/** A year's places, by the average of the months in which a unit had a duty. */
export async function showYear({ ports }: Opened, plan: Plan, year: number, json: boolean): Promise<void> {
  const [scores, directory] = await Promise.all([ports.store.scores(plan.id, year), ports.store.directory()]);
  const ranked = ranking(scores);
  if (json) return print({ plan: plan.id, year, ranking: ranked });
  if (ranked.length === 0) throw new UserError(`${year} 年还没有评分。当月汇总关闭后才有。`);
  console.log(table(ranked.map((each) => [...placed(each, directory), `${each.duties} 次应报`])).join("\n"));
}

const placed = ({ rank, unit, average }: Ranked, directory: Directory): string[] => [
  `第 ${rank}`,
  unitOf(unit, directory)?.name ?? unit,
  String(average),
];

const linesOf = (
  { period, points, full, rules, deductions, objections }: Score,
  unit: Unit,
  final: boolean,
): string[] => [
  `${unit.name} ${period}：${points} 分（满分 ${full}，规则 ${rules}${final ? "，已确定" : ""}）`,
  ...deductions.map(
    ({ points: taken, why, lifted, charged }, nth) =>
      `  ${nth + 1}. -${taken} ${why}${charged ? `（${charged.by} 认定：${charged.why}）` : ""}${lifted ? `（${lifted.by} 撤销：${lifted.why}）` : ""}`,
  ),
  ...objections.map(
    ({ from, why, ruling }) =>
      `  ${from} 异议：${why}${ruling ? `（${ruling.granted ? "同意" : "不同意"}：${ruling.why}）` : "（待决定）"}`,
  ),
];

/** Objections of all months that wait for a decision. */
export async function listObjections({ ports }: Opened, plan: Plan, json: boolean): Promise<void> {
  const waiting: Score[] = [];
  for await (const key of ports.store.objections(plan.id))
    waiting.push(...[(await ports.store.score(key)) ?? []].flat());
  if (json) return print(waiting);
  if (waiting.length === 0) return console.log("没有等待决定的异议。");
  const directory = await ports.store.directory();
  for (const score of waiting) {
    const unit = unitOf(score.unit, directory);
    if (unit) console.log(linesOf(score, unit, false).join("\n"));
  }
}

export interface ScoreOptions {
  why?: string;
  by?: string;
  from?: string;
  measure?: string;
  lifts?: string;
}

/** Puts an objection down, decides about those that wait, or charges an untrue report. */
export async function decideScore(
  deployment: Opened,
  plan: Plan,
  period: Month,
  what: "add" | "grant" | "deny" | "charge",
  { unit, ...options }: ScoreOptions & { unit: Unit },
  json: boolean,
): Promise<void> {
  const { ports } = deployment;
  const { why = "" } = options;
  const key = { plan: plan.id, period, unit: unit.id };
  const by = what === "add" ? writerOf(unit, options.from) : await deciderOf(deployment, plan, unit, options.by);
  const found =
    what === "add"
      ? await object(plan.id, period, unit.id, by, why, ports)
      : what === "charge"
        ? await chargeUntrue(key, { measure: await oneMeasure(deployment, plan, options), why }, by, ports)
        : what === "grant"
          ? await decideObjection(key, { granted: true, why, ...liftsTyped(options) }, by, ports)
          : await decideObjection(key, { granted: false, why }, by, ports);
  if ("undecided" in found) throw new UserError(UNSCORED_WORDS[found.undecided]);
  if (json) return print(found.done);
  const { points } = found.done;
  console.log(
    {
      add: `已登记异议：${unit.name} ${period}，等待决定。`,
      grant: `已同意异议：${unit.name} ${period} 更正为 ${points} 分；通知随下一次发信发出。`,
      deny: `已答复不同意：${unit.name} ${period} 仍为 ${points} 分；通知随下一次发信发出。`,
      charge: `已认定不实：${unit.name} ${period} 现为 ${points} 分；通知随下一次发信发出，该单位可以提出异议。`,
    }[what],
  );
}

function writerOf({ name, contacts }: Unit, from: string | undefined): Mailbox {
  const found = from ? contacts.find(({ mail }) => mail === from.toLowerCase()) : contacts[0];
  if (!found) throw new UserError(`${from ?? "没有人"}不是${name}登记的联系人。请核对邮箱，或先更新通讯录。`);
  return found.mail;
}

function liftsTyped({ lifts }: Pick<ScoreOptions, "lifts">): { lifts?: number[] } {
  if (lifts === undefined) return {};
  const all = lifts
    .split(/[,，、\s]+/u)
    .filter(Boolean)
    .map(Number);
  if (all.length === 0 || all.some((no) => !Number.isInteger(no)))
    throw new UserError(`看不懂“${lifts}”。请写扣分的序号，例如 1,3。`);
  return { lifts: all };
}

async function oneMeasure(deployment: Opened, plan: Plan, { measure }: Pick<ScoreOptions, "measure">) {
  const { measures = [] } = await measuresTyped(deployment, plan, measure === undefined ? {} : { measures: measure });
  const [only, ...others] = measures;
  if (!only || others.length > 0) throw new UserError("请写一项措施的编号，例如 --measure 蓝天-1-1。");
  return only;
}
