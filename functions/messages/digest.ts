import { workingDaysBetween } from "../core/calendar.ts";
import { unitOf } from "../core/contacts.ts";
import { dayAt } from "../core/day.ts";
import { type Standing, type Timeliness, timeliness } from "../core/duty.ts";
import { Status } from "../core/entry.ts";
import type { Notice } from "../core/notice.ts";
import { periodText } from "../core/words.ts";
import { closedSection } from "./closed.ts";
import type { Facts, Reader } from "./facts.ts";
import type { Block } from "./mail.tsx";
import { planIn } from "./owed.ts";
import { rankingBlocks } from "./score.ts";
import type { Section } from "./section.ts";
import type { MailWords } from "./words-zh.ts";

type Setup = Pick<ReturnType<typeof planIn>, "calendar" | "ladder" | "words">;
type Digest = Extract<Notice, { kind: "digest" }>;

/** Where a month stands, for supervisors. Rule DG-1. */
export function digestSection({ plan: id, period, digest, root }: Digest, reader: Reader, facts: Facts): Section {
  const { plan, words, ...setup } = planIn(id, facts);
  const of = periodText(period, plan.settings);
  const today = dayAt(facts.at, plan.settings.zone);
  const board = facts.board(id, period);
  const by = Map.groupBy(board, (standing) => timeliness(standing, today, plan.settings.zone));
  const count = (...kinds: Timeliness[]) => kinds.reduce((sum, kind) => sum + (by.get(kind)?.length ?? 0), 0);
  const done = count("on-time", "late");
  const open = board.length - done;
  const owed = board.length - count("exempt");
  const closed = digest === "closing" ? closedSection(facts.closed(id, period), plan, reader, facts) : undefined;
  return {
    subject:
      digest === "closing"
        ? words.digest.subject.closing(of, rate(count("on-time"), owed))
        : words.digest.subject[digest](of, open),
    urgency: 55,
    tone: open === 0 ? "done" : digest === "weekly" ? "warning" : "plain",
    blocks: [
      {
        kind: "lead",
        text: words.digest.lead[digest](plan.settings.name, of, done, board.length),
      },
      { kind: "paragraph", text: closed?.how ?? words.digest.how[digest] },
      ...(digest === "weekly"
        ? overdueBlocks(board, { ...facts, ...setup, words }, today)
        : [...tally(board.length, owed, count, words), ...names(by, words, facts)]),
      ...(digest === "closing"
        ? [...progressBlocks(board, words), ...rankingBlocks(facts.scores(id, period), words, facts)]
        : []),
      ...(closed?.blocks ?? []),
      ...(board.some(({ provisional }) => provisional)
        ? [{ kind: "quiet" as const, text: words.digest.provisional }]
        : []),
      ...(root ? [{ kind: "quiet" as const, text: words.digest.root(root) }] : []),
      { kind: "quiet", text: closed?.why ?? words.digest.why },
    ],
    ...(closed && { files: closed.files }),
  };
}

const ORDER = ["on-time", "late", "partial", "missing", "open", "exempt"] as const satisfies Timeliness[];

const tally = (all: number, owed: number, count: (kind: Timeliness) => number, words: MailWords): Block[] => [
  { kind: "heading", text: words.digest.timeliness },
  {
    kind: "facts",
    rows: [
      [words.digest.rows.all, words.digest.units(all)],
      ...ORDER.filter((kind) => count(kind) > 0).map(
        (kind) =>
          [
            words.digest.rows[kind],
            kind === "exempt"
              ? words.digest.units(count(kind))
              : words.digest.rated(count(kind), rate(count(kind), owed)),
          ] as const,
      ),
    ],
  },
];

/** The units that did not report in time, by name. */
const names = (by: ReadonlyMap<Timeliness, readonly Standing[]>, words: MailWords, facts: Facts): Block[] =>
  (["missing", "open", "partial", "late"] as const).flatMap((kind): Block[] => {
    const units = by.get(kind) ?? [];
    if (units.length === 0) return [];
    const named = units.map((each) =>
      kind === "partial" ? words.digest.partly(nameOf(each, facts), each.recorded, each.asked) : nameOf(each, facts),
    );
    return [
      {
        kind: "heading",
        text: words.digest.named(words.digest.rows[kind], units.length),
      },
      { kind: "paragraph", text: words.list(named) },
    ];
  });

const overdueBlocks = (
  board: readonly Standing[],
  { words, ...facts }: Facts & Setup,
  today: Standing["due"],
): Block[] => [
  {
    kind: "table",
    columns: words.digest.columns,
    rows: board
      .filter(({ completeAt }) => !completeAt)
      .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : b.asked - b.recorded - (a.asked - a.recorded)))
      .map((each) => [
        nameOf(each, facts),
        words.digest.owes(each.asked - each.recorded, each.asked),
        String(Math.max(0, workingDaysBetween(each.due, today, facts.calendar))),
        words.rung.steps[each.told] ?? facts.ladder[Number(each.told.replace("rung-", "")) - 1]?.name ?? "",
      ]),
  },
];

/** What units say of their measures, apart from whether they said it in time. Two lamps, never mixed: rule DG-3. */
function progressBlocks(board: readonly Standing[], words: MailWords): Block[] {
  const sum = (of: (standing: Standing) => number) => board.reduce((total, standing) => total + of(standing), 0);
  const counts = Status.options.map(
    (status) => [words.digest.statuses[status], sum(({ statuses }) => statuses[status] ?? 0)] as const,
  );
  const recorded = sum((standing) => standing.recorded);
  const rows = [
    ...counts,
    [words.digest.unstated, recorded - counts.reduce((total, [, count]) => total + count, 0)] as const,
    [words.digest.unanswered, sum(({ asked }) => asked) - recorded] as const,
  ];
  return [
    { kind: "heading", text: words.digest.progress },
    {
      kind: "facts",
      rows: rows
        .filter(([, count]) => count > 0)
        .map(([label, count]) => [label, words.digest.measures(count)] as const),
    },
  ];
}

const nameOf = ({ unit }: Standing, { directory }: Facts): string => unitOf(unit, directory)?.name ?? unit;
const rate = (part: number, of: number): string => (of === 0 ? "—" : `${Math.round((part / of) * 1000) / 10}%`);
