import { readXlsx } from "hucre/xlsx";
import { readSentFile } from "../../../functions/adapters/sent-files.ts";
import { type Day, dayAt, type Instant } from "../../../functions/core/day.ts";
import type { Timeliness } from "../../../functions/core/duty.ts";
import type { Period } from "../../../functions/core/plan.ts";
import type { Ports } from "../../../functions/workflows/ports.ts";
import type { Ground } from "./told-on-the-day.ts";

/** What a ledger and a bulletin call how many reported how. */
const NAMES = {
  "on-time": { ledger: "按时报送单位", bulletin: "按时报送" },
  late: { ledger: "逾期报送单位", bulletin: "逾期报送" },
  partial: { ledger: "未报齐单位", bulletin: "未报齐" },
  missing: { ledger: "未报送单位", bulletin: "未报送" },
  exempt: { ledger: "免报单位", bulletin: "经同意免报" },
} as const satisfies Partial<Record<Timeliness, object>>;
type Name = keyof typeof NAMES;
// Object.keys loses the literal type of a constant object.
const ALL = Object.keys(NAMES) as Name[];

/**
 * Where the documents of closed months count otherwise than their duties' histories: read as files, and counted without what
 * made them. DG-5
 */
export async function countDifferences(
  ground: Ground,
  { blobs }: Pick<Ports, "blobs">,
): Promise<{ wrong: string[]; right: number }> {
  const wrong: string[] = [];
  let right = 0;
  for (const period of ground.periods) {
    if (!period.documents) continue;
    const [ledger, bulletin] = await Promise.all([
      ledgerCounts(await blobs.get(period.documents.ledger)),
      bulletinText(await blobs.get(period.documents.bulletin)),
    ]);
    const counted = historyCounts(period, ground);
    const said = [
      ...ALL.map((name) => ({
        what: NAMES[name].ledger,
        count: counted.get(name) ?? 0,
        is: [ledger.get(NAMES[name].ledger), numberAfter(NAMES[name].bulletin, bulletin) ?? 0],
      })),
      {
        what: "应报送单位",
        count: [...counted.values()].reduce((sum, count) => sum + count, 0),
        is: [ledger.get("应报送单位"), numberAfter("应报送进展的牵头单位", bulletin)],
      },
    ];
    for (const { what, count, is } of said)
      if (is.every((each) => each === count)) right += is.length;
      else wrong.push(`${period.period} ${what} 应为 ${count}，台账和通报写 ${is.join("、")}`);
  }
  return { wrong, right };
}

/** How each unit of a month reported, by its history alone. */
function historyCounts({ period }: Period, { histories, plan }: Ground): Map<Name, number> {
  const counts = new Map<Name, number>();
  for (const { duty, rows } of histories) {
    if (duty.period !== period) continue;
    const { due, completeAt, isExempt } = cameBy(rows);
    const name: Name = isExempt
      ? "exempt"
      : completeAt
        ? dayAt(completeAt, plan.settings.zone) <= due
          ? "on-time"
          : "late"
        : Object.keys(duty.entries).length > 0
          ? "partial"
          : "missing";
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** A return leaves the time of completion as it was, unless the report lacked substance (RV-1). */
function cameBy(rows: Ground["histories"][number]["rows"]): { due: Day; completeAt?: Instant; isExempt: boolean } {
  let due: Day | undefined;
  let stamp: { due: Day; at: Instant | undefined } | undefined;
  let isExempt = false;
  for (const { at, kind, detail } of rows) {
    // what a history's rows say is ours
    const said = JSON.parse(detail) as Partial<{
      due: Day;
      to: Day;
      until: Day;
      complete: boolean;
      hollow: boolean;
      granted: boolean;
      request: string;
    }>;
    if (kind === "DutyClosed") break;
    if (kind === "DutyOpened") due = said.due;
    if (kind === "DueDayMoved") due = said.to ?? due;
    if (kind === "RequestDecided" && said.granted && said.until) due = said.until;
    if (kind === "RequestDecided" && said.granted && said.request === "exemption") isExempt = true;
    if (kind === "ReportReceived" && said.complete && due && !stamp?.at) stamp = { due: stamp?.due ?? due, at };
    if (kind === "ReportReturned" && due) stamp = { due: stamp?.due ?? due, at: said.hollow ? undefined : stamp?.at };
  }
  if (!due) throw new Error("a duty that was never opened");
  return { due: stamp?.due ?? due, ...(stamp?.at && { completeAt: stamp.at }), isExempt };
}

async function ledgerCounts(bytes: Uint8Array | undefined): Promise<Map<string, number>> {
  const [overall] = bytes ? (await readXlsx(bytes)).sheets : [];
  return new Map(
    overall?.rows.flatMap(([name, count]) =>
      typeof name === "string" && typeof count === "number" ? [[name, count] as const] : [],
    ),
  );
}

async function bulletinText(bytes: Uint8Array | undefined): Promise<string> {
  return bytes ? JSON.stringify(await readSentFile({ name: "通报.docx", content: new Uint8Array(bytes) })) : "";
}

const numberAfter = (words: string, text: string): number | undefined => {
  const found = new RegExp(`${words}(\\d+)个`, "u").exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};
