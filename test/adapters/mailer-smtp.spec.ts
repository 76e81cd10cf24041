import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { type SmtpServer, smtpMailer } from "../../functions/adapters/mailer-smtp.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { Deferred, Undeliverable } from "../../functions/workflows/ports.ts";

type Stage = "connect" | "sender" | "recipient" | "data";
interface Refusal {
  code: number;
  text?: string;
}
/** Whether a server refuses what is done now. `nth` counts what was done at this stage, in the session and in all. */
type Mood = (stage: Stage, nth: { inSession: number; inAll: number }) => Refusal | undefined;

const open: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A server of the provider, over real sockets, with a mailer of ours on it. */
async function provider(
  mood: Mood = () => undefined,
  options: SMTPServerOptions = {},
  reach: Partial<SmtpServer> = {},
) {
  const taken: string[] = [];
  const done = new Map<string, number>();
  const refusal = (stage: Stage, { id }: SMTPServerSession): Error | null => {
    const counted = [`${stage} ${id}`, stage].map((key) => {
      done.set(key, (done.get(key) ?? 0) + 1);
      return done.get(key) ?? 0;
    });
    const refused = mood(stage, { inSession: counted[0] ?? 0, inAll: counted[1] ?? 0 });
    return refused ? Object.assign(new Error(refused.text ?? "later"), { responseCode: refused.code }) : null;
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    onConnect: (session, answer) => answer(refusal("connect", session)),
    onMailFrom: (_, session, answer) => answer(refusal("sender", session)),
    onRcptTo: (_, session, answer) => answer(refusal("recipient", session)),
    onData(stream, session, answer) {
      stream.resume();
      stream.on("end", () => {
        const refused = refusal("data", session);
        if (!refused) taken.push(session.envelope.rcptTo[0]?.address ?? "");
        answer(refused);
      });
    },
    ...options,
  });
  server.on("error", () => {}); // lines that break
  await new Promise<void>((resolve) => server.listen(0, reach.host ?? "127.0.0.1", resolve));
  // an open TCP server has an AddressInfo
  const { port } = server.server.address() as AddressInfo;
  const mailer = smtpMailer({ host: "127.0.0.1", port, secure: false, connections: 5, ...reach });
  open.push(() => new Promise((resolve) => server.close(() => resolve())), mailer.close);
  return { taken, times: (stage: Stage) => done.get(stage) ?? 0, ...sender(mailer) };
}

const sender = (mailer: ReturnType<typeof smtpMailer>) => ({
  send: (no = 0, bytes = 100) =>
    mailer.send({
      from: "duban@duban.example",
      to: Mailbox.parse(`box-${no}@department.example`),
      messageId: `${no}@duban.example`,
      raw: new TextEncoder().encode(`Subject: ${no}\r\n\r\n${"x".repeat(bytes)}\r\n`),
    }),
});
/** Counts anew with each half second. */
function twentyInHalfASecond(): () => boolean {
  let [half, count] = [0, 0];
  return () => {
    const now = Math.floor(Date.now() / 500);
    count = now === half ? count + 1 : 1;
    half = now;
    return count <= 20;
  };
}
const boxes = (count: number): string[] => Array.from({ length: count }, (_, no) => `box-${no}@department.example`);
const failure = (sending: Promise<unknown>): Promise<unknown> =>
  sending.then(
    () => "sent",
    (problem: unknown) => problem,
  );

describe("a provider that takes only so many at a time gets them all, each once", () => {
  it.each`
    stage          | code   | text                              | because
    ${"sender"}    | ${421} | ${"4.7.0 slow down"}              | ${"it hangs up when there are too many"}
    ${"recipient"} | ${450} | ${"4.7.1 rate exceeded"}          | ${"it says later to the recipient"}
    ${"recipient"} | ${454} | ${"Throttling failure"}           | ${"as SES says it"}
    ${"data"}      | ${451} | ${"4.3.2 too busy"}               | ${"it says later to the whole mail"}
    ${"recipient"} | ${550} | ${"Connection frequency limited"} | ${"QQ says it for good, and does not mean it"}
    ${"data"}      | ${554} | ${"MI:CEL duban@duban.example"}   | ${"so does NetEase"}
  `("$code at $stage: $because", async ({ stage, code, text }) => {
    const takes = twentyInHalfASecond();
    const { taken, send } = await provider((at) => (at === stage && !takes() ? { code, text } : undefined));
    await Promise.all(boxes(40).map((_, no) => send(no)));
    expect(taken.toSorted()).toEqual(boxes(40).toSorted());
  });

  it("also when it allows fewer connections than we have", async () => {
    const { taken, send } = await provider(undefined, { maxClients: 2 });
    await send(0);
    await Promise.all(boxes(30).map((_, no) => no > 0 && send(no)));
    expect(taken.toSorted()).toEqual(boxes(30).toSorted());
  });

  it("and when it allows a connection only so many mails", async () => {
    const { taken, send } = await provider((stage, { inSession }) =>
      stage === "sender" && inSession > 3 ? { code: 421, text: "too many messages in this connection" } : undefined,
    );
    await Promise.all(boxes(30).map((_, no) => send(no)));
    expect(taken.toSorted()).toEqual(boxes(30).toSorted());
  });
});

describe("what is put off waits, and what is refused is final", () => {
  it.each`
    stage          | code   | text                                      | kind               | tries | because
    ${"connect"}   | ${421} | ${"too busy"}                             | ${"Deferred"}      | ${1}  | ${"nothing is taken at all: soon is not late enough"}
    ${"recipient"} | ${450} | ${"4.2.0 Greylisted, see the postmaster"} | ${"Deferred"}      | ${1}  | ${"greylisting wants minutes"}
    ${"recipient"} | ${550} | ${"5.1.1 no such user"}                   | ${"Undeliverable"} | ${1}  | ${"there is no such box"}
    ${"data"}      | ${552} | ${"5.2.2 mailbox full"}                   | ${"Undeliverable"} | ${1}  | ${"the box is full, it says for good"}
    ${"sender"}    | ${550} | ${"5.7.1 you may not send as this"}       | ${"Deferred"}      | ${1}  | ${"that is for us to mend"}
    ${"sender"}    | ${552} | ${"5.3.4 message too big"}                | ${"Undeliverable"} | ${1}  | ${"this mail never fits"}
  `("$code at $stage is $kind: $because", async ({ stage, code, text, kind, tries }) => {
    const { taken, times, send } = await provider((at) => (at === stage ? { code, text } : undefined));
    const problem = await failure(send());
    expect(problem).toBeInstanceOf(kind === "Deferred" ? Deferred : Undeliverable);
    expect(String(problem)).toContain(text);
    expect([times(stage), taken]).toEqual([tries, []]);
  });

  it("one that alone is put off, among many that are taken, waits and does not hold them up", async () => {
    const { taken, send } = await provider((stage, { inAll }) =>
      stage === "recipient" && (inAll === 1 || inAll > 20) ? { code: 451, text: "try later" } : undefined,
    );
    const all = boxes(20).map((_, no) => failure(send(no)));
    const ends = await Promise.all(all);
    expect(ends.filter((end) => end instanceof Deferred)).toHaveLength(1);
    expect(taken).toHaveLength(19);
  });

  it("what is larger than the server takes is final before it is sent", async () => {
    const { times, send } = await provider(undefined, { size: 1_000 });
    const problem = await failure(send(0, 2_000));
    expect(problem).toBeInstanceOf(Undeliverable);
    expect(times("data")).toBe(0);
  });
});

describe("a server that cannot be reached as it should is later, and the reason is said in Chinese", () => {
  // any address but 127.0.0.1 counts as another machine, to which mail goes encrypted
  const beyond = { host: "127.0.0.2" };
  it.each`
    options                                                                                | reach                                    | says              | because
    ${{ disabledCommands: ["STARTTLS"] }}                                                  | ${beyond}                                | ${"不能加密连接"} | ${"it offers no STARTTLS"}
    ${{ disabledCommands: [] }}                                                            | ${beyond}                                | ${"证书不能信任"} | ${"it vouches for itself"}
    ${{ secure: true }}                                                                    | ${{ secure: true }}                      | ${"证书不能信任"} | ${"it vouches for itself, from the first byte"}
    ${{ disabledCommands: ["STARTTLS"], authMethods: ["PLAIN"], allowInsecureAuth: true }} | ${{ user: "duban", password: "geheim" }} | ${"拒绝登录"}     | ${"the password is wrong"}
  `("$says: $because", async ({ options, reach, says }) => {
    const { taken, send } = await provider(
      undefined,
      { ...options, onAuth: (_, __, answer) => answer(new Error("535 5.7.8 wrong")) },
      reach,
    );
    const problem = await failure(send());
    expect(problem).toBeInstanceOf(Deferred);
    expect(String(problem)).toContain(says);
    expect(String(problem)).not.toContain("geheim");
    expect(taken).toEqual([]);
  });

  it("there is no server", async () => {
    const mailer = smtpMailer({ host: "127.0.0.1", port: 1, secure: false, connections: 1 });
    open.push(mailer.close);
    const problem = await failure(sender(mailer).send());
    expect(problem).toBeInstanceOf(Deferred);
    expect(String(problem)).toContain("发信服务器 127.0.0.1:1 没有应答");
  });
});
