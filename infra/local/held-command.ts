import { heldDecidersFor, unitOf } from "../../functions/core/contacts.ts";
import { Month } from "../../functions/core/day.ts";
import type { Mailbox, UnitId } from "../../functions/core/directory.ts";
import { type Remedy, UNDONE_WORDS } from "../../functions/core/remedy.ts";
import { HELD_WORDS, receiptNumber, type Submission } from "../../functions/core/submission.ts";
import { decideHeld } from "../../functions/workflows/decide-held.ts";
import { showHeld } from "../../functions/workflows/show-held.ts";
import type { Opened } from "./deployment.ts";
import { thePlan } from "./install.ts";
import { print, table } from "./print.ts";
import { UserError } from "./user-error.ts";

/** What waits for a person, one line each. */
export async function listHeld(deployment: Opened, planId: string | undefined, json: boolean): Promise<void> {
  const plan = await thePlan(deployment, planId);
  const { rows } = await showHeld(plan, deployment.clock.now(), deployment.ports);
  if (json)
    return print(rows.map(({ submission, unit, days }) => ({ ...submission, unitName: unit?.name ?? null, days })));
  if (rows.length === 0) return console.log("没有待核实的来件。");
  console.log(
    table(
      rows.map(({ submission, unit, days }) => [
        receiptNumber(submission),
        whyHeld(submission),
        submission.from,
        unit?.name ?? "—",
        `${days} 天前`,
      ]),
    ).join("\n"),
  );
}

const whyHeld = ({ outcome }: Submission): string => (outcome.kind === "held" ? HELD_WORDS[outcome.reason] : "");

export interface HeldOptions {
  plan?: string;
  unit?: string;
  period?: string;
  why?: string;
  by?: string;
}

/** Decides about one submission that is held, in the name of whoever may (CY-6). */
export async function remedyHeld(
  deployment: Opened,
  kind: Remedy["kind"],
  named: string,
  { plan: planId, by, ...options }: HeldOptions,
  json: boolean,
): Promise<void> {
  const { ports, clock } = deployment;
  const plan = await thePlan(deployment, planId);
  const { rows } = await showHeld(plan, clock.now(), ports);
  const [submission, another] = rows
    .map((row) => row.submission)
    .filter((one) => one.id === named || receiptNumber(one) === named.toUpperCase());
  if (!submission || another) throw new UserError(`没有编号为“${named}”的待核实来件。请用 duban held list 核对编号。`);
  const directory = await ports.store.directory();
  const remedy = remedyOf(kind, options, (name) => {
    const unit = directory.units.find((each) => each.name === name || each.id === name || each.aliases.includes(name));
    if (!unit) throw new UserError(`名录中没有“${name}”。请写全称，例如 区水务局。`);
    return unit.id;
  });
  const deciders = heldDecidersFor([submission.unit, "unit" in remedy ? remedy.unit : null], plan.settings, directory);
  const decider = by ? deciders.find(({ mail }) => mail === by.toLowerCase()) : deciders[0];
  if (!decider)
    throw new UserError(
      `${by ?? "没有人"}不能决定这件来件。可以决定的：${deciders.map(({ mail }) => mail).join("、") || "通讯录中没有登记"}。`,
    );
  const decided = await decideHeld(submission.id, remedy, decider.mail satisfies Mailbox, ports);
  if ("undone" in decided) throw new UserError(UNDONE_WORDS[decided.undone]);
  if (json) return print(decided.done);
  const { outcome, entries, unit } = decided.done;
  const name = unit ? (unitOf(unit, directory)?.name ?? unit) : "";
  console.log(
    kind === "dismiss"
      ? "已记录：不予登记。"
      : kind === "ask"
        ? "已请该单位核实，来件继续待核实。"
        : outcome.kind === "recorded"
          ? `已登记为${name}的报送，${entries.length} 项；回执随下一次发信发出。`
          : "已指定单位，但没有读出可以登记的内容，来件继续待核实；回执写明了原因。",
  );
}

function remedyOf(
  kind: Remedy["kind"],
  { unit, period, why = "" }: HeldOptions,
  idOf: (name: string) => UnitId,
): Remedy {
  if (kind === "dismiss") return { kind, why };
  if (!unit) throw new UserError("缺少单位。请写 --unit 区水务局。");
  if (kind === "ask") return { kind, unit: idOf(unit) };
  const month = Month.safeParse(period);
  if (!month.success) throw new UserError("看不懂报送月份。请写 --period 2024-04。");
  return { kind, unit: idOf(unit), period: month.data };
}
