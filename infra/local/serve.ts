import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { withChat } from "../../functions/adapters/chat.ts";
import { imapInbox, imapMailbox } from "../../functions/adapters/mailbox-imap.ts";
import { smtpMailer, smtpServer } from "../../functions/adapters/mailer-smtp.ts";
import { Instant, localTime } from "../../functions/core/day.ts";
import type { UnitId } from "../../functions/core/directory.ts";
import type { Plan } from "../../functions/core/plan.ts";
import { answerHttp, replyBySmtp } from "./answer-http.ts";
import { keepTime, keptTime, machineClock, runningClock, type TurnedClock } from "./clock.ts";
import { comingIn } from "./coming.ts";
import { type Deployment, openDeployment } from "./deployment.ts";
import { listenForHttp } from "./http-listener.ts";
import { install } from "./install.ts";
import { liveLines } from "./live-lines.ts";
import { listenForMail } from "./mail-listener.ts";
import { keepFetching } from "./office-mailbox.ts";
import { planFile, SAMPLE_PLAN } from "./plan-files.ts";
import { print } from "./print.ts";
import { runnerOf } from "./runner.ts";
import { clockFile, forgetServer, noteServer, runningServer } from "./server-file.ts";
import { type DemoDepartments, demoDepartments } from "./simulate/demo-departments.ts";
import { UserError } from "./user-error.ts";

/** When a demonstration begins: Monday 29 April 2024, 08:55 in Shanghai, five minutes before the opening notices. */
const DEMO_BEGINS = Instant.parse("2024-04-29T00:55:00.000Z");
const LOOK_EVERY_MS = 1_000;

export interface ServeOptions {
  dir: string;
  demo?: boolean;
  port: string;
  smtpPort: string;
  smtp?: string;
  imap?: string;
  authservId?: string;
  domain?: string;
  publicUrl?: string;
  json?: boolean;
}

/** Runs a deployment on this machine until it is told to stop. */
export async function serve(options: ServeOptions): Promise<void> {
  const { dir, demo = false, json = false } = options;
  // from the environment too: a command line can be read by everybody on the machine
  const { smtp: outgoing = process.env.DUBAN_SMTP, domain = process.env.DUBAN_DOMAIN } = options;
  const { imap: incoming = process.env.DUBAN_IMAP, authservId = process.env.DUBAN_AUTHSERV_ID } = options;
  const inbox = incoming ? imapInbox(imapMailbox(incoming, "--imap（DUBAN_IMAP）", authservId)) : undefined;
  const { publicUrl = process.env.DUBAN_PUBLIC_URL ?? `http://localhost:${options.port}` } = options;
  const [httpPort, smtpPort] = [portOf(options.port, "--port"), portOf(options.smtpPort, "--smtp-port")];
  const other = await runningServer(dir);
  if (other)
    throw new UserError(
      `${dir} 已有一个 duban serve 在运行（进程 ${other.pid}，http://localhost:${other.http}）。请先停止它，或用 --dir 换一个目录。`,
    );
  if (!demo && keptTime(clockFile(dir)))
    throw new UserError(`${dir} 是演示目录（时钟是拨过的）。正式使用请用 --dir 换一个目录；继续演示请加 --demo。`);
  if (!demo && !existsSync(join(dir, "duban.db")))
    throw new UserError(`${dir} 里还没有计划。请先运行 duban plan import 文件；只想看看，请运行 duban serve --demo。`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const turned = demo ? runningClock(keptTime(clockFile(dir))?.at ?? DEMO_BEGINS) : undefined;
  const mailer = outgoing ? smtpMailer(smtpServer(outgoing, "--smtp（DUBAN_SMTP）")) : undefined;
  const failed = (problem: unknown): void => console.error(problem);
  const live = liveLines();
  const deployment = openDeployment({
    log: live.log,
    folder: dir,
    clock: turned ?? machineClock,
    ...(mailer && { mailer: withChat(mailer) }),
    ...(inbox && { inbox }),
    publicUrl: publicUrlOf(publicUrl),
    ...(domain && { domain: domainOf(domain) }),
  });
  if (demo && (await deployment.ports.store.plans()).length === 0) await install(deployment, planFile(SAMPLE_PLAN));

  const runner = runnerOf(deployment, failed);
  const inTurn = turns();
  const kick = (): void => void runner.deliver();
  const smtp = await listening(
    listenForMail({
      port: smtpPort,
      domain: deployment.ports.domain,
      now: deployment.clock.now,
      trustLoopback: demo,
      taken: kick,
      failed,
    }),
    "收信端口",
    options.smtpPort,
    "--smtp-port",
  );
  /** Units that somebody at the pages plays. */
  let played: ReadonlySet<UnitId> = new Set();
  let departments: DemoDepartments | undefined;
  const isSimulated = (): boolean => keptTime(clockFile(dir))?.departments ?? false;
  const stepTo = async (to: Instant): Promise<void> => {
    if (!turned) return;
    if (departments && isSimulated()) await departments.stepTo(to, played);
    else await runner.stepTo(turned, to);
    // somebody may have wished for a later time meanwhile
    const [at, wished] = [turned.now(), keptTime(clockFile(dir))?.wished];
    keepTime(clockFile(dir), wished && wished > at ? { at, wished } : { at });
  };
  const demoPorts = turned && {
    step: async (to: Instant, units: readonly UnitId[]) => {
      played = new Set(units);
      await inTurn(() => stepTo(to));
    },
    departments: isSimulated,
    setDepartments: (on: boolean) => keepTime(clockFile(dir), { at: turned.now(), departments: on }),
    reply: async (answer: Parameters<typeof replyBySmtp>[2]) => {
      await replyBySmtp(deployment, smtp.port, answer);
      await runner.idle();
    },
  };
  const http = await listening(
    listenForHttp(httpPort, answerHttp(deployment, demoPorts, kick), failed, demo ? undefined : tlsHost(publicUrl)),
    "网页端口",
    options.port,
    "--port",
  );
  if (turned) departments = demoDepartments(deployment, { clock: turned, runner, smtp: smtp.port, http: http.port });
  noteServer(dir, { pid: process.pid, http: http.port, smtp: smtp.port });
  if (turned) keepTime(clockFile(dir), { at: turned.now() });

  const stopFetching = inbox && keepFetching({ now: deployment.clock.now, fetched: kick, failed });

  const look = async (): Promise<void> => {
    if (turned) await inTurn(() => followClock(turned, dir, stepTo));
    else await runner.catchUp();
    const line = live.flush(deployment.clock.now(), zoneOf(await deployment.ports.store.plans()));
    if (line && !json) console.log(line);
  };
  const timer = setInterval(() => void look().catch(failed), LOOK_EVERY_MS);
  await look();
  await sayWhere(
    deployment,
    {
      http: http.port,
      smtp: smtp.port,
      demo,
      outgoing: outgoing !== undefined,
      inbox: inbox?.name,
    },
    json,
  );

  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, resolve);
  });
  clearInterval(timer);
  await stopFetching?.();
  departments?.close();
  await Promise.all([smtp.close(), http.close()]);
  await runner.idle();
  if (turned) keepTime(clockFile(dir), { at: turned.now() });
  forgetServer(dir);
  mailer?.close();
  deployment.close();
}

/** One thing after another. */
function turns(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

/** Runs the ticks that have come by the turned clock, goes where another process wants it, and keeps where it is. */
async function followClock(turned: TurnedClock, dir: string, stepTo: (to: Instant) => Promise<void>): Promise<void> {
  const wished = keptTime(clockFile(dir))?.wished;
  const now = turned.now();
  await stepTo(wished && wished > now ? wished : now);
}

async function listening<Listener>(
  opening: Promise<Listener>,
  what: string,
  port: string,
  option: string,
): Promise<Listener> {
  return opening.catch((problem: unknown) => {
    if (problem instanceof Error && "code" in problem && (problem.code === "EADDRINUSE" || problem.code === "EACCES"))
      throw new UserError(
        `${what} ${port} 用不了（${problem.code === "EACCES" ? "没有权限" : "已被占用"}）。请用 ${option} 换一个。`,
      );
    throw problem;
  });
}

function portOf(text: string, option: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UserError(`${option} 应是 0 到 65535 的整数，不是“${text}”。`);
  return port;
}

function domainOf(text: string): string {
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/iu.test(text))
    throw new UserError(`看不懂域名“${text}”。请写成 duban.example 的样子。`);
  return text.toLowerCase();
}

function publicUrlOf(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/u.test(new URL(text).protocol))
    throw new UserError(`看不懂网页地址“${text}”。请写成 https://duban.example 的样子。`);
  return new URL(text).href.replace(/\/+$/u, "");
}

/** The host at which people reach the pages by TLS, through a proxy on this machine; undefined when they do not. */
const tlsHost = (publicUrl: string): string | undefined =>
  publicUrl.startsWith("https:") ? new URL(publicUrl).host : undefined;

/** The zone in which the terminal speaks: the first plan's. */
const zoneOf = ([plan]: readonly Plan[]): string => plan?.settings.zone ?? "UTC";

/** Says where to look, how to answer, and what comes next. */
async function sayWhere(
  deployment: Deployment,
  at: { http: number; smtp: number; demo: boolean; outgoing: boolean; inbox: string | undefined },
  json: boolean,
): Promise<void> {
  const { ports, clock } = deployment;
  const plans = await ports.store.plans();
  const coming = (await Promise.all(plans.map((plan) => comingIn(plan, clock.now(), deployment)))).flat();
  const zone = zoneOf(plans);
  if (json)
    return print({
      http: at.http,
      smtp: at.smtp,
      now: clock.now(),
      coming: coming.slice(0, 5),
    });
  const shown = (instant: Instant): string => Object.values(localTime(instant, zone)).join(" ");
  console.log(
    [
      "",
      `  督办已启动${at.demo ? "（演示）" : ""}`,
      "",
      `  网页    http://localhost:${at.http}`,
      `  收信    127.0.0.1:${at.smtp}（SMTP）${at.demo ? "，任何邮件程序都可以把发信服务器设成它来回信" : ""}`,
      ...(at.inbox ? [`          ${at.inbox}（IMAP），每分钟取一次`] : []),
      `  发信    ${at.outgoing ? "经发信服务器" : "放入本机邮箱，在网页“邮件”里看"}`,
      `  计划    ${plans.map(({ title }) => title).join("、") || "（无）"}`,
      `  现在    ${shown(clock.now())}（${zone}）${at.demo ? "，可在网页上拨，或运行 npx duban clock next" : ""}`,
      "",
      ...(coming.length > 0 ? ["  接下来"] : []),
      ...coming.slice(0, 5).map(({ at: when, what }) => `    ${shown(when)}  ${what}`),
      "",
      "  按 Ctrl+C 停止；下次启动接着走。",
      "",
    ].join("\n"),
  );
}
