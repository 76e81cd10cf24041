import type { Deed, Viewer } from "../core/access.ts";
import type { Instant } from "../core/day.ts";
import type { UnitId } from "../core/directory.ts";
import type { Plan } from "../core/plan.ts";
import type { Framed } from "../portal/page.tsx";
import type { Refusal } from "../portal/refusal.tsx";
import type { Ports } from "../workflows/ports.ts";
import type { HttpAnswer, HttpEvent } from "./http.ts";

/** What the pages need: what workflows need, and in a demonstration the turned clock. */
export interface PagePorts extends Ports {
  demo?: DemoPorts;
}

/** A demonstration: `now` is the turned clock, and whoever is at this machine may look at it as anybody. */
export interface DemoPorts {
  /**
   * Turns the clock on to an instant and does what is due until then.
   *
   * @param played  units that somebody at the pages plays
   */
  step(to: Instant, played: readonly UnitId[]): Promise<void>;
  /** Whether the departments answer by themselves while the clock is turned. */
  departments(): boolean;
  setDepartments(on: boolean): void;
  /** Answers a sent message, by its id, in the name of its recipient. */
  reply(answer: { messageId: string; text: string; file?: { name: string; content: Uint8Array } }): Promise<void>;
}

/** Who answers what: `:name` stands for a part of the path. */
export type Route = readonly [method: "GET" | "POST", path: string, needs: Needs, answering: Answering];

/**
 * Who may ask: `anybody`; whoever is signed in, where the answer itself looks whose it is (`somebody`); or whoever may do this
 * in the whole plan. A form that only those who are signed in may send is taken only with the token of their browser.
 */
type Needs = "anybody" | "somebody" | Deed;

/** One request, with the plan it is about. */
export interface Visit {
  event: HttpEvent;
  params: Record<string, string>;
  query: Record<string, string | undefined>;
  /** What was sent with it, where a form was. */
  form: FormData;
  at: Instant;
  /** Those that the viewer may read. */
  plans: readonly Plan[];
  /** The plan asked for; the latest when none is; undefined when there is no such plan. */
  plan: Plan | undefined;
  /** Who is signed in; undefined for whoever has come by a link of their own. */
  viewer: Viewer | undefined;
  /** Names the browser, in its cookie and sealed in its forms. */
  browser: string;
  ports: PagePorts;
}

export type Answered = HttpAnswer | Framed | Refusal | undefined;
/** Undefined is a page that does not exist. */
export type Answering = (visit: Visit) => Promise<Answered>;

/** A page about one plan, for somebody who is signed in. */
export function ofPlan(answering: (plan: Plan, visit: OwnVisit) => Promise<Answered>): Answering {
  return async (visit) => {
    const { plan, viewer } = visit;
    return plan && viewer && answering(plan, { ...visit, viewer });
  };
}
export type OwnVisit = Visit & { viewer: Viewer };
