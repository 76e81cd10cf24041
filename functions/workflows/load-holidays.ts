import { type HolidayNotice, withNotices, workCalendar } from "../core/calendar.ts";
import { type DueDayMove, dueDayMoves, moveAllDueDays } from "./move-due-days.ts";
import type { Ports } from "./ports.ts";

/** What holiday notices say that was not known, and which due days they move. */
export interface HolidayChanges {
  fresh: { notice: HolidayNotice; isNew: boolean }[];
  moves: DueDayMove[];
}

/** What would change with these notices; changes nothing. Rules CA-2, CA-4 */
export async function holidayChanges(more: readonly HolidayNotice[], ports: Ports): Promise<HolidayChanges> {
  const { after, fresh } = withNotices(await ports.store.holidayNotices(), more);
  return { fresh, moves: await dueDayMoves(({ calendar }) => workCalendar(after, calendar), ports) };
}

/** Takes notices: each in place of the one of its calendar and year; what they move is moved, and told. Rules CA-2, CA-4 */
export async function loadHolidays(more: readonly HolidayNotice[], by: string, ports: Ports): Promise<HolidayChanges> {
  const changes = await holidayChanges(more, ports);
  const loaded = { by, at: ports.now() };
  const { after } = withNotices(
    await ports.store.holidayNotices(),
    more.map((notice) => ({ ...notice, loaded })),
  );
  await ports.store.change(async (write) => write.holidays(after));
  await moveAllDueDays(ports);
  ports.log({ what: "holidays loaded", years: more.map(({ year }) => year).join(",") });
  return changes;
}
