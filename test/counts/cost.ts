import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { batchesOf } from "../../infra/cloud/effort.ts";
import { table } from "../../infra/local/print.ts";
import { coldStarts } from "./cold-start.ts";
import type { Counts } from "./counting-table.ts";
import { playMonth } from "./month.ts";

/** As Daxing's plan has. */
const UNITS = 70;
/** Of a call to a service out of a Lambda, by which billed time is estimated: an emulator cannot tell. */
const MS_A_CALL = 8;

const Prices = z.object({
  region: z.string(),
  usd: z.record(z.string(), z.object({ per: z.number(), price: z.number(), asOf: z.string(), of: z.string() })),
});
const root = join(import.meta.dirname, "../..");
const { region, usd } = Prices.parse(JSON.parse(readFileSync(join(root, "data/prices.json"), "utf8")));
const price = (of: string, count: number): number => ((usd[of]?.price ?? Number.NaN) / (usd[of]?.per ?? 1)) * count;

async function main(): Promise<void> {
  const started = process.cpuUsage();
  const month = await playMonth(UNITS, { hours: "all" });
  const { user, system } = process.cpuUsage(started);
  const cpuMs = (user + system) / 1000;
  const zero: Counts = { calls: 0, readUnits: 0, writeUnits: 0 };
  const alone = (await playMonth(UNITS, { replies: "alone" })).counts.get("receipts") ?? zero;
  const of = (who: string): Counts => month.counts.get(who) ?? zero;
  const own = ["work", "replies", "receipts", "closing"].map(of).reduce(plus, zero);
  const queued = [...month.jobs].map(([queue, count]) => {
    const { batch } = batchesOf[queue as keyof typeof batchesOf]; // the queues are named alike
    // receipts and what is told of replies come one by one
    const singles = queue === "messages" || queue === "events" ? UNITS : 0;
    return { count, batches: Math.ceil((count - singles) / batch) + singles };
  });
  const jobs = {
    count: queued.reduce((sum, { count }) => sum + count, 0),
    batches: queued.reduce((sum, { batches }) => sum + batches, 0),
  };
  // each mail out is told of by SES, ten at a time; each mail in is laid down and told of
  const invocations = jobs.batches + month.mails / 10 + UNITS;
  const services: Record<string, { calls: number; usd: number; note: string }> = {
    "SES out": {
      calls: month.mails,
      usd: price("mailOut", month.mails),
      note: `${(month.bytes / month.mails / 1024).toFixed(0)} KB a mail`,
    },
    "SES in": { calls: UNITS, usd: price("mailIn", UNITS), note: "replies under 256 KB" },
    DynamoDB: {
      calls: own.calls,
      usd: price("writeUnit", own.writeUnits) + price("readUnit", own.readUnits),
      note: `${(own.writeUnits / UNITS).toFixed(1)} write units, ${(own.readUnits / UNITS).toFixed(1)} read units a unit, closing included`,
    },
    S3: {
      calls: month.mails + 2 * UNITS,
      usd: price("objectPut", month.mails + 2 * UNITS),
      note: "each mail kept; a reply as it came, and by its hash",
    },
    SQS: {
      calls: 3 * jobs.batches + 2 * UNITS,
      usd: price("queueRequest", 3 * jobs.batches + 2 * UNITS),
      note: `${jobs.count} jobs in ${jobs.batches} batches: sent, received, deleted`,
    },
    EventBridge: {
      calls: Math.ceil(month.events / 10),
      usd: price("event", month.events),
      note: `${month.events / UNITS} events a unit`,
    },
    Lambda: lambda(),
  };

  function lambda() {
    const ms = cpuMs + (own.calls + month.mails * 2 + UNITS * 2) * MS_A_CALL;
    return {
      calls: invocations,
      usd: price("invocation", invocations) + price("gigabyteSecond", (ms / 1000) * 0.75),
      note: `${(ms / UNITS).toFixed(0)} ms a unit at 768 MB, of which ${(cpuMs / UNITS).toFixed(0)} measured here, ${MS_A_CALL} a call assumed`,
    };
  }

  const mailsAlone = services["SES out"]!.usd + services["SES in"]!.usd;
  const all = Object.values(services).reduce((sum, { usd }) => sum + usd, 0);
  const clock = of("clock");
  const aUnit = (count: number): string => (count / UNITS).toFixed(1);
  const beforeClosing = own.readUnits - of("closing").readUnits;
  const rows = Object.entries(services).map(([name, { calls, usd, note }]) => [
    name,
    (calls / UNITS).toFixed(1),
    ((usd / UNITS) * 1e6).toFixed(1),
    `${((usd / mailsAlone) * 100).toFixed(1)} %`,
    note,
  ]);
  const NAMES: Record<string, string> = {
    work: "opening, reminders, digests, their mails",
    replies: "the reply",
    receipts: "its receipt",
    closing: "closing",
  };
  const HEAD = ["service", "calls a unit", "µUSD a unit", "of the mails", "with"];
  const total = ["in all", "", ((all / UNITS) * 1e6).toFixed(1), `${((all / mailsAlone) * 100).toFixed(1)} %`, ""];
  console.log(table([HEAD, ...rows, total]).join("\n"));
  const starts = await coldStarts();
  writeFileSync(join(root, "infra/COSTS.md"), page());

  function page(): string {
    const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
    const step = (name: string, { calls, readUnits, writeUnits }: Counts): string =>
      line([name, ...[calls, readUnits, writeUnits].map((count) => (count / UNITS).toFixed(1))]);
    return `# What a month costs

A unit's month on AWS in ${region}: the opening notice with its workbook, both reminders, a reply by mail with ten entries, its receipt, its
share of the supervisors' digests, and the closing. Played with ${UNITS} units and every tick at its time, on a table that counts as DynamoDB
does (\`test/counts/counting-table.ts\`); written by \`npm run bench:cost\`. \`test/counts/unit-month.spec.ts\` fails when more is taken.

${line(HEAD)}
${line(HEAD.map(() => "---"))}
${[...rows, total].map(line).join("\n")}

So a unit's month costs ${(all / mailsAlone).toFixed(2)} times the price of its mails, ${((all / UNITS) * 12 * 70).toFixed(2)} USD a year for 70 units.

| DynamoDB, a unit | calls | read units | write units |
| --- | --- | --- | --- |
${["work", "replies", "receipts", "closing"].map((who) => step(NAMES[who]!, of(who))).join("\n")}

The clock itself, for any number of units and plans: ${(clock.calls / 1000).toFixed(1)} thousand calls in the month played, ${(price("readUnit", clock.readUnits) + price("writeUnit", clock.writeUnits)).toFixed(4)} USD.
${aUnit(beforeClosing)} read units a unit before closing are more than the 8 that were aimed at: [what each is for](decisions/0008-read-units-of-a-month.md). All of them
together cost ${((price("readUnit", own.readUnits) / mailsAlone) * 100).toFixed(1)} % of the mails. Here all reply at once; where each reply comes alone, its receipt and event share nothing with others and take
${aUnit(alone.readUnits - of("receipts").readUnits)} read units and ${aUnit(alone.calls - of("receipts").calls)} calls more, and ${aUnit(of("receipts").writeUnits - alone.writeUnits)} write units less, being no transaction of several. On SES each delivery that is noted takes one
write unit and half a read unit more.

| price | USD | of | as of |
| --- | --- | --- | --- |
${Object.entries(usd)
  .map(([name, { price, per, of: what, asOf }]) => line([name, `${price} per ${per}`, what, asOf]))
  .join("\n")}

| function | bundle, KB | loads in, ms | its AWS clients alone, ms | ratio |
| --- | --- | --- | --- | --- |
${starts
  .map(({ name, kilobytes, ms, clientsMs }) =>
    line([
      name,
      kilobytes.toFixed(0),
      ms.toFixed(0),
      clientsMs?.toFixed(0) ?? "—",
      clientsMs ? (ms / clientsMs).toFixed(2) : "—",
    ]),
  )
  .join("\n")}

Module load of each bundle in a process of its own on this machine, the median of nine, beside a bundle of the same AWS clients, whole, as the SDK ships them.

List prices without free tiers; check them before quoting. Transactions are counted at two write units per started KB and item, what indexes write with them.
`;
  }
}

function plus(one: Counts, other: Counts): Counts {
  return {
    calls: one.calls + other.calls,
    readUnits: one.readUnits + other.readUnits,
    writeUnits: one.writeUnits + other.writeUnits,
  };
}

main().catch((problem: unknown) => {
  console.error(problem);
  process.exit(1);
});
