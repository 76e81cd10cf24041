import { randomUUID } from "node:crypto";
import { z } from "zod";
import { setSetting } from "../../functions/adapters/store.ts";
import type { Json } from "../../functions/adapters/table.ts";
import { HolidayNotice } from "../../functions/core/calendar.ts";
import { Directory } from "../../functions/core/directory.ts";
import { Ladder, LadderName, ladderEndsInTime } from "../../functions/core/ladder.ts";
import { ScoreRulebook } from "../../functions/core/score-rules.ts";
import { holidayChanges, loadHolidays as takeHolidays } from "../../functions/workflows/load-holidays.ts";
import type { Ports } from "../../functions/workflows/ports.ts";
import { jsonFile } from "./plan-files.ts";
import { print } from "./print.ts";
import { directoryWith, ladderOf, ladderSetting } from "./set.ts";
import { UserError } from "./user-error.ts";
import { opened, type Where } from "./where.ts";

type Options = Where & { json?: boolean; dryRun?: boolean };

/** `duban directory import`: adds units to the directory, and replaces those it has. */
export async function importDirectory(file: string, options: Options): Promise<void> {
  const more = jsonFile(file, Directory);
  const { table, close } = await opened(options);
  const before = await directoryWith(table, undefined);
  const after = await directoryWith(table, more);
  const isNew = (id: string): boolean => !before.units.some((unit) => unit.id === id);
  const changed = after.units.filter((unit) => !before.units.some((old) => same(old, unit)));
  const changes = [
    ...changed.map(({ id, name }) => `${isNew(id) ? "新增" : "更新"}单位 ${name}（${id}）`),
    ...after.groups
      .filter((group) => !before.groups.some((old) => same(old, group)))
      .map(({ name, from }) => `单位组 ${name}（${from} 起）`),
  ];
  if (!options.dryRun) await setSetting(table, "DIRECTORY", after as never, randomUUID()); // JSON as read
  close();
  say(changes, options);
}

/** `duban holidays load`: one notice or a list of them; what it moves is moved (CA-4). */
export async function loadHolidays(file: string, options: Options): Promise<void> {
  const more = [jsonFile(file, z.union([HolidayNotice, HolidayNotice.array().min(1)]))].flat();
  const { ports, close } = await opened(options);
  const { fresh, moves } = await (options.dryRun ? holidayChanges(more, ports) : takeHolidays(more, "duban", ports));
  close();
  say(
    [
      ...fresh.map(
        ({ notice: { calendar, year, off, worked }, isNew }) =>
          `${isNew ? "新增" : "更新"} ${calendar} ${year} 年放假安排：休 ${off.length} 段，调休上班 ${worked.length} 天`,
      ),
      ...moves.map(
        ({ plan, period, from, to, units }) =>
          `${plan} ${period} 的报送日由 ${from}（暂定）改为 ${to}，涉及 ${units} 个单位`,
      ),
    ],
    options,
  );
}

/** `duban ladder load`: the deployment's ladder, or with a name that of the plans that name it. */
export async function loadLadder(file: string, { name, ...options }: Options & { name?: string }): Promise<void> {
  const ladder = jsonFile(file, Ladder);
  const named = name === undefined ? undefined : LadderName.safeParse(name).data;
  if (name !== undefined && !named)
    throw new UserError(`“${name}”不能作为督办级次的名称。请用小写字母开头的字母和数字，如 wharfside。`);
  const { table, ports, close } = await opened(options);
  const plans = (await ports.store.plans()).filter(({ settings }) => settings.ladder === named);
  const late = plans.filter(({ settings }) => !ladderEndsInTime(ladder, settings.cycle.closesAfter));
  if (late.length > 0)
    throw new UserError(
      `督办级次未导入：有晚于办结日的，涉及计划 ${late.map(({ id }) => id).join("、")}。请把各级提前到办结日之前。`,
    );
  const before = await ladderOf(table, { ladder: named });
  const changes = same(before, ladder)
    ? []
    : ladder.map(
        (rung) =>
          `第 ${rung.no} 级 ${rung.name}：到期后第 ${rung.afterWorkingDays} 个工作日，告知 ${rung.to.join("、")}`,
      );
  if (!options.dryRun) await setSetting(table, ladderSetting(named), ladder as Json, randomUUID());
  close();
  say(changes, options);
}

/** `duban score-rules load`: all versions. A month that was scored keeps its score, so a version that scored one stays as it was. */
export async function loadScoreRules(file: string, options: Options): Promise<void> {
  const rulebook = jsonFile(file, ScoreRulebook);
  const { table, ports, close } = await opened(options);
  const before = await ports.store.scoreRules();
  const changed = before.filter((version) => !rulebook.some((other) => same(version, other)));
  const used = await versionsUsed(ports);
  const edited = changed.filter(({ version }) => used.has(version));
  if (edited.length > 0)
    throw new UserError(
      `评分规则未导入：版本 ${edited.map(({ version }) => version).join("、")} 已经用来评分，不能改动或删去。请保留原样，另加一个新版本。`,
    );
  const changes = [
    ...rulebook
      .filter((version) => !before.some((old) => same(old, version)))
      .map(({ version, from, full }) => `版本 ${version}：${from} 起，满分 ${full}`),
    ...changed
      .filter(({ version }) => !rulebook.some((other) => other.version === version))
      .map(({ version }) => `删去版本 ${version}`),
  ];
  if (!options.dryRun) await setSetting(table, "SCORES", rulebook as Json, randomUUID());
  close();
  say(changes, options);
}

async function versionsUsed({ store }: Pick<Ports, "store">): Promise<Set<string>> {
  const plans = await store.plans();
  const scores = await Promise.all(plans.map(({ id, year }) => store.scores(id, year)));
  return new Set(scores.flat().map(({ rules }) => rules));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function say(changes: readonly string[], { json, dryRun = false }: Options): void {
  const what = changes.length === 0 ? "没有变化。" : dryRun ? "将有以下变化，未保存：" : "已保存：";
  if (json) print({ saved: !dryRun, changes });
  else console.log([what, ...changes.map((line) => `· ${line}`)].join("\n"));
}
