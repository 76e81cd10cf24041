import type { Status } from "./entry.ts";
import type { SaidStatus } from "./said-status.ts";

/**
 * The status in an English text. A word counts for the measure when its clause is about nothing else: `Completed`, not `the
 * survey was completed`.
 *
 * @param text  folded
 * Rule RP-4
 */
export function saidStatusInEnglish(text: string): SaidStatus {
  const clauses = text
    .toLowerCase()
    .split(/[;!?\n\t|]|,\s|\.(?=\s|$)|\s-\s|\bbut\b/)
    .map((clause) => clause.trim().slice(0, 200));
  const said = clauses.flatMap((clause) => {
    const status = statusIn(clause);
    return status ? [{ status, clause }] : [];
  });
  const statuses = new Set(said.map(({ status }) => status));
  // behind is also in progress; nothing else goes together
  if (statuses.has("behind")) statuses.delete("in-progress");
  const [status, ...others] = statuses;
  if (others.length > 0)
    return {
      unsure: said
        .slice(0, 3)
        .map(({ clause }) => clause)
        .join(", "),
    };
  return status ? { status } : {};
}

const statusIn = (clause: string): Status | undefined => FORMS.find(([, form]) => form.test(clause))?.[0];

/** Words before a status that leave it about the whole measure. */
const WHOLE =
  "^(?:(?:status|progress|overall|currently|now|at present|this (?:period|quarter|month|year)|as of (?:today|now|the end of \\w{3,9}|\\d{1,2} \\w{3,9})|(?:the |this )?(?:measure|work|works|task|project|programme|installation)|it|this|all|everything|we|is|are|was|were|has been|have been|has|have|been|still|again|already|fully|slightly|somewhat|remains?|and|therefore|on the whole|:|\\(|\\s|-|\\*)*)";
/** Nothing more follows but when, a note in brackets, or why. */
const END =
  "(?=$|\\s*[.:)(]|\\s(?:this|since|because|due|pending|until|in|on|as|so far|and|with|for|to report|by|ahead|already|well)\\b)";
const whole = (words: string): RegExp => new RegExp(`${WHOLE}(?:${words})${END}`);

const FORMS: readonly (readonly [Status, RegExp])[] = [
  [
    "no-progress",
    whole(
      "(?:there (?:is|was|has been) )?no (?:new |further |significant |major )?(?:progress|changes?|updates?|news)|nothing (?:new )?to report|unchanged|none to report",
    ),
  ],
  [
    "not-started",
    whole(
      "not (?:yet )?(?:been )?(?:started|begun|commenced)|(?:has |have )?yet to (?:start|begin|commence)|not started yet",
    ),
  ],
  ["behind", whole("delayed|behind(?: schedule| plan)?|late|running late|slipping|overdue")],
  ["paused", whole("on hold|paused|suspended|halted|put on hold|stopped")],
  ["done", whole("done|complete|completed|finished|closed|delivered|achieved|implemented|met in full")],
  [
    "in-progress",
    whole(
      "in progress|ongoing|under ?way|on track|on schedule|on plan|progressing|continuing|continues|started|begun|proceeding",
    ),
  ],
];
