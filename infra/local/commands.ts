import { existsSync, readFileSync, statSync } from "node:fs";
import { Command } from "commander";
import { workCalendar } from "../../functions/core/calendar.ts";
import { cycleDays } from "../../functions/core/cycle.ts";
import { type Instant, instant, localTime, Month } from "../../functions/core/day.ts";
import type { Unit } from "../../functions/core/directory.ts";
import { isHookUrl } from "../../functions/core/hook.ts";
import { secretVersions, withNewLinks, withNewSecret } from "../../functions/core/key-versions.ts";
import type { Plan } from "../../functions/core/plan.ts";
import type { Remedy } from "../../functions/core/remedy.ts";
import { tick } from "../../functions/workflows/tick.ts";
import { auditReport } from "../../functions/workflows/verify-audit.ts";
import { keepTime, keptTime, machineClock, runningClock, standingClock } from "./clock.ts";
import {
  type ContactOptions,
  handOverContact,
  listContacts,
  noteAbsence,
  noteMended,
  showContactLog,
} from "./contact-command.ts";
import { type Opened, openDeployment } from "./deployment.ts";
import { type DocumentKind, writeDocument } from "./document-command.ts";
import { decideRungOf, listAwaiting, type RungOptions } from "./escalation-command.ts";
import { type HeldOptions, listHeld, remedyHeld } from "./held-command.ts";
import { importCommand } from "./import-command.ts";
import { thePlan } from "./install.ts";
import { planFile, SAMPLE_PLAN, sampleHolidays, stageNamed } from "./plan-files.ts";
import { print, table } from "./print.ts";
import { replyReading } from "./reply-reading.ts";
import { acceptAllReports, decideFor, listReviews, type ReviewOptions } from "./review-command.ts";
import { runnerOf } from "./runner.ts";
import { decideScore, listObjections, type ScoreOptions, showScores, showYear } from "./score-command.ts";
import { serve } from "./serve.ts";
import { clockFile, runningServer } from "./server-file.ts";
import { importDirectory, loadHolidays, loadLadder, loadScoreRules } from "./set-command.ts";
import { printSignInLink } from "./sign-in-command.ts";
import { boardLines, boardOf } from "./status.ts";
import { stopOrResume } from "./stop-command.ts";
import { UserError } from "./user-error.ts";
import { existing, existingFolder, type Where } from "./where.ts";

/** The command line. Every command speaks Chinese to people, and JSON with `--json`. */
export function openCommands(): Command {
  const duban = new Command("duban")
    .description("督办：读懂行动计划，按期提醒、收集进展、逐级督办。")
    .helpOption("-h, --help", "显示帮助")
    .helpCommand("help [command]", "显示某个命令的帮助")
    .showHelpAfterError("加 --help 查看用法。")
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .configureOutput({ outputError: (text, write) => write(inChinese(text)) })
    .option("--stage <name>", "云上的部署（data/stages/ 里的文件名），代替本机的数据目录；用环境里的 AWS 口令")
    .hook("preAction", (root, one) => takeStage(root.opts<{ stage?: string }>().stage, one, ofStages))
    .exitOverride();
  const ofStages = new Set<Command>();
  const command = (parent: Command, usage: string, about: string): Command =>
    parent.command(usage).description(about).option("--json", "输出 JSON").helpOption("-h, --help", "显示帮助");
  const inFolder = (one: Command): Command => one.option("--dir <folder>", "数据目录", ".duban");
  const inFolderOrStage = (one: Command): Command => {
    ofStages.add(one);
    return inFolder(one);
  };

  inFolder(command(duban, "serve", "在本机运行：网页、收信、按时提醒"))
    .option("--demo", "演示：自带样例计划，时钟从2024-04-29 08:55走起，可拨动")
    .option("--port <port>", "网页端口", "8080")
    .option("--smtp-port <port>", "收信端口", "2525")
    .option("--smtp <url>", "发信服务器，如 smtp://user:password@mail.example:25；不设则发到本机邮箱")
    .option("--imap <url>", "收信邮箱，如 imaps://user:password@mail.example/INBOX；每分钟取一次，只读不删")
    .option("--authserv-id <name>", "收信服务器在 Authentication-Results 里的名字；不设则取来的邮件都待人工核实")
    .option("--domain <domain>", "本系统邮件地址的域名")
    .option("--public-url <url>", "邮件里的网页链接以此开头，如 https://duban.example")
    .action(serve);

  inFolderOrStage(
    command(duban, "sign-in <mailbox>", "给通讯录里的一个邮箱一个登录链接，十分钟内有效，只能用一次"),
  ).action(printSignInLink);

  inFolder(command(duban, "clock [to]", "看或拨演示时钟：next（下一件事）、+1h、+1d、2024-05-06T09:00")).action(
    showClock,
  );

  const plan = duban.command("plan").description("计划").helpOption("-h, --help", "显示帮助");
  inFolderOrStage(command(plan, "import <file>", "导入计划；--dry-run 只读不存"))
    .option("--directory <file>", "名录文件，并入本部署的名录，如 data/directory/wharfside.json")
    .option("--dry-run", "只检查，不导入")
    .action(importCommand);
  inFolderOrStage(command(plan, "show [id]", "已导入的计划：专项、措施数、待答复的问题")).action(showPlan);
  for (const [act, about] of [
    ["stop", "停发计划的一切信件，写明 --why；照常收报"],
    ["resume", "恢复发信：只发仍然有效的"],
  ] as const)
    inFolderOrStage(command(plan, `${act} [id]`, about))
      .option("--why <text>", "停发的理由")
      .option("--by <mailbox>", "谁停发：牵头办公室的邮箱")
      .action((id: string | undefined, options: Common & { why?: string; by?: string }) =>
        withOpened(options, async (deployment, { json = false }) =>
          stopOrResume(deployment, await thePlan(deployment, id), act, options, json),
        ),
      );

  const directory = duban.command("directory").description("名录").helpOption("-h, --help", "显示帮助");
  const toSet = (parent: Command, usage: string, about: string): Command =>
    inFolderOrStage(command(parent, usage, about)).option("--dry-run", "只看会有什么变化，不保存");
  toSet(directory, "import <file>", "并入单位和联系人（JSON）；已有的单位以文件为准").action(importDirectory);
  const holidays = duban.command("holidays").description("放假安排").helpOption("-h, --help", "显示帮助");
  toSet(holidays, "load <file>", "录入某一年的放假安排（JSON，一份或多份）").action(loadHolidays);
  const ladder = duban.command("ladder").description("督办级次").helpOption("-h, --help", "显示帮助");
  toSet(ladder, "load <file>", "设置督办级次（JSON）")
    .option("--name <name>", "某些计划自己的督办级次；不写则为本部署的")
    .action(loadLadder);

  const scoreRules = duban.command("score-rules").description("评分规则").helpOption("-h, --help", "显示帮助");
  toSet(scoreRules, "load <file>", "设置评分规则（JSON，全部版本）；已经用来评分的版本不能改").action(loadScoreRules);

  const calendar = duban.command("calendar").description("工作日").helpOption("-h, --help", "显示帮助");
  command(calendar, "due <period>", "某月进展的截止日和首次通知日，如 2024-04").action(showDue);

  inFolderOrStage(command(duban, "run", "按某个时刻运行一次，补做到期的事；可重复运行"))
    .requiredOption("--at <time>", "时刻，如 2024-04-29T09:00:00+08:00")
    .action(runOnce);

  const reply = duban.command("reply").description("回信").helpOption("-h, --help", "显示帮助");
  command(reply, "read <file>", "试读一封回信（.eml）：是什么、本人写了什么、会登记什么、会问什么")
    .option("--unit <name>", "回信单位")
    .option("--plan <id>", "计划")
    .option("--period <period>", "报送月份")
    .action((file, options) => readReplyCommand(file, options));

  inFolderOrStage(command(duban, "status <period>", "某月报送情况，逐单位"))
    .option("--plan <id>", "计划")
    .action(showStatus);

  const document = (kind: DocumentKind, about: string): void => {
    inFolderOrStage(command(duban, `${kind} <period>`, about))
      .option("--plan <id>", "计划")
      .option("--out <file>", "写到哪个文件")
      .action((text, options) => documentCommand(kind, text, options));
  };
  document("bulletin", "某月的通报草稿（.docx）；未汇总的月份为预览");
  document("ledger", "某月的台账（.xlsx），含汇总后的更正；未汇总的月份为预览");

  const audit = duban.command("audit").description("留痕").helpOption("-h, --help", "显示帮助");
  inFolderOrStage(command(audit, "verify", "核验全部留痕的哈希链")).action(verifyAudit);

  const unit = duban.command("unit").description("单位").helpOption("-h, --help", "显示帮助");
  inFolderOrStage(command(unit, "secret <name>", "某单位系统对接（webhook）的密钥和地址"))
    .option("--plan <id>", "计划")
    .option("--rotate", "换一个新密钥；旧密钥再用七天")
    .option("--leaked", "旧密钥已泄露：换新密钥，旧密钥立即失效")
    .action(showSecret);
  inFolderOrStage(command(unit, "hook <name>", "某单位系统接收推送的地址：任务开启、已登记、逾期等"))
    .option("--plan <id>", "计划")
    .option("--url <url>", "https 地址；不写则只查看")
    .option("--off", "停止推送")
    .action(setHook);
  inFolderOrStage(command(unit, "revoke-links <name>", "某单位已发出的网页填报链接全部失效；以后的邮件里是新链接"))
    .option("--plan <id>", "计划")
    .action(revokeLinks);

  const contact = duban.command("contact").description("联系人").helpOption("-h, --help", "显示帮助");
  const contactCommand = (
    usage: string,
    about: string,
    act: (deployment: Opened, options: ContactOptions, json: boolean) => Promise<void>,
  ): Command =>
    inFolderOrStage(command(contact, usage, about)).action((options: Common & ContactOptions) =>
      withOpened(options, (deployment, { json = false }) => act(deployment, options, json)),
    );
  const byKeeper = (one: Command): Command =>
    one.option("--by <mail>", "登记人的邮箱；不写则为牵头办公室的第一位联系人");
  byKeeper(
    contactCommand("handover", "交接：从某天起由另一人接手，或用 --until 代办几天；双方都收到通知", handOverContact),
  )
    .requiredOption("--unit <name>", "单位")
    .requiredOption("--from <mail>", "原联系人的邮箱")
    .requiredOption("--to <mail>", "接手人的邮箱")
    .requiredOption("--name <name>", "对接手人的称呼，如 联络员")
    .requiredOption("--on <day>", "接手的第一天，如 2024-05-06")
    .requiredOption("--why <text>", "理由")
    .option("--until <day>", "代办的最后一天；不写则长期接手");
  byKeeper(contactCommand("away", "联系人几天不在岗，没有人代办", noteAbsence))
    .requiredOption("--unit <name>", "单位")
    .requiredOption("--mail <mail>", "联系人的邮箱")
    .requiredOption("--from <day>", "第一天")
    .requiredOption("--until <day>", "最后一天")
    .requiredOption("--why <text>", "理由");
  byKeeper(contactCommand("mended", "邮箱已修好，恢复发信", noteMended))
    .requiredOption("--mail <mail>", "邮箱")
    .option("--why <text>", "说明");
  contactCommand("list", "某单位的联系人：任期、不在岗的日子、邮箱是否收得到信", listContacts).requiredOption(
    "--unit <name>",
    "单位",
  );
  contactCommand("log", "联系人的变更记录：谁、何时、改了什么、为什么", (deployment, _, json) =>
    showContactLog(deployment, json),
  );

  const held = duban.command("held").description("待核实来件").helpOption("-h, --help", "显示帮助");
  const heldCommand = (usage: string, about: string): Command =>
    inFolderOrStage(command(held, usage, about)).option("--plan <id>", "计划");
  heldCommand("list", "等人核实的来件，最早的在前").action((options) =>
    withOpened<Common & HeldOptions>(options, (deployment, { plan, json = false }) => listHeld(deployment, plan, json)),
  );
  const remedy = (usage: string, about: string, kind: Remedy["kind"]): Command =>
    heldCommand(usage, about)
      .option("--by <mail>", "处理人的邮箱，须是有权决定的人；不写则为第一位")
      .action((id, options) =>
        withOpened<Common & HeldOptions>(options, (deployment, { json = false, ...rest }) =>
          remedyHeld(deployment, kind, id, rest, json),
        ),
      );
  remedy("assign <id>", "登记为某单位某月的报送，并发回执", "assign")
    .requiredOption("--unit <name>", "单位")
    .requiredOption("--period <period>", "报送月份，如 2024-04");
  remedy("ask <id>", "请某单位核实，来件继续待核实", "ask").requiredOption("--unit <name>", "单位");
  remedy("dismiss <id>", "不予登记", "dismiss").requiredOption("--why <text>", "理由");

  const reviewing = (parent: Command, usage: string, about: string): Command =>
    inFolderOrStage(command(parent, usage, about)).option("--plan <id>", "计划");
  const byWhom = (one: Command): Command => one.option("--by <mail>", "决定人的邮箱；不写则为第一位有权决定的人");
  const reports = duban.command("review").description("审核报告").helpOption("-h, --help", "显示帮助");
  reviewing(reports, "list <period>", "某月等待审核的报告和等待决定的申请").action((period, options) =>
    withPeriod(period, options, (deployment, plan, month, { json = false }) =>
      listReviews(deployment, plan, month, json),
    ),
  );
  byWhom(reviewing(reports, "accept <period>", "通过一个单位的报告，或用 --all 通过全部没有疑点的报告"))
    .option("--unit <name>", "单位")
    .option("--all", "全部没有疑点的")
    .action((period, options) =>
      withPeriod(period, options, (deployment, plan, month, { json = false, ...rest }) =>
        rest.all
          ? acceptAllReports(deployment, plan, month, rest, json)
          : decideNamed(deployment, plan, month, "accept", rest, json),
      ),
    );
  byWhom(reviewing(reports, "return <period>", "退回一个单位的报告，两个工作日内补报"))
    .requiredOption("--unit <name>", "单位")
    .requiredOption("--why <text>", "理由")
    .option("--measures <codes>", "只退这些措施，如 蓝天-1-1,蓝天-1-2；不写则全部")
    .option("--hollow", "内容空泛：报送时间以补正后为准")
    .action((period, options) =>
      withPeriod(period, options, (deployment, plan, month, { json = false, ...rest }) =>
        decideNamed(deployment, plan, month, "return", rest, json),
      ),
    );
  const request = duban.command("request").description("延期和免报申请").helpOption("-h, --help", "显示帮助");
  byWhom(reviewing(request, "grant <period>", "同意一个单位的申请"))
    .requiredOption("--unit <name>", "单位")
    .option("--until <day>", "延到哪一天，如 2024-05-10；不写则按单位申请的日期")
    .option("--why <text>", "说明")
    .action((period, options) =>
      withPeriod(period, options, (deployment, plan, month, { json = false, ...rest }) =>
        decideNamed(deployment, plan, month, "grant", rest, json),
      ),
    );
  byWhom(reviewing(request, "deny <period>", "不同意一个单位的申请"))
    .requiredOption("--unit <name>", "单位")
    .requiredOption("--why <text>", "理由")
    .action((period, options) =>
      withPeriod(period, options, (deployment, plan, month, { json = false, ...rest }) =>
        decideNamed(deployment, plan, month, "deny", rest, json),
      ),
    );

  const escalation = duban.command("escalation").description("督办").helpOption("-h, --help", "显示帮助");
  const escalationCommand = (usage: string, about: string): Command =>
    inFolderOrStage(command(escalation, usage, about)).option("--plan <id>", "计划");
  escalationCommand("list", "等待批准的督办").action((options) =>
    withOpened<Common>(options, (deployment, { plan, json = false }) => listAwaiting(deployment, plan, json)),
  );
  const verdict = (kind: "approve" | "decline", about: string): Command =>
    escalationCommand(kind, about)
      .requiredOption("--unit <name>", "单位")
      .requiredOption("--period <period>", "报送月份，如 2024-04")
      .option("--by <mail>", "决定人的邮箱，须是有权决定的人；不写则为第一位")
      .action((options) =>
        withOpened<Common & RungOptions>(options, (deployment, { json = false, ...rest }) =>
          decideRungOf(deployment, kind, rest, json),
        ),
      );
  verdict("approve", "批准，当天告知");
  verdict("decline", "不批准，督办转入下一级").requiredOption("--why <text>", "理由");
  reviewing(duban, "score [period]", "评分：某月各单位的名次和扣分，或用 --year 看全年")
    .option("--unit <name>", "只看一个单位，逐条列出扣分")
    .option("--year <year>", "全年，按应报月份的平均分排名")
    .action((period, options) => showScore(period, options));
  const objection = duban.command("objection").description("评分异议").helpOption("-h, --help", "显示帮助");
  reviewing(objection, "list", "等待决定的异议").action((options) =>
    withOpened<Common>(options, async (deployment, { plan: id, json = false }) =>
      listObjections(deployment, await thePlan(deployment, id), json),
    ),
  );
  const scoring = (one: Command, what: Parameters<typeof decideScore>[3]): Command =>
    one
      .requiredOption("--unit <name>", "单位")
      .requiredOption("--why <text>", "理由")
      .action((period, options) =>
        withPeriod(period, options, async (deployment, plan, month, { json = false, unit = "", ...rest }) =>
          decideScore(deployment, plan, month, what, { ...rest, unit: await unitNamed(unit, deployment) }, json),
        ),
      );
  scoring(reviewing(objection, "add <period>", "登记一个单位当面或电话提出的异议"), "add").option(
    "--from <mail>",
    "提出人的邮箱，须是该单位登记的联系人；不写则为第一位",
  );
  scoring(byWhom(reviewing(objection, "grant <period>", "同意异议，撤销扣分")), "grant").option(
    "--lifts <numbers>",
    "只撤销这几条，如 1,3；不写则全部",
  );
  scoring(byWhom(reviewing(objection, "deny <period>", "不同意异议")), "deny");
  scoring(byWhom(reviewing(duban, "charge <period>", "认定一个单位报送不实，扣分并通知")), "charge").requiredOption(
    "--measure <code>",
    "不实的是哪项措施，如 蓝天-1-1",
  );

  command(duban, "simulate", "在临时目录里用真实计划演练几个月")
    .option("--from <period>", "从哪个报送月份起", "2024-04")
    .option("--months <n>", "几个月", "1")
    .option("--seed <n>", "随机种子", "1")
    .option("--keep <folder>", "邮件和表格放在哪里")
    .action((options) => import("./simulate.ts").then(({ simulate }) => simulate(options)));

  inFolderOrStage(command(duban, "health", "最近一次定时运行的时间；超过一小时则失败，供外部监控")).action(showHealth);
  return duban;
}

const TITLES: Record<string, string> = {
  "Usage:": "用法：",
  "Arguments:": "参数：",
  "Options:": "选项：",
  "Commands:": "命令：",
};

/** What is wrong with a command line, as far as the parser says it in few ways. */
const inChinese = (text: string): string =>
  text
    .replace(/^error: unknown command '(.+)'/u, "没有命令“$1”。")
    .replace(/^error: unknown option '(.+)'/u, "没有选项“$1”。")
    .replace(/^error: missing required argument '(.+)'/u, "缺少参数“$1”。")
    .replace(/^error: required option '(.+)' not specified/u, "缺少选项“$1”。")
    .replace(/^error: option '(.+)' argument missing/u, "选项“$1”后面缺少内容。")
    .replace(/^error: too many arguments.*/u, "参数太多。")
    .replace(/\(Did you mean (.+)\?\)/u, "是不是“$1”？");

const pathOf = (one: Command): string => (one.parent ? `${pathOf(one.parent)} ${one.name()}` : one.name());

/** Hands `--stage` to the command beside which it stands. */
function takeStage(stage: string | undefined, one: Command, ofStages: ReadonlySet<Command>): void {
  if (stage === undefined) return;
  if (!ofStages.has(one)) throw new UserError(`${pathOf(one)} 只在本机上用，与云上的部署无关。请去掉 --stage。`);
  if (one.getOptionValueSource("dir") === "cli")
    throw new UserError("--stage 和 --dir 只能写一个：前者是云上的部署，后者是本机的数据目录。");
  stageNamed(stage);
  one.setOptionValue("stage", stage);
}

interface Common extends Where {
  json?: boolean;
  plan?: string;
}

/** A value that a person typed, or what is wrong with it. */
function typed<Value>(
  schema: {
    safeParse(text: string): { success: true; data: Value } | { success: false };
  },
  text: string,
  example: string,
): Value {
  const parsed = schema.safeParse(text);
  if (!parsed.success) throw new UserError(`看不懂“${text}”。请写成 ${example} 的样子。`);
  return parsed.data;
}

function typedInstant(text: string): ReturnType<typeof instant> {
  try {
    return instant(text);
  } catch {
    throw new UserError(`看不懂时刻“${text}”。请写成 2024-04-29T09:00:00+08:00 的样子。`);
  }
}

async function showPlan(id: string | undefined, { json, ...common }: Common): Promise<void> {
  const deployment = await existing(common);
  const plan = await thePlan(deployment, id);
  const measures = (await deployment.ports.store.measures(plan)).filter(({ retired }) => !retired);
  deployment.close();
  if (json) return print({ plan, measures });
  console.log(`《${plan.title}》 ${plan.number}  ${plan.issuedOn}印发，${plan.inForceOn}起在本系统执行`);
  for (const { no, code, title } of plan.programmes)
    console.log(`  ${code}  ${title}：${measures.filter(({ programme }) => programme === no).length} 项`);
  console.log(`待答复或决定 ${plan.open.length} 处：`);
  for (const { text } of plan.open) console.log(`  · ${text}`);
}

function showDue(text: string, { json }: Common): void {
  const period = typed(Month, text, "2024-04");
  const { settings } = planFile(SAMPLE_PLAN);
  if (!settings) throw new UserError("样例计划缺少设置。");
  const { due, opens, provisional } = cycleDays(period, settings.cycle, workCalendar(sampleHolidays()));
  if (json) print({ due, opens, provisional });
  else
    console.log(
      `${period} 的进展：${opens} 发首次通知，${due} 24:00 截止${provisional ? "（暂定：放假安排尚未公布）" : ""}。`,
    );
}

async function runOnce({ at: text, json, dir, stage }: Common & { at: string }): Promise<void> {
  const at = typedInstant(text);
  if (stage !== undefined) return runStage(stage, at, text, json);
  if (!keptTime(clockFile(dir))) refuseFuture(at);
  if (await runningServer(dir)) throw new UserError(`${dir} 上正有 duban serve 在运行，它会自己按时运行。`);
  if (!existsSync(`${dir}/duban.db`)) throw new UserError(`${dir} 里还没有数据。请先运行 duban plan import 文件。`);
  const deployment = openDeployment({ folder: dir, clock: standingClock(at) });
  const failures: unknown[] = [];
  const runner = runnerOf(deployment, (problem) => failures.push(problem));
  await runner.catchUp();
  await runner.deliver();
  const lastTick = await deployment.ports.store.lastTick();
  deployment.close();
  if (failures.length > 0) throw failures[0];
  if (json) print({ at, lastTick });
  else console.log(`已按 ${text} 运行。`);
}

function refuseFuture(at: Instant): void {
  if (at > machineClock.now()) throw new UserError("不能按将来的时刻运行：那会让之后的定时运行都以为已经做过。");
}

/** What the tick of a stage does, in its stead: wakes its functions for what is due. */
async function runStage(stage: string, at: Instant, text: string, json: boolean | undefined): Promise<void> {
  refuseFuture(at);
  const deployment = await existing({ dir: "", stage });
  const before = await deployment.ports.store.lastTick();
  await tick({ at }, deployment.ports);
  deployment.close();
  const isPast = before !== undefined && before > at;
  if (json) print({ at, lastTick: isPast ? before : at });
  else
    console.log(
      isPast
        ? `${before} 已经运行过，更早的不用再补。`
        : `已按 ${text} 叫起 ${stage} 的各项工作，由云上的函数接着做：结果看 duban status 和仪表盘。`,
    );
}

async function readReplyCommand(
  file: string,
  { json, unit, plan, period }: { json?: boolean; unit?: string; plan?: string; period?: string },
): Promise<void> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new UserError(`找不到文件 ${file}。请核对路径。`);
  const month = period === undefined ? undefined : typed(Month, period, "2024-04");
  const reading = await replyReading(readFileSync(file), { unit, plan, period: month });
  if (json) return print(reading);
  console.log(`类别：${reading.kind}\n\n本人写的：\n${reading.text || "（没有）"}\n`);
  console.log(`会登记 ${reading.entries.length} 项：`);
  for (const entry of reading.entries) console.log(`  ${JSON.stringify(entry)}`);
  console.log(`会询问 ${reading.questions.length} 处：`);
  for (const { text } of reading.questions) console.log(`  · ${text}`);
  for (const { name, said } of reading.attachments) console.log(`附件：${name}（${said}）`);
}

async function showStatus(text: string, { json, ...common }: Common): Promise<void> {
  const period = typed(Month, text, "2024-04");
  const deployment = await existing(common);
  const plan = await thePlan(deployment, common.plan);
  const board = await boardOf(deployment, plan, period);
  deployment.close();
  if (json) print({ plan: plan.id, period, units: board });
  else console.log(boardLines(board).join("\n"));
}

async function documentCommand(kind: DocumentKind, text: string, options: Common & { out?: string }): Promise<void> {
  const period = typed(Month, text, "2024-04");
  const deployment = await existing(options);
  try {
    await writeDocument(kind, await thePlan(deployment, options.plan), period, options, deployment);
  } finally {
    deployment.close();
  }
}

async function verifyAudit({ json, ...common }: Common): Promise<void> {
  const deployment = await existing(common);
  const report = await auditReport(deployment.ports);
  deployment.close();
  if (report.broken.length > 0) process.exitCode = 1;
  if (json) return print(report);
  console.log(
    report.broken.length === 0
      ? [
          `已核验 ${report.chains} 条链、${report.rows} 行、${report.copies} 份汇总副本，全部完好。总根：${report.root}`,
          ...report.roots.map(
            ({ plan, period, closed, root }) => `${plan} ${period}${closed ? " 汇总关闭时" : ""}的根：${root}`,
          ),
        ].join("\n")
      : table(report.broken.map(({ duty, why }) => [duty, why])).join("\n"),
  );
}

async function withOpened<Options extends Common>(
  options: Options,
  act: (deployment: Opened, options: Options) => Promise<void>,
): Promise<void> {
  const deployment = await existing(options);
  try {
    await act(deployment, options);
  } finally {
    deployment.close();
  }
}

interface Reviewing extends Common, ReviewOptions, ScoreOptions {
  all?: boolean;
}

async function showScore(text: string | undefined, { year, ...options }: Reviewing & { year?: string }): Promise<void> {
  if (year === undefined) {
    if (text === undefined) throw new UserError("请写月份，如 duban score 2024-04，或用 --year 2024 看全年。");
    return withPeriod(text, options, async (deployment, plan, month, { unit, json = false }) =>
      showScores(deployment, plan, month, unit === undefined ? undefined : await unitNamed(unit, deployment), json),
    );
  }
  if (!/^\d{4}$/u.test(year)) throw new UserError(`看不懂年份“${year}”。请写成 2024 的样子。`);
  await withOpened(options, async (deployment, { plan: id, json = false }) =>
    showYear(deployment, await thePlan(deployment, id), Number(year), json),
  );
}

async function withPeriod(
  text: string,
  options: Reviewing,
  act: (deployment: Opened, plan: Plan, period: Month, options: Reviewing) => Promise<void>,
): Promise<void> {
  const period = typed(Month, text, "2024-04");
  await withOpened(options, async (deployment) =>
    act(deployment, await thePlan(deployment, options.plan), period, options),
  );
}

async function decideNamed(
  deployment: Opened,
  plan: Plan,
  period: Month,
  what: Parameters<typeof decideFor>[3],
  { unit, ...options }: Reviewing,
  json: boolean,
): Promise<void> {
  if (!unit) throw new UserError("缺少单位。请写 --unit 区水务局，或用 --all 通过全部没有疑点的报告。");
  await decideFor(deployment, plan, period, what, { ...options, unit: await unitNamed(unit, deployment) }, json);
}

async function unitNamed(name: string, { ports }: Opened): Promise<Unit> {
  const unit = (await ports.store.directory()).units.find(
    (each) => each.name === name || each.id === name || each.aliases.includes(name),
  );
  if (!unit) throw new UserError(`名录中没有“${name}”。请写全称，例如 区水务局。`);
  return unit;
}

async function showSecret(
  name: string,
  { json, rotate = false, leaked = false, ...common }: Common & { rotate?: boolean; leaked?: boolean },
): Promise<void> {
  const deployment = await existing(common);
  const { store } = deployment.ports;
  const plan = await thePlan(deployment, common.plan);
  const unit = await unitNamed(name, deployment);
  const now = deployment.clock.now();
  if (rotate || leaked)
    await store.change(async (changes) =>
      changes.keyVersions(withNewSecret(await store.keyVersions(plan.id), unit.id, now, leaked)),
    );
  const versions = secretVersions(await store.keyVersions(plan.id), unit.id, now);
  deployment.close();
  const secret = deployment.keys.webhookSecret(plan.id, unit.id, versions[0]);
  const url = `${deployment.ports.publicUrl}/api/plans/${plan.id}/periods/{月份}/units/${unit.id}/entries`;
  if (json) print({ unit: unit.id, secret, url, valid: versions.length });
  else
    console.log(
      `${unit.name}\n  地址：POST ${url}\n  密钥：${secret}（请勿外传）${versions.length > 1 ? "\n  旧密钥七天内仍有效" : ""}\n  签名：Standard Webhooks（webhook-id、webhook-timestamp、webhook-signature），接口说明见 ${deployment.ports.publicUrl}/api/openapi.json`,
    );
}

async function setHook(
  name: string,
  { json, url, off = false, ...common }: Common & { url?: string; off?: boolean },
): Promise<void> {
  if (url !== undefined && !isHookUrl(url))
    throw new UserError(`推送地址“${url}”不可用。请写 https 开头的域名地址，例如 https://oa.example/duban。`);
  const deployment = await existing(common);
  const { store } = deployment.ports;
  const plan = await thePlan(deployment, common.plan);
  const unit = await unitNamed(name, deployment);
  if (url !== undefined || off)
    await store.change(async (changes) => {
      const hooks = await store.hooks(plan.id);
      const to = url ?? hooks.units[unit.id]?.url ?? "";
      changes.hooks({ ...hooks, units: { ...hooks.units, [unit.id]: { url: to, failingSince: null, off } } });
    });
  const hook = (await store.hooks(plan.id)).units[unit.id];
  deployment.close();
  if (json) return print({ unit: unit.id, hook: hook ?? null });
  const state = hook?.off ? "（已停止推送）" : hook?.failingSince ? `（自 ${hook.failingSince} 起没有送达）` : "";
  console.log(hook?.url ? `${unit.name}：${hook.url}${state}` : `${unit.name}没有登记推送地址。`);
}

async function revokeLinks(name: string, { json, ...common }: Common): Promise<void> {
  const deployment = await existing(common);
  const { store } = deployment.ports;
  const plan = await thePlan(deployment, common.plan);
  const unit = await unitNamed(name, deployment);
  await store.change(async (changes) => changes.keyVersions(withNewLinks(await store.keyVersions(plan.id), unit.id)));
  deployment.close();
  if (json) print({ unit: unit.id });
  else console.log(`${unit.name}：已发出的网页填报链接全部失效。`);
}

async function showClock(to: string | undefined, { json, dir }: Common): Promise<void> {
  const kept = keptTime(clockFile(dir));
  if (!kept) throw new UserError(`${dir} 里没有演示时钟。请先运行 duban serve --demo。`);
  const deployment = existingFolder({ dir });
  const plan = await thePlan(deployment, undefined);
  const { zone } = plan.settings;
  const { comingTo } = await import("./coming.ts");
  if (to !== undefined) {
    const wished = await comingTo(to, kept.at, plan, deployment);
    if (wished < kept.at) throw new UserError("时钟只能往前拨。");
    if (await runningServer(dir)) await askServer(dir, kept.at, wished);
    else {
      const clock = runningClock(kept.at);
      const own = openDeployment({ folder: dir, clock });
      const failures: unknown[] = [];
      await runnerOf(own, (problem) => failures.push(problem)).stepTo(clock, wished);
      keepTime(clockFile(dir), { at: wished });
      own.close();
      if (failures.length > 0) throw failures[0];
    }
  }
  const now = keptTime(clockFile(dir));
  const shown = now?.wished ?? now?.at ?? kept.at;
  deployment.close();
  const local = localTime(shown, zone);
  if (json) print({ at: shown, local });
  else console.log(`演示时钟：${local.day} ${local.time}（${zone}）`);
}

async function showHealth({ json, ...common }: Common): Promise<void> {
  const deployment = await existing(common);
  const lastTick = await deployment.ports.store.lastTick();
  const now = deployment.clock.now();
  deployment.close();
  const silentMinutes = lastTick ? Math.floor((Date.parse(now) - Date.parse(lastTick)) / 60_000) : null;
  const healthy = silentMinutes !== null && silentMinutes < 60 && silentMinutes > -60;
  if (!healthy) process.exitCode = 1;
  if (json) print({ healthy, lastTick: lastTick ?? null, silentMinutes });
  else
    console.log(
      healthy
        ? `正常：${silentMinutes} 分钟前运行过。`
        : `异常：${silentMinutes === null ? "从未运行" : silentMinutes < 0 ? "最近一次运行的时间在将来，请核对时钟" : `${silentMinutes} 分钟没有运行`}。${common.stage === undefined ? "请检查 duban serve 是否在运行。" : "请看值班手册 infra/RUNBOOK.md 的 no-tick。"}`,
    );
}

const ASKED_FOR_MS = 120_000;

/** Asks the server that runs on a folder to turn its clock, and waits until it has. */
async function askServer(dir: string, at: Instant, wished: Instant): Promise<void> {
  keepTime(clockFile(dir), { at, wished });
  for (const until = Date.now() + ASKED_FOR_MS; Date.now() < until; ) {
    if ((keptTime(clockFile(dir))?.at ?? at) >= wished) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new UserError("时钟还没有拨到位，duban serve 仍在处理。请稍后再看。");
}
