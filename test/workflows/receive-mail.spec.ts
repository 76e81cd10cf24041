import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { replyAddress } from "../../functions/core/addresses.ts";
import { instant } from "../../functions/core/day.ts";
import type { Message } from "../../functions/core/notice.ts";
import { receiveMail } from "../../functions/workflows/receive-mail.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { install } from "../../infra/local/install.ts";
import { planFile, SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { aDocument } from "../adapters/documents.ts";
import { zip } from "../adapters/zip-by-hand.ts";

/** The plan of Daxing, its opening notices sent on Monday 29 April 2024 at nine. */
let deployment: Deployment;
let folder: string;
let opening: Message;
const at = instant("2024-04-29T02:00:00Z");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "duban-"));
  deployment = openDeployment({
    folder,
    clock: standingClock(instant("2024-04-29T01:00:00Z")),
  });
  await install(deployment, planFile(SAMPLE_PLAN));
  await runTick(deployment.clock.now());
  for (const message of await sentMessages()) if (message.to === "liaison@jiaowei.daxing.example") opening = message;
});
afterAll(() => {
  deployment.close();
  rmSync(folder, { recursive: true });
});

async function sentMessages(): Promise<Message[]> {
  const { store } = deployment.ports;
  const messages: Message[] = [];
  for await (const { id } of store.journal("daxing-2024" as never, "OUT", "2024-04" as never))
    messages.push((await store.message(id))!);
  return messages;
}
async function unsent(): Promise<Message[]> {
  const { store } = deployment.ports;
  const messages: Message[] = [];
  for await (const { id } of store.unsent(instant("2024-12-31T00:00:00Z"))) messages.push((await store.message(id))!);
  return messages;
}

const { domain } = { domain: "duban.example" };
async function arrives(mail: {
  from?: string;
  text?: string;
  id?: string;
  headers?: Record<string, string>;
  authentic?: boolean;
  to?: string;
  attachments?: { filename: string; content: Buffer }[];
}) {
  const token = deployment.keys.token(opening.key);
  const to = mail.to ?? replyAddress(token, domain);
  const raw = await new MailComposer({
    from: mail.from ?? opening.to,
    to,
    subject: "回复：四月进展",
    text: mail.text ?? "气候-4-4 已完成60%，示范校名单已确定。",
    messageId: `<${mail.id ?? "one"}@mail.example>`,
    baseBoundary: "b",
    ...(mail.headers && { headers: mail.headers }),
    ...(mail.attachments && { attachments: mail.attachments }),
  })
    .compile()
    .build();
  return receiveMail(
    {
      raw,
      at,
      sender: mail.from ?? opening.to,
      recipients: [to],
      authentic: mail.authentic ?? true,
    },
    deployment.ports,
  );
}

describe("RP-1 every submission is kept as it came and ends as recorded, duplicate, or held; nothing is dropped", () => {
  it.each`
    because                             | mail                                                                      | outcome       | reason
    ${"it answers what was asked"}      | ${{ id: "ok" }}                                                           | ${"recorded"} | ${undefined}
    ${"nobody knows the sender"}        | ${{ id: "stranger", from: "x@elsewhere.example" }}                        | ${"held"}     | ${"stranger"}
    ${"the sender may be forged"}       | ${{ id: "forged", authentic: false }}                                     | ${"held"}     | ${"not-authentic"}
    ${"another unit got another token"} | ${{ id: "other", from: "liaison@shuiwu.daxing.example" }}                 | ${"held"}     | ${"other-unit"}
    ${"its token is none of ours"}      | ${{ id: "token", to: `report+abcdefghijkmnpqrstuvwxyz23@duban.example` }} | ${"held"}     | ${"unknown-token"}
    ${"nothing could be read from it"}  | ${{ id: "empty", text: "收到，谢谢。" }}                                  | ${"held"}     | ${"no-entry"}
    ${"a machine wrote it"}             | ${{ id: "auto", headers: { "Auto-Submitted": "auto-replied" } }}          | ${"service"}  | ${undefined}
  `("ends as $outcome: $because", async ({ mail, outcome, reason }) => {
    const { submissions, duplicate } = await arrives(mail);
    expect([submissions.length, duplicate]).toEqual([1, false]);
    const kept = await deployment.ports.store.submission(submissions[0]!.id);
    expect(kept?.outcome.kind).toBe(outcome);
    expect(kept?.outcome.kind === "held" ? kept.outcome.reason : undefined).toBe(reason);
    expect(Buffer.from((await deployment.ports.blobs.get(kept!.blob))!).toString()).toContain(
      `<${mail.id}@mail.example>`,
    );
  });

  it("the same mail again is a duplicate of the first and changes nothing", async () => {
    const first = await arrives({ id: "twice" });
    const duty = await deployment.ports.store.duty(first.submissions[0] as never);
    const second = await arrives({ id: "twice" });
    expect(second.duplicate).toBe(true);
    expect(second.submissions[0]).toMatchObject({
      id: first.submissions[0]!.id,
      again: [at],
    });
    expect(await deployment.ports.store.duty(first.submissions[0] as never)).toEqual(duty);
  });
});

describe("RP-7 answers go only to addresses of the directory; mail from others is held and told", () => {
  it("the operator and the unit are told of a stranger, who gets nothing", async () => {
    await arrives({ id: "stranger-2", from: "y@elsewhere.example" });
    const told = (await unsent()).filter(({ notices }) => notices.some(({ kind }) => kind === "held"));
    expect(new Set(told.map(({ to }) => to))).toEqual(new Set(["plan@shengtai-huanjing.daxing.example", opening.to]));
    expect((await unsent()).filter(({ to }) => to.endsWith("elsewhere.example"))).toEqual([]);
  });
});

describe("files are read, and the receipt says what was read of each (RP-8, RP-9)", () => {
  const HEADINGS = ["编号", "进展情况", "完成比例"];
  const table = (...rows: string[][]) => Buffer.from(aDocument([[HEADINGS, ...rows]]));
  const scan = { filename: "盖章件.pdf", content: Buffer.from("%PDF-1.7") };

  it("a document's table and a scan beside it, in a ZIP or not", async () => {
    const content = table(["气候-4-4", "示范校名单已确定", "60%"]);
    for (const [id, attachments] of [
      ["files", [{ filename: "进展.docx", content }, scan]],
      [
        "zip",
        [
          {
            filename: "材料.zip",
            content: Buffer.from(
              zip([
                { name: "进展.docx", content },
                { name: "盖章件.pdf", content: "%PDF" },
              ]),
            ),
          },
        ],
      ],
    ] as const) {
      const [submission] = (await arrives({ id, text: "详见附件。", attachments: [...attachments] })).submissions;
      expect(submission?.entries).toEqual([{ code: "气候-4-4", percent: 60, progress: "示范校名单已确定" }]);
      expect(submission?.unrecorded).toEqual([]);
      expect(submission?.files?.map(({ name, said }) => [name.split("／").at(-1), said])).toEqual([
        ["进展.docx", "自制表格，读出1项"],
        ["盖章件.pdf", "作为佐证留存，内容未读取"],
      ]);
    }
  });

  it("two files that differ: neither is recorded, and the sender is asked", async () => {
    const [submission] = (
      await arrives({
        id: "differ",
        text: "详见附件。",
        attachments: [
          { filename: "一.docx", content: table(["气候-4-4", "名单已确定", "60%"]) },
          { filename: "二.docx", content: table(["气候-4-4", "名单已确定", "80%"]) },
        ],
      })
    ).submissions;
    expect(submission?.entries).toEqual([]);
    expect(submission?.unrecorded.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("《一.docx》和《二.docx》"),
    );
  });

  it("a stamped scan alone records nothing, is kept, and the sender is asked for words", async () => {
    const [submission] = (await arrives({ id: "scan", text: "请见盖章件。", attachments: [scan] })).submissions;
    expect(submission?.outcome).toEqual({ kind: "held", reason: "no-entry" });
    expect(submission?.unrecorded.map(({ text }) => text)).toEqual([expect.stringContaining("没有读出进展内容")]);
    expect(Buffer.from((await deployment.ports.blobs.get(submission!.blob))!).toString()).toContain("JVBERi0xLjc");
  });

  it("a file that breaks its reader holds up nothing", async () => {
    const broken = { filename: "坏.xls", content: Buffer.from("d0cf11e0a1b11ae1", "hex") };
    const [submission] = (await arrives({ id: "broken", attachments: [broken] })).submissions;
    expect(submission?.entries).toMatchObject([{ code: "气候-4-4" }]);
    expect(submission?.unrecorded.map(({ text }) => text)).toEqual([expect.stringMatching(/^《坏.xls》/)]);
  });
});
