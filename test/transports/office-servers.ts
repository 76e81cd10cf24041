import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

/** What the office's server calls itself. */
export const OWN = "mx.qingshi.example";
/** Of everybody's mailbox. */
export const PASSWORD = "geheim";

/** A mail server of an office, as Debian has it: Exim takes mail and files it, Dovecot shows it. All of it in a folder of its own. */
export interface OfficeServers {
  smtpPort: number;
  imapPort: number;
  /** When all that was taken has been filed. */
  filed(): void;
  /** Mails in a box, oldest first. */
  box(of: string): Buffer[];
  stop(): Promise<void>;
}

/**
 * @param boxes  addresses; mail to others stays in the queue
 * @throws Error when they do not run: `apt-get install exim4-daemon-light dovecot-imapd`, as root
 */
export async function startOfficeServers(boxes: readonly string[]): Promise<OfficeServers> {
  const folder = mkdtempSync(join(tmpdir(), "office-"));
  const [uid, gid] = ["-u", "-g"].map((of) => Number(execFileSync("id", [of, "Debian-exim"], { encoding: "utf8" })));
  const [smtpPort, imapPort] = [await freePort(), await freePort()];
  const place = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    chownSync(join(folder, name), uid!, gid!); // two were asked for
    return join(folder, name);
  };
  chmodSync(folder, 0o755);
  const mail = place("mail");
  for (const box of boxes) place(join("mail", box));
  const [exim, dovecot] = [join(folder, "exim.conf"), join(folder, "dovecot.conf")];
  writeFileSync(exim, eximConf({ mail, spool: place("spool"), log: place("log"), smtpPort }));
  writeFileSync(dovecot, dovecotConf({ mail, folder, uid: uid!, gid: gid!, imapPort }));
  const running = [
    spawn("exim4", ["-C", exim, "-bdf"], { uid: uid!, gid: gid!, stdio: "ignore" }),
    spawn("dovecot", ["-F", "-c", dovecot], { stdio: "ignore" }),
  ];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map(stopped));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.all([answering(smtpPort, running[0]!), answering(imapPort, running[1]!)]);
  } catch (problem) {
    await stop();
    throw problem;
  }
  return {
    smtpPort,
    imapPort,
    filed: () => void execFileSync("exim4", ["-C", exim, "-qff"], { uid: uid!, gid: gid! }),
    box: (of) => {
      const at = join(mail, of, "new");
      const paths = (existsSync(at) ? readdirSync(at) : []).map((name) => join(at, name));
      return paths.toSorted((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs).map((path) => readFileSync(path));
    },
    stop,
  };
}

/** Mail waits in the queue until it is run; each address has a box of its own, without what stands behind a plus. */
const eximConf = ({ mail, spool, log, smtpPort }: Record<"mail" | "spool" | "log", string> & { smtpPort: number }) => `
primary_hostname = ${OWN}
spool_directory = ${spool}
log_file_path = ${log}/%slog
pid_file_path = ${spool}/exim.pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${smtpPort}
tls_advertise_hosts =
host_lookup =
keep_environment =
message_size_limit = 0
queue_only = true
deliver_drop_privilege = true
acl_smtp_rcpt = accept
acl_smtp_data = check
begin acl
check:
  accept authenticated = *
         add_header = :at_start:Authentication-Results: ${OWN}; auth=pass smtp.auth=$authenticated_id
  accept add_header = :at_start:Authentication-Results: ${OWN}; auth=none
begin routers
all:
  driver = accept
  local_part_suffix = +*
  local_part_suffix_optional
  transport = box
begin transports
box:
  driver = appendfile
  directory = \${lookup {$local_part@$domain} dsearch,ret=full {${mail}}}
  maildir_format
  delivery_date_add
  envelope_to_add
  return_path_add
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_condition = \${if eq{$auth3}{${PASSWORD}}}
  server_set_id = $auth2
`;

const dovecotConf = (at: { mail: string; folder: string; uid: number; gid: number; imapPort: number }) => `
base_dir = ${at.folder}/dovecot
state_dir = ${at.folder}/dovecot-state
log_path = ${at.folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:${at.mail}/%u
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${at.uid} gid=${at.gid} home=${at.mail}/%u
}
service imap-login {
  inet_listener imap {
    port = ${at.imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
`;

const stopped = (process: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (process.exitCode !== null || process.signalCode !== null) return resolve();
    process.once("exit", () => resolve());
    process.kill("SIGTERM");
  });

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" ? (address?.port ?? 0) : 0));
    });
  });

/** Until somebody listens there. */
async function answering(port: number, process: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const socket = connect(port, "127.0.0.1");
    const answers = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    });
    socket.destroy();
    if (answers) return;
    if (process.exitCode !== null) break;
    await setTimeout(50);
  }
  throw new Error(`${process.spawnfile} does not answer on port ${port}`);
}
