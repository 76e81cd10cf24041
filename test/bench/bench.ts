import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { table } from "../../infra/local/print.ts";
import type { Step } from "./office.ts";
import { otherFigures } from "./other-figures.ts";
import { type Measured, reminderRun, type Task, type Way } from "./reminder-run.ts";
import { runSink, type Tally } from "./sink.ts";

interface Size {
  step: Step;
  units: number;
  /** How often it is run: raw and ours in turn, each in a process of its own. */
  pairs: number;
}
/**
 * The opening, in which every unit gets its mail with the workbook (RM-1), is the run of which at most 1.25 times the raw
 * loop is asked at 10,000 units; the reminder is a third of the work, with the same to record.
 */
const SIZES: readonly Size[] = [
  { step: "opening", units: 100, pairs: 3 },
  { step: "opening", units: 1_000, pairs: 3 },
  { step: "opening", units: 10_000, pairs: 2 },
  { step: "reminder", units: 100, pairs: 3 },
  { step: "reminder", units: 1_000, pairs: 3 },
  { step: "reminder", units: 10_000, pairs: 2 },
];

/** Connections, as `duban serve` opens them. */
const AS_SERVED = 10;

const ofSize = (units: number): Size[] => [
  { step: "reminder", units, pairs: 3 },
  { step: "opening", units, pairs: 3 },
];

const { values, positionals } = parseArgs({
  options: {
    units: { type: "string" },
    connections: { type: "string" },
    step: { type: "string" },
    pairs: { type: "string" },
  },
  allowPositionals: true,
});

async function main([role, task = ""]: string[]): Promise<void> {
  if (role === "sink") return runSink();
  if (role === "run") return answer(await reminderRun(JSON.parse(task), atTheStart));
  if (role === "others") return answer(await otherFigures());
  return bench();
}

/** Says what a child was asked for, and ends it. */
function answer(result: unknown): void {
  process.send?.(result, () => process.disconnect());
}

/** Tells the bench that a run is warm, and waits for its word. */
async function atTheStart(): Promise<void> {
  process.send?.("warm");
  await once(process, "message");
}

async function bench(): Promise<void> {
  const sink = fork(thisFile, ["sink"]);
  const { port } = await told<{ port: number }>(sink);
  const tally = async (): Promise<Tally> => {
    sink.send("tally");
    return told<Tally>(sink);
  };
  const wanted = (values.units ? ofSize(Number(values.units)) : SIZES).filter(
    ({ step }) => step === (values.step ?? step),
  );
  const connections = Number(values.connections ?? AS_SERVED);
  const rows = [HEADINGS];
  for (const { step, units, pairs } of wanted) {
    const measured: Record<Way, Measured[]> = { raw: [], ours: [] };
    for (let pair = 0; pair < Number(values.pairs ?? pairs); pair += 1) {
      const raw = await run({ way: "raw", step, units, port, connections }, tally);
      const ours = await run({ way: "ours", step, units, port, connections }, tally);
      if (raw.tally.hash !== ours.tally.hash) throw new Error(`${units} ${step}: not the same mails`);
      measured.raw.push(raw.measured);
      measured.ours.push(ours.measured);
      if (pair === 0)
        console.error(
          `${step} ${units}: ${raw.tally.kilobytesEach.toFixed(1)} KB a mail, the same bytes both ways, each once`,
        );
    }
    rows.push(rowOf({ step, units, pairs: measured.raw.length }, measured));
  }
  sink.disconnect();
  console.log([...meaning(connections), ...table(rows)].join("\n"));
  if (!values.units && !values.step)
    console.log(["", ...table(await told<string[][]>(fork(thisFile, ["others"])))].join("\n"));
}

/** One run in a fresh process, whose mails the sink counted. @throws Error unless it got each once */
async function run(task: Task, tally: () => Promise<Tally>): Promise<{ measured: Measured; tally: Tally }> {
  const child = fork(thisFile, ["run", JSON.stringify(task)]);
  await told<"warm">(child);
  await tally();
  child.send("go");
  const measured = await told<Measured>(child);
  const taken = await tally();
  if (taken.mails !== task.units || taken.distinct !== task.units)
    throw new Error(`${task.way} ${task.units}: the sink got ${taken.mails} mails, ${taken.distinct} distinct`);
  return { measured, tally: taken };
}

/** What a process of the bench says next. @throws Error when it ends instead */
function told<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error("a process of the bench failed"));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as Answer); // what the role that was asked answers
    });
  });
}

const meaning = (connections: number): string[] => [
  `One tick of the real workflows: notices and history written, then each mail claimed, sent over ${connections} SMTP connections to`,
  "another process, and recorded, in SQLite files, each commit flushed before it counts. Raw composes and sends the same bytes from memory over as",
  "many connections and records nothing. Fresh processes, warmed by 1,000 mails, in turn; medians. Each mail came once, and the ledger",
  "says so. Opening: with the workbook. Reminder: without.",
  "",
];

const HEADINGS = [
  "step",
  "units",
  "pairs",
  "wall s raw",
  "ours",
  "CPU s raw",
  "ours",
  "ratio wall",
  "(range)",
  "ratio CPU",
  "µs/unit raw",
  "ours",
  "peak MB raw",
  "ours",
];

function rowOf({ step, units, pairs }: Size, { raw, ours }: Record<Way, Measured[]>): string[] {
  const mid = (all: readonly Measured[], of: keyof Measured): number => median(all.map((each) => each[of]));
  const ratios = (of: keyof Measured): number[] => ours.map((each, nth) => each[of] / (raw[nth]?.[of] ?? Number.NaN));
  const seconds = (all: readonly Measured[], of: keyof Measured): string => (mid(all, of) / 1000).toFixed(2);
  const eachUnit = (all: readonly Measured[]): string => ((mid(all, "wallMs") / units) * 1000).toFixed(0);
  const wall = ratios("wallMs");
  return [
    step,
    String(units),
    String(pairs),
    seconds(raw, "wallMs"),
    seconds(ours, "wallMs"),
    seconds(raw, "cpuMs"),
    seconds(ours, "cpuMs"),
    median(wall).toFixed(2),
    `${Math.min(...wall).toFixed(2)}-${Math.max(...wall).toFixed(2)}`,
    median(ratios("cpuMs")).toFixed(2),
    eachUnit(raw),
    eachUnit(ours),
    mid(raw, "peakMb").toFixed(0),
    mid(ours, "peakMb").toFixed(0),
  ];
}

const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? Number.NaN) + (sorted[sorted.length >> 1] ?? Number.NaN)) / 2;
};

const thisFile = process.argv[1] ?? "";
main(positionals).catch((problem: unknown) => {
  console.error(problem);
  process.exit(1);
});
