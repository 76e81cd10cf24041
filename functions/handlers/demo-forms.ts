import { ownUnits } from "../core/access.ts";
import { after } from "../core/day.ts";
import { Mailbox } from "../core/directory.ts";
import { LINKS } from "../portal/links.ts";
import { showAgenda } from "../workflows/show-agenda.ts";
import { localPath, safeName, seeOther } from "./http.ts";
import type { Answered, Answering, DemoPorts, Visit } from "./page-visit.ts";
import { shownAsCookie } from "./signed-in.ts";

/** A form of a demonstration, and of nothing else. */
const ofDemo =
  (answering: (visit: Visit, demo: DemoPorts) => Promise<Answered>): Answering =>
  async (visit) =>
    visit.ports.demo && answering(visit, visit.ports.demo);

/** Shows the pages as another person of the directory sees them. */
export const showAs = ofDemo(async ({ form }) => {
  const mail = Mailbox.safeParse(form.get("mail")).data;
  return mail ? seeOther("/", shownAsCookie(mail)) : "bad-form";
});

const STEP_MS: ReadonlyMap<string, number> = new Map([
  ["hour", 60 * 60 * 1000],
  ["day", 24 * 60 * 60 * 1000],
]);

/** Turns the clock on: to the next event of a plan, an hour or a day. */
export const step = ofDemo(async ({ form, at, plans, viewer, ports }, demo) => {
  const by = STEP_MS.get(String(form.get("to")));
  const plan = plans.find(({ id }) => id === form.get("plan"));
  const next = plan && (await showAgenda(plan, at, ports)).coming[0]?.at;
  const to = by ? after(at, by) : next;
  if (to) await demo.step(to, viewer ? ownUnits(viewer) : []);
  return seeOther(localPath(form.get("back")));
});

/** Lets the departments answer by themselves, or no more. */
export const departments = ofDemo(async ({ form }, demo) => {
  demo.setDepartments(form.get("on") === "1");
  return seeOther(localPath(form.get("back")));
});

/** Characters of an answer. */
const LONGEST = 20_000;

/** Answers a message that was sent, in its recipient's place. */
export const reply = ofDemo(async ({ form, params, ports }, demo) => {
  const message = await ports.store.message(params.message ?? "");
  const plan = message?.notices[0]?.plan;
  if (!message || !plan || message.state !== "sent") return undefined;
  const text = String(form.get("text") ?? "");
  const given = form.get("file");
  const file =
    given instanceof File && given.size > 0
      ? {
          name: safeName(given.name),
          content: new Uint8Array(await given.arrayBuffer()),
        }
      : undefined;
  if ((!text.trim() && !file) || text.length > LONGEST) return "bad-form";
  await demo.reply({ messageId: message.id, text, ...(file && { file }) });
  return seeOther(LINKS.journal({ plan, way: "in" }));
});
