import type { Directory, Mailbox, Role, UnitId } from "./directory.ts";
import type { PlanSettings } from "./plan-settings.ts";

/** Somebody who is signed in: what their mailbox is in the directory. */
export interface Viewer {
  mail: Mailbox;
  posts: readonly { unit: UnitId; role: Role }[];
}

/** What somebody may be let do in a plan. */
export type Deed = "read-plan" | "see-board" | "see-unit" | "see-mails" | "decide" | "answer" | "look-ahead" | "manage";

/** What a post is in a plan: a deputy, a section head or a head of a unit is its leader. */
type Part = "operator" | "supervisor" | "leader" | "liaison";

/** Which units a deed reaches. */
type Reach = "all" | "own" | "the operator's" | "all but the operator's" | "none";

/**
 * Who may see and do what. What concerns the operator's own unit the supervision office decides (CY-6).
 *
 * @rule AC-1 what somebody may see and do follows from what their mailbox is in the directory; what is in no row they may not
 */
export const ACCESS: Record<Deed, Record<Part, Reach>> = {
  "read-plan": { operator: "all", supervisor: "all", leader: "all", liaison: "all" },
  "see-board": { operator: "all", supervisor: "all", leader: "none", liaison: "none" },
  "see-unit": { operator: "all", supervisor: "all", leader: "own", liaison: "own" },
  "see-mails": { operator: "all", supervisor: "none", leader: "none", liaison: "none" },
  decide: { operator: "all but the operator's", supervisor: "the operator's", leader: "none", liaison: "none" },
  answer: { operator: "none", supervisor: "none", leader: "none", liaison: "own" },
  "look-ahead": { operator: "all", supervisor: "none", leader: "none", liaison: "none" },
  manage: { operator: "all", supervisor: "none", leader: "none", liaison: "none" },
};

type Offices = Pick<PlanSettings, "operator" | "supervision">;

/** Whether a viewer may do something about a unit; about the plan as a whole, or what no unit is known for, when none is given. */
export const may = (viewer: Viewer, deed: Deed, offices: Offices, unit?: UnitId | null): boolean =>
  reaches(viewer, deed, offices).some(({ reach, own }) => covers(reach, own, unit ?? undefined, offices));

/** Whether there is anything at all about which a viewer may do something. */
export const maySome = (viewer: Viewer, deed: Deed, offices: Offices): boolean =>
  reaches(viewer, deed, offices).some(({ reach }) => reach !== "none");

/** The units that a viewer speaks for or leads, in the directory's order. */
export const ownUnits = ({ posts }: Viewer): UnitId[] => [
  ...new Set(posts.filter(({ role }) => role !== "operator" && role !== "supervisor").map(({ unit }) => unit)),
];

/** What a mailbox is in the directory; undefined when it is nothing. */
export function viewerOf(mail: Mailbox, { units }: Directory): Viewer | undefined {
  const posts = units.flatMap(({ id, contacts }) =>
    contacts
      .filter((contact) => contact.mail === mail || contact.alternate === mail)
      .map(({ role }) => ({ unit: id, role })),
  );
  return posts.length > 0 ? { mail, posts } : undefined;
}

const reaches = ({ posts }: Viewer, deed: Deed, offices: Offices): { reach: Reach; own: UnitId }[] =>
  posts.flatMap((post) => {
    const part = partOf(post, offices);
    return part ? [{ reach: ACCESS[deed][part], own: post.unit }] : [];
  });

/** An operator or supervisor of other offices than the plan's is nothing in it. */
function partOf({ unit, role }: Viewer["posts"][number], { operator, supervision }: Offices): Part | undefined {
  switch (role) {
    case "operator":
      return unit === operator ? "operator" : undefined;
    case "supervisor":
      return unit === supervision ? "supervisor" : undefined;
    case "section-head":
    case "deputy":
    case "head":
      return "leader";
    case "liaison":
      return "liaison";
  }
}

function covers(reach: Reach, own: UnitId, unit: UnitId | undefined, { operator }: Offices): boolean {
  switch (reach) {
    case "all":
      return true;
    case "own":
      return unit === own;
    case "the operator's":
      return unit === operator;
    case "all but the operator's":
      return unit !== operator;
    case "none":
      return false;
  }
}
