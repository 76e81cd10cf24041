import type { Instant } from "../core/day.ts";
import type { Plan } from "../core/plan.ts";
import type { AgendaLine } from "../portal/board.tsx";
import type { Framed } from "../portal/page.tsx";
import type { Refusal } from "../portal/refusal.tsx";
import type { OpenMail, Ports } from "../workflows/ports.ts";
import type { HttpAnswer, HttpEvent } from "./http.ts";
import type { FormTokens } from "./own-form.ts";

/** What the pages need: what workflows need, and in a demonstration the turned clock. */
export interface PagePorts extends Ports {
  /** Who may see the pages: whoever reaches this machine, or only whoever has a link to one. */
  openTo: "all" | "links";
  /** Takes a mail of our own apart. */
  openMail: OpenMail;
  /** What happens next in a plan, soonest first, nothing that has passed. */
  agenda(plan: Plan): Promise<AgendaLine[]>;
  csrf: FormTokens;
  demo?: DemoPorts;
}

/** A demonstration: `now` is the turned clock. */
export interface DemoPorts {
  /** Turns the clock on to an instant and does what is due until then. */
  step(to: Instant): Promise<void>;
  /** Answers a sent message, by its id, in the name of its recipient. */
  reply(answer: { messageId: string; text: string; file?: { name: string; content: Uint8Array } }): Promise<void>;
}

/** One request, with the plan it is about. */
export interface Visit {
  event: HttpEvent;
  params: Record<string, string>;
  query: Record<string, string | undefined>;
  at: Instant;
  plans: readonly Plan[];
  /** The plan asked for; the latest when none is; undefined when there is no such plan. */
  plan: Plan | undefined;
  /** Names the browser, in its cookie and sealed in its forms. */
  browser: string;
  ports: PagePorts;
}

export type Answered = HttpAnswer | Framed | Refusal | undefined;
/** Undefined is a page that does not exist. */
export type Answering = (visit: Visit) => Promise<Answered>;
