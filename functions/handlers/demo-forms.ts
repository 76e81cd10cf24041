import { after } from "../core/day.ts";
import { LINKS } from "../portal/links.ts";
import { safeName, seeOther } from "./http.ts";
import { formIn, hasToken, isFromOurPages } from "./own-form.ts";
import type { Answered, Answering, DemoPorts, Visit } from "./page-visit.ts";

type FormAnswering = (form: FormData, visit: Visit, demo: DemoPorts) => Promise<Answered>;

/** A form of a demonstration: nothing is done unless a page of ours sent it. */
export const ofDemo =
  (answering: FormAnswering): Answering =>
  async (visit) => {
    const { event, ports } = visit;
    if (!ports.demo) return undefined;
    if (!isFromOurPages(event)) return refused(visit);
    const form = await formIn(event);
    if (typeof form === "string") return form;
    return hasToken(event, form.get("token"), ports.csrf) ? answering(form, visit, ports.demo) : refused(visit);
  };

function refused({ ports }: Visit): Answered {
  ports.log({ what: "form refused" });
  return "not-allowed";
}

const STEP_MS: ReadonlyMap<string, number> = new Map([
  ["hour", 60 * 60 * 1000],
  ["day", 24 * 60 * 60 * 1000],
]);

/** Turns the clock on: to the next event of a plan, an hour or a day. */
export const step = ofDemo(async (form, { at, plans, ports }, demo) => {
  const by = STEP_MS.get(String(form.get("to")));
  const plan = plans.find(({ id }) => id === form.get("plan"));
  const next = plan && (await ports.agenda(plan))[0]?.at;
  const to = by ? after(at, by) : next;
  if (to) await demo.step(to);
  return seeOther(localPath(form.get("back")));
});

/** Characters of an answer. */
const LONGEST = 20_000;

/** Answers a message that was sent, in its recipient's place. */
export const reply = ofDemo(async (form, { params, ports }, demo) => {
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

/** An address of ours, wherever the form says to go on. */
const localPath = (back: FormDataEntryValue | null): string =>
  typeof back === "string" && /^\/(?!\/)[\w\-./?=&%~]*$/.test(back) ? back : "/";
