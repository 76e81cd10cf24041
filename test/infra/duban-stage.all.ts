import { createTransport } from "nodemailer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tableDefinition } from "../../functions/adapters/table-dynamodb.ts";
import { SAMPLE_PLAN } from "../../infra/local/plan-files.ts";
import { OWN, PASSWORD, startOfficeServers } from "../transports/office-servers.ts";
import { STAGE, type StageOnLoopback, startStage } from "./stage-on-loopback.ts";

let stage: StageOnLoopback;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

/** Monday, 29 April 2024, one minute after the opening notices' time. */
const NOW = "2024-04-29T09:01:00+08:00";
const BOX = "duban@duban.example";
const BEFORE = "2024-04-29T08:50:00+08:00";
const duban = (...words: string[]) => stage.duban(NOW, ["--stage", STAGE, ...words]);
const batchOf = (bodies: readonly string[]) => ({
  Records: bodies.map((body, nth) => ({ messageId: String(nth), body })),
});

describe("what keeps duban from a stage is said in Chinese, with what to do, before anything is written", () => {
  const CLOSED = "http://127.0.0.1:9";
  it.each`
    words                                                                 | env                                                                   | says                                                                 | because
    ${["--stage", "nowhere", "plan", "import", SAMPLE_PLAN]}              | ${{}}                                                                 | ${/没有名为 nowhere 的部署。现有：china、demo、office/u}             | ${"no such stage"}
    ${["--stage", "nowhere", "plan", "import", SAMPLE_PLAN, "--dry-run"]} | ${{}}                                                                 | ${/没有名为 nowhere 的部署/u}                                        | ${"a trial says so too"}
    ${["serve", "--stage", STAGE]}                                        | ${{}}                                                                 | ${/duban serve 只在本机上用/u}                                       | ${"the stage's functions serve"}
    ${["reply", "read", "x.eml", "--stage", STAGE]}                       | ${{}}                                                                 | ${/duban reply read 只在本机上用/u}                                  | ${"it reads a file, and no deployment"}
    ${["--stage", STAGE, "status", "2024-04", "--dir", "x"]}              | ${{}}                                                                 | ${/--stage 和 --dir 只能写一个/u}                                    | ${"two deployments at once"}
    ${["--stage", STAGE, "status", "2024-04"]}                            | ${{ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }} | ${/没有可用的 AWS 口令/u}                                            | ${"no credentials"}
    ${["--stage", STAGE, "status", "2024-04"]}                            | ${{ AWS_ENDPOINT_URL_DYNAMODB: CLOSED }}                              | ${/连不上 AWS/u}                                                     | ${"no way to AWS"}
    ${["--stage", STAGE, "status", "2024-04"]}                            | ${{}}                                                                 | ${/us-east-1 里没有表 duban-demo.*DUBAN_STAGE=demo npx cdk deploy/u} | ${"it was never deployed"}
    ${["--stage", "office", "status", "2024-04"]}                         | ${{}}                                                                 | ${/ap-east-1 里没有表 duban-office/u}                                | ${"the region is the stage file's"}
  `("$says: $because", async ({ words, env, says }) => {
    const { code, stdout, stderr } = await stage.duban(NOW, words, env);
    expect(stderr).toMatch(says);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stage.objects.size).toBe(0);
  });

  it("a table of an older version: the command line and the first tick say so, and nothing goes out", async () => {
    const { GlobalSecondaryIndexes: indexes = [], AttributeDefinitions: attributes = [] } = tableDefinition("");
    const older = indexes.filter(({ IndexName }) => IndexName !== "waiting");
    await stage.makeTable({
      GlobalSecondaryIndexes: older.map((index) =>
        index.IndexName === "open" ? { ...index, Projection: { ProjectionType: "KEYS_ONLY" } } : index,
      ),
      AttributeDefinitions: attributes.filter(({ AttributeName: name }) => !name?.startsWith("waiting")),
    });
    const { code, stderr } = await duban("plan", "import", SAMPLE_PLAN);
    expect(stderr).toMatch(
      /表 duban-demo 是旧版本建的：索引 open 缺少 expiresAt、plan、.*；缺少索引 waiting。.*npx cdk deploy/u,
    );
    expect([code, stage.objects.size]).toEqual([1, 0]);
    await expect(stage.lambda(NOW, "Tick", { at: "2024-04-29T01:00:00Z" })).rejects.toThrow(
      /表 duban-demo 没有索引 waiting：它是旧版本建的/u,
    );
    expect(stage.taken("messages")).toEqual([]);
    await stage.dropTable();
  });
});

describe("a stage by the command line, with the credentials of the environment", () => {
  beforeAll(() => stage.makeTable());

  it("a plan is imported, woken, opened by the stage's own function, and seen", async () => {
    const empty = await duban("status", "2024-04");
    expect(empty.stderr).toContain("还没有导入计划");

    const tried = await duban("plan", "import", SAMPLE_PLAN, "--dry-run");
    expect([tried.code, stage.objects.size]).toEqual([0, 0]);
    const imported = await stage.duban(BEFORE, ["plan", "import", SAMPLE_PLAN, "--stage", STAGE]);
    expect(imported.stdout).toMatch(/^已导入《.+》：新增 229 项/u);
    expect([...stage.objects.keys()]).toEqual([
      expect.stringMatching(/^duban-demo-blobs-000000000000-us-east-1\/blobs\//u),
    ]);
    const shown = JSON.parse((await duban("plan", "show", "--json")).stdout);
    expect([shown.plan.id, shown.measures.length]).toEqual(["daxing-2024", 229]);

    const early = await duban("run", "--at", "2024-04-29T09:15:00+08:00");
    expect(early.stderr).toContain("不能按将来的时刻运行");
    const woken = await duban("run", "--at", "2024-04-29T09:00:00+08:00");
    expect([woken.stderr, woken.stdout]).toEqual([
      "",
      expect.stringContaining("已按 2024-04-29T09:00:00+08:00 叫起 demo"),
    ]);
    const plans = stage.taken("plans");
    expect(plans.map((job) => JSON.parse(job))).toEqual([{ plan: "daxing-2024", at: "2024-04-29T01:00:00.000Z" }]);
    expect(await stage.lambda(NOW, "RunPlan", batchOf(plans))).toEqual({ batchItemFailures: [] });
    expect(stage.taken("messages").length).toBeGreaterThan(0);

    const status = JSON.parse((await duban("status", "2024-04", "--json")).stdout);
    expect(status.units).toHaveLength(61);
    expect((await duban("audit", "verify")).stdout).toMatch(/^已核验 61 条链、\d+ 行、0 份汇总副本，全部完好/u);
    expect((await duban("health")).stdout).toContain("正常：1 分钟前运行过");
    expect((await duban("unit", "secret", "区水务局")).stdout).toMatch(/whsec_/u);
  });

  it("what has been run since is not run again", async () => {
    const again = await duban("run", "--at", "2024-04-29T08:45:00+08:00");
    expect(again.stdout).toContain("已经运行过");
    expect(stage.taken("plans")).toEqual([]);
  });

  it("a letter in the office's own mailbox is fetched by the stage's own function: nobody vouches for it, so it is held", async () => {
    const office = await startOfficeServers([BOX]);
    try {
      const transport = createTransport({ host: "127.0.0.1", port: office.smtpPort, ignoreTLS: true });
      await transport.sendMail({
        from: "liaison@mail.example",
        to: BOX,
        subject: "回复",
        text: "蓝天-3-2 已完成60%。",
      });
      transport.close();
      office.filed();
      const imap = `imap://${encodeURIComponent(BOX)}:${PASSWORD}@127.0.0.1:${office.imapPort}/INBOX`;
      stage.secret = JSON.stringify({ secret: "k7".repeat(20), imap, authservId: OWN });
      const event = { at: "2024-04-29T01:00:00Z" };
      expect(await stage.lambda(NOW, "FetchMail", event)).toEqual({ fetched: 1 });
      expect(await stage.lambda(NOW, "FetchMail", event)).toEqual({ fetched: 0 });
      expect([...stage.objects.values()].map(String).filter((raw) => raw.includes(BOX))).toHaveLength(1);
      const [held] = JSON.parse((await duban("held", "list", "--json")).stdout);
      expect(held.from).toBe("liaison@mail.example");
      const dismissed = await duban("held", "dismiss", held.id, "--why", "不是联络员");
      expect([dismissed.stderr, (await duban("held", "list")).stdout]).toEqual(["", "没有待核实的来件。\n"]);
      stage.secret = JSON.stringify({ secret: "k7".repeat(20), imap: imap.replace(PASSWORD, "wrong") });
      await expect(stage.lambda(NOW, "FetchMail", event)).rejects.toThrow(/拒绝登录.*请核对用户名和密码/u);
      stage.secret = JSON.stringify({ secret: "k7".repeat(20), imap: imap.replace("INBOX", "%E7%9D%A3%E5%8A%9E") });
      await expect(stage.lambda(NOW, "FetchMail", event)).rejects.toThrow(/没有“督办”这个文件夹/u);
    } finally {
      await office.stop();
    }
  });

  it("a secret that cannot be used is named, and not shown", async () => {
    const { secret } = stage;
    stage.secret = '{"secret":"short"}';
    const { code, stderr } = await duban("status", "2024-04");
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^密钥 duban\/demo 的内容不对：secret。/u)]);
    expect(stderr).not.toContain("short");
    stage.secret = secret;
  });
});
