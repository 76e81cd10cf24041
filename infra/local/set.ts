import { type SettingName, settingOn } from "../../functions/adapters/store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { HolidayNotice } from "../../functions/core/calendar.ts";
import { Directory, withMore } from "../../functions/core/directory.ts";
import { Ladder, type LadderName } from "../../functions/core/ladder.ts";
import type { PlanSettings } from "../../functions/core/plan-settings.ts";
import { sampleDirectory } from "./plan-files.ts";
import { UserError } from "./user-error.ts";

/** The directory that has been set, or comes with the product, with more units. @throws UserError when they cannot go together */
export async function directoryWith(table: Table | undefined, more?: Directory): Promise<Directory> {
  const set = table && (await settingOn(table, "DIRECTORY"));
  if (!set) return more ?? sampleDirectory();
  const before = Directory.parse(set);
  if (!more) return before;
  const joined = withMore(before, more);
  if ("problems" in joined)
    throw new UserError([`名录未导入，${joined.problems.length} 处不对：`, ...joined.problems].join("\n"));
  return joined.directory;
}

/** Every holiday notice that has been set. */
export const noticesIn = async (table: Table): Promise<HolidayNotice[]> =>
  HolidayNotice.array().parse((await settingOn(table, "HOLIDAYS")) ?? []);

export const ladderSetting = (name: LadderName | undefined): SettingName =>
  name === undefined ? "LADDER" : `LADDER#${name}`;

/** The ladder that has been set for a plan; undefined when none has. */
export async function ladderOf(table: Table, { ladder }: Pick<PlanSettings, "ladder">): Promise<Ladder | undefined> {
  const set = await settingOn(table, ladderSetting(ladder));
  return set === undefined ? undefined : Ladder.parse(set);
}
