import { z } from "zod";
import { CHINA, type HolidayNotice } from "../core/calendar.ts";
import { Day } from "../core/day.ts";
import { Mailbox, UnitId } from "../core/directory.ts";
import { noticeTyped } from "../core/holiday-typing.ts";
import type { Plan } from "../core/plan.ts";
import { directoryPage } from "../portal/directory.tsx";
import { holidaysPage } from "../portal/holidays.tsx";
import { LINKS } from "../portal/links.ts";
import {
  type Changed,
  changeDirectory,
  contactsListed,
  mendContact,
  takeContacts,
} from "../workflows/change-directory.ts";
import { holidayChanges, loadHolidays } from "../workflows/load-holidays.ts";
import { showDirectory } from "../workflows/show-directory.ts";
import { named } from "../workflows/show-period.ts";
import { resumePlan, stopPlan } from "../workflows/stop-plan.ts";
import { HandOverForm } from "./hand-over-form.ts";
import { type HttpAnswer, seeOther } from "./http.ts";
import type { Answering, Visit } from "./page-visit.ts";

const Switch = z.discriminatedUnion("act", [
  z.object({ act: z.literal("stop"), why: z.string() }),
  z.object({ act: z.literal("resume") }),
]);

/** Stops what is sent in a plan's name, or lets it go on. Rule RM-14 */
export const stopOrResume: Answering = async ({ form, plan, viewer, ports }) => {
  const given = Switch.safeParse(Object.fromEntries(form)).data;
  if (!plan || !viewer) return undefined;
  if (!given) return "bad-form";
  const by = viewer.mail;
  const outcome = await (given.act === "stop"
    ? stopPlan(plan.id, given.why, by, ports)
    : resumePlan(plan.id, by, ports));
  const back = LINKS.manage({ plan: plan.id });
  return seeOther("unstopped" in outcome ? `${back}&undone=${outcome.unstopped}` : back);
};

const Typed = z.object({
  act: z.enum(["preview", "load"]),
  year: z.string().max(10),
  source: z.string().max(200),
  issuedOn: z.string().max(20),
  off: z.string().max(5_000),
  worked: z.string().max(2_000),
});

/** A holiday notice as somebody typed it: first what it would change, then it is taken. Rules CA-2, CA-4 */
export const takeNotice: Answering = async ({ form, plan, viewer, browser, ports }) => {
  const given = Typed.safeParse(Object.fromEntries(form)).data;
  if (!plan || !viewer) return undefined;
  if (!given) return "bad-form";
  const { act, ...typed } = given;
  const read = noticeTyped(typed, plan.settings.calendar);
  if (act === "load" && "notice" in read) {
    await loadHolidays([read.notice], viewer.mail, ports);
    return seeOther(LINKS.holidays({ plan: plan.id }));
  }
  const changes = "notice" in read ? await holidayChanges([read.notice], ports) : undefined;
  return holidaysPage({
    plan: named(plan),
    notices: await ownNotices(plan, ports),
    token: ports.keys.pageToken(browser),
    typed,
    problems: "problems" in read ? read.problems : [],
    preview: changes && { isNew: changes.fresh[0]?.isNew, moves: changes.moves },
  });
};

/** The notices of a plan's calendar. */
export const ownNotices = async (
  { settings: { calendar = CHINA } }: Plan,
  { store }: Visit["ports"],
): Promise<HolidayNotice[]> =>
  (await store.holidayNotices()).filter((notice) => notice.calendar === calendar).sort((a, b) => a.year - b.year);

/** A list of contacts: first what it would add, then it is taken; or a change of one unit's. Rules RM-11 to RM-13 */
export const changeDirectoryPage: Answering = async (visit) => {
  const { form, query, plan, viewer, browser, ports } = visit;
  if (!plan || !viewer) return undefined;
  if (query.unit !== undefined) return changeContacts(visit);
  const file = form.get("file");
  const bytes =
    form.get("act") === "take"
      ? await ports.blobs.get(String(form.get("blob")))
      : file instanceof File
        ? new Uint8Array(await file.arrayBuffer())
        : undefined;
  if (!bytes) return "bad-form";
  const list = await contactsListed({ name: "list.xlsx", content: bytes }, ports);
  if (form.get("act") === "take") {
    if ("problems" in list) return "bad-form"; // it was looked at before, and had nothing wrong
    await takeContacts(list.contacts, viewer.mail, ports);
    return seeOther(LINKS.directory({ plan: plan.id }));
  }
  const [blob = ""] = "problems" in list ? [] : await ports.blobs.put([bytes]);
  const shown = await showDirectory(plan, {}, ports);
  return (
    shown &&
    directoryPage({
      ...shown,
      list: "problems" in list ? list : { ...list, blob },
      token: ports.keys.pageToken(browser),
      unchanged: undefined,
    })
  );
};

const ContactChange = z.discriminatedUnion("act", [
  HandOverForm.extend({ act: z.literal("handover") }),
  z.object({ act: z.literal("away"), mail: Mailbox, from: Day, until: Day, why: z.string() }),
  z.object({ act: z.literal("mended"), mail: Mailbox, why: z.string() }),
]);

/** Somebody takes over, stands in, is away, or their mailbox takes mail again. Rules RM-11 to RM-13 */
const changeContacts: Answering = async ({ form, query, plan, viewer, ports }) => {
  const unit = UnitId.safeParse(query.unit).data;
  const given = ContactChange.safeParse(Object.fromEntries(form)).data;
  if (!plan || !viewer || !unit) return undefined;
  if (!given) return "bad-form";
  const back = LINKS.directory({ plan: plan.id, unit });
  const { act, why } = given;
  const who = { by: viewer.mail, why };
  if (act === "handover") {
    const { from, to, name, on, until } = given;
    if (!to) return seeOther(`${back}&unchanged=bad-mail`);
    return after(
      back,
      await changeDirectory({ kind: act, unit, from, to, name, on, ...(until && { until }) }, who, ports),
    );
  }
  if (act === "away") {
    const { mail, from, until } = given;
    return after(back, await changeDirectory({ kind: act, unit, mail, from, until }, who, ports));
  }
  return after(back, await mendContact(given.mail, who, ports));
};

const after = (back: string, changed: Changed): HttpAnswer =>
  seeOther("unchanged" in changed ? `${back}&unchanged=${changed.unchanged}` : back);
