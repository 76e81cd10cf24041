import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMail } from "../../functions/adapters/mail-reader.ts";
import { readReportForm, writeReportForm } from "../../functions/adapters/workbook.ts";
import { ownMail } from "../../functions/core/addresses.ts";
import { after, type Instant, instant } from "../../functions/core/day.ts";
import { askedMeasures, editionsOf, formFor } from "../../functions/core/form-for.ts";
import { readReply } from "../../functions/core/reply-reading.ts";
import { receiveMail } from "../../functions/workflows/receive-mail.ts";
import { runningClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { lineOf } from "../../infra/local/simulate/departments.ts";
import { filled, replyMail } from "../../infra/local/simulate/replies.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { entryOf, type Office, officeOf } from "./office.ts";
import { settle } from "./settle.ts";

const REPLIES = 1_000;
const TIMES = 15;

/** What else people wait for, as a table of words and times. */
export async function otherFigures(): Promise<string[][]> {
  return [["what", "median"], ...(await planImport()), ...(await workbook()), ...(await replies())];
}

/** The sample plan: read, reviewed, and put in force in a new deployment. */
async function planImport(): Promise<string[][]> {
  const times = await repeated(TIMES, () =>
    inFolder(instant("2024-03-27T01:00:00Z"), async (deployment) => {
      const { plan } = await install(deployment, planFile(SAMPLE_PLAN));
      if (plan.measures.length === 0) throw new Error("nothing was imported");
    }),
  );
  return [
    ["plan import, the first in a process", inMs(times[0])],
    ["plan import", inMs(median(times))],
  ];
}

/** One unit's workbook of ten measures. */
async function workbook(): Promise<string[][]> {
  const office = officeOf(1, "opening");
  const form = formOf(office, 0);
  const bytes = await writeReportForm(form);
  const written = await repeated(TIMES, () => writeReportForm(form));
  const read = await repeated(TIMES, async () => {
    if (!("sheets" in (await readReportForm(bytes)))) throw new Error("the workbook is not read back");
  });
  return [
    ["one unit's workbook, written", inMs(median(written))],
    ["one unit's workbook, read", inMs(median(read))],
  ];
}

/** A thousand replies of ten measures each, half of them text and half workbooks. */
async function replies(): Promise<string[][]> {
  const office = officeOf(REPLIES, "opening");
  return inFolder(office.at, async (deployment) => {
    await settle(deployment, office);
    await runTick(office.at);
    const mails = await Promise.all(office.units.map((_, nth) => replyOf(nth, office, deployment)));
    const [text, book] = [mails.filter((_, nth) => nth % 2 === 0), mails.filter((_, nth) => nth % 2 === 1)];
    const asked = office.units.map((_, nth) => askedMeasures(office.duty(nth), measuresOf(office)));
    const [reading] = await repeated(1, async () => {
      for (const [nth, { raw }] of mails.entries())
        readReply(await readMail(raw), asked[nth] ?? [], ownMail(deployment.ports.domain));
    });
    const rows = [[`reading ${REPLIES} replies, nothing recorded`, inMs(reading)]];
    for (const [kind, some] of [
      ["text", text],
      ["workbook", book],
    ] as const) {
      const [taken] = await repeated(1, async () => {
        for (const { from, to, raw } of some) {
          const { submissions } = await receiveMail(
            { raw, at: deployment.ports.now(), sender: from, recipients: [to], authentic: true },
            deployment.ports,
          );
          const entries = submissions.flatMap((submission) => submission.entries);
          if (entries.length !== office.duty(0).measures.length)
            throw new Error(`${from}: ${entries.length} entries recorded`);
        }
      });
      rows.push([`reading and recording ${some.length} replies: ${kind}`, inMs(taken)]);
    }
    return rows;
  });
}

async function replyOf(
  nth: number,
  office: Office,
  { ports }: Deployment,
): Promise<{ from: string; to: string; raw: Buffer }> {
  const from = office.units[nth]?.contacts[0]?.mail ?? "";
  const key = `day#${from}#${office.at.slice(0, 10)}`;
  const message = await ports.store.message(ports.keys.messageId(ports.keys.token(key)));
  const opening = await ports.blobs.get(message?.blob ?? "");
  if (!opening) throw new Error(`${from} was not reminded`);
  const entries = askedMeasures(office.duty(nth), measuresOf(office)).map(({ code, taskName }) =>
    entryOf(code, taskName),
  );
  const to = await readMail(opening);
  const [form] = to.attachments;
  const asText = nth % 2 === 0 || !form;
  return replyMail({
    to,
    from,
    id: `reply-${nth}`,
    date: after(office.at, 60_000),
    text: asText ? ["您好！现将本月进展报送如下：", ...entries.map(lineOf)].join("\n") : "填报表见附件。",
    ...(!asText && { attachment: { filename: form.name, content: await filled(form.content, entries) } }),
  });
}

const measuresOf = ({ measures }: Office) => editionsOf(measures);

function formOf(office: Office, nth: number) {
  const last = new Map(office.lastReport(nth).entries.map((entry) => [entry.code, entry]));
  const asked = askedMeasures(office.duty(nth), measuresOf(office));
  return formFor(office.duty(nth), office.plan, office.units[nth]!, asked, last); // nth is below the count
}

async function inFolder<Result>(at: Instant, act: (deployment: Deployment) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "duban-bench-"));
  const deployment = openDeployment({ folder, clock: runningClock(at) });
  try {
    return await act(deployment);
  } finally {
    deployment.close();
    rmSync(folder, { recursive: true });
  }
}

/** How long each time took, in milliseconds. */
async function repeated(times: number, act: () => Promise<unknown>): Promise<number[]> {
  const took: number[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    const from = performance.now();
    await act();
    took.push(performance.now() - from);
  }
  return took;
}

const median = (numbers: readonly number[]): number | undefined =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
const inMs = (ms: number | undefined): string => `${ms?.toFixed(ms < 10 ? 1 : 0)} ms`;
