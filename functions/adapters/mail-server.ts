/** A mail server as people write it down: `imaps://user:password@mail.example/INBOX`. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte; else STARTTLS, which is demanded of any other machine than this. */
  secure: boolean;
  user?: string;
  password?: string;
}

/** A server as people write it down that is none. The message is for them, and repeats nothing: it may hold a password. */
export class NoMailServer extends Error {
  override readonly name = "NoMailServer";
}

const WRITTEN = {
  收信: { like: "imaps://user:password@mail.example/INBOX", protocols: ["imap:", "imaps:"], ports: [143, 993] },
  发信: { like: "smtps://user:password@mail.example:465", protocols: ["smtp:", "smtps:"], ports: [25, 465] },
} as const;

/**
 * @param text  as people write it down; without a port it is the usual one, and with `s` TLS comes first
 * @param where where it was written down, for the sentence that says what is wrong
 * @throws NoMailServer
 */
export function mailServer(text: string, what: "收信" | "发信", where: string): MailServer & { path: string } {
  const { like, protocols, ports } = WRITTEN[what];
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url?.protocol === protocols[1];
  const known = url && decoded(url);
  if (!url?.hostname || !known || (!secure && url.protocol !== protocols[0]) || (what === "收信" && !known.user))
    throw new NoMailServer(
      `看不懂${where}里的${what}服务器。请写成 ${like} 的样子；用户名或密码里的 @ : / # 要写成 %40 %3A %2F %23，% 要写成 %25。`,
    );
  return { host: url.hostname, port: Number(url.port) || ports[secure ? 1 : 0], secure, ...known };
}

/** Undefined when a `%` stands for nothing. */
function decoded({
  username,
  password,
  pathname,
}: URL): (Pick<MailServer, "user" | "password"> & { path: string }) | undefined {
  try {
    const [user, secret, path] = [username, password, pathname.slice(1)].map(decodeURIComponent) as [
      string,
      string,
      string,
    ]; // of three, three
    return { path, ...(user && { user, password: secret }) };
  } catch {
    return undefined;
  }
}

/** This machine itself, where nobody listens in between. */
export const isThisMachine = (host: string): boolean => ["127.0.0.1", "localhost", "::1", "[::1]"].includes(host);

/** What is wrong with reaching a server, for the person who set it up: where, what, what to do. */
export function serverProblem(problem: unknown, { host, port }: MailServer, what: "收信" | "发信"): string {
  const { code, said, refusesLogin, ofTls } = read(problem);
  const server = `${what}服务器 ${host}:${port}`;
  if (refusesLogin)
    return `${server} 拒绝登录${said && `（${said}）`}。请核对用户名和密码；QQ、网易等邮箱要填“客户端授权码”，并先在邮箱设置里开启 ${what === "收信" ? "IMAP" : "SMTP"} 服务。`;
  if (CERTIFICATE.test(code) || CERTIFICATE.test(said))
    return `${server} 的证书不能信任（${said}）。请用证书上写的域名连接；单位自签的证书，请把根证书文件的路径设为环境变量 NODE_EXTRA_CA_CERTS 后重新启动。`;
  if (ofTls || /SSL routines/u.test(said))
    return `${server} 不能加密连接（${said}）。请改用 ${what === "收信" ? "imaps:// 和端口 993" : "smtps:// 和端口 465"}，或请管理员开启 STARTTLS。`;
  if (/ENOTFOUND|EAI_AGAIN|EDNS/u.test(code)) return `找不到${server}。请核对域名，并检查本机能否解析它。`;
  if (/ECONNREFUSED/u.test(code)) return `${server} 没有应答。请核对端口，并检查防火墙。`;
  if (/TIMEDOUT|TIMEOUT|EHOSTUNREACH|ENETUNREACH/u.test(code))
    return `连不上${server}（超时）。请检查网络和防火墙；稍后会自动再试。`;
  return `${server} 出错（${said}）。稍后会自动再试；一直如此请联系邮件管理员。`;
}

const CERTIFICATE = /CERT|certificate|SELF_SIGNED|UNABLE_TO_VERIFY/u;

/** What nodemailer and imapflow say of a failure, each in its own way. */
function read(problem: unknown): { code: string; said: string; refusesLogin: boolean; ofTls: boolean } {
  const {
    code,
    syscall,
    originalCode,
    responseText,
    message,
    authenticationFailed,
    tlsFailed,
  }: Partial<Record<string, unknown>> =
    problem instanceof Error ? { ...problem, message: problem.message } : { message: String(problem) };
  const said = String(responseText || message || "")
    .replace(/\s+/gu, " ")
    .slice(0, 200);
  return {
    code: `${code ?? ""} ${originalCode ?? ""} ${syscall ?? ""} ${/\bE[A-Z]{5,}\b/u.exec(said)?.[0] ?? ""}`,
    said,
    refusesLogin: Boolean(authenticationFailed) || code === "EAUTH",
    ofTls: Boolean(tlsFailed) || code === "ETLS",
  };
}
