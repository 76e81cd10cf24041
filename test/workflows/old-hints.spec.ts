import { rmSync } from "node:fs";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeOn } from "../../functions/adapters/store.ts";
import { sqliteTable } from "../../functions/adapters/table-sqlite.ts";
import { replyAddress } from "../../functions/core/addresses.ts";
import { after } from "../../functions/core/day.ts";
import type { Duty, DutyKey, SubmissionId } from "../../functions/core/duty.ts";
import { type Message, type Notice, newMessage } from "../../functions/core/notice.ts";
import { factsFor, factsKnown } from "../../functions/workflows/message-facts.ts";
import type { Ports, Stored } from "../../functions/workflows/ports.ts";
import { receiveMail } from "../../functions/workflows/receive-mail.ts";
import { standingClock } from "../../infra/local/clock.ts";
import { type Deployment, openDeployment } from "../../infra/local/deployment.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { officeOf } from "../bench/office.ts";
import { APRIL, CODES, MAIL, SETTINGS, shanghai, UNIT } from "../story/three-units.ts";
import { install, newFolder, SECRET } from "../story/world.ts";

const KEY: DutyKey = { plan: SETTINGS.id, period: APRIL, unit: UNIT.city };
const OPENED = shanghai("2024-04-29 09:00");

/** What a hint of the duty shows; as last committed where it is not set. */
let shown: { duty: Stored<Duty> | undefined } | undefined;
/** How often the duty was read as last committed. */
let committedReads: number;
let deployment: Deployment;
let folder: string;
let opening: Message;

const withOldHints = (ports: Ports): Ports => ({
  ...ports,
  store: {
    ...ports.store,
    duty: async (key, how) => {
      if (how && shown) return shown.duty;
      if (!how) committedReads += 1;
      return ports.store.duty(key);
    },
  },
});

beforeEach(async () => {
  shown = undefined;
  folder = newFolder();
  deployment = openDeployment({ folder, clock: standingClock(OPENED), secret: SECRET, through: withOldHints });
  await install(deployment);
  await runTick(OPENED);
  const { store } = deployment.ports;
  for await (const { id, who } of store.journal(SETTINGS.id, "OUT", APRIL))
    if (who === MAIL.city.liaison) opening = (await store.message(id))!; // it has just been listed
  committedReads = 0;
});
afterEach(() => {
  deployment.close();
  rmSync(folder, { recursive: true });
});

/** The unit's answer on some of its measures, by mail. */
async function answers(codes: readonly string[], minutes = 0) {
  const to = replyAddress(deployment.keys.token(opening.key), "duban.example");
  const text = codes.map((code) => `${code} 已完成60%，围挡已经拆除。`).join("\n");
  const raw = await new MailComposer({
    from: MAIL.city.liaison,
    to,
    subject: "回复",
    text,
    messageId: `<${minutes}-${codes.join("-")}@chengguan.qingshi.example>`,
  })
    .compile()
    .build();
  const at = after(OPENED, (minutes + 10) * 60_000);
  return receiveMail({ raw, at, sender: MAIL.city.liaison, recipients: [to], authentic: true }, deployment.ports);
}
const dutyNow = async (): Promise<Stored<Duty>> => (await deployment.ports.store.duty(KEY))!; // it was opened

describe("I4 a message speaks of a duty as last committed, where an old hint would have it ask for what is there", () => {
  const reminder: Notice = { kind: "reminder", ...KEY, round: 1, step: "opening" };
  const receipt = (submission: SubmissionId): Notice => ({ kind: "receipt", ...KEY, submission });
  const [one, other] = CODES.city;

  it.each`
    of                        | first         | second     | hint              | reads | because
    ${["reminder"]}           | ${[one]}      | ${[other]} | ${"before both"}  | ${1}  | ${"a reminder must not go out about a complete report"}
    ${["reminder"]}           | ${[one]}      | ${[other]} | ${"as committed"} | ${1}  | ${"that a hint is old cannot be seen"}
    ${["first"]}              | ${[one]}      | ${[other]} | ${"after first"}  | ${1}  | ${"the rest came meanwhile: it is not asked for"}
    ${["second"]}             | ${[one]}      | ${[other]} | ${"after first"}  | ${1}  | ${"what is answered is not in the hint"}
    ${["second"]}             | ${[one]}      | ${[other]} | ${"as committed"} | ${0}  | ${"complete, with what is answered: nothing is asked for"}
    ${["second"]}             | ${CODES.city} | ${[other]} | ${"after first"}  | ${1}  | ${"complete, but without the correction that is answered"}
    ${["second", "reminder"]} | ${[one]}      | ${[other]} | ${"as committed"} | ${1}  | ${"a reminder stands beside the receipt"}
  `("$of, the hint $hint, is read as committed $reads times: $because", async ({ of, first, second, hint, reads }) => {
    const before = await dutyNow();
    const firstId = (await answers(first)).submissions[0]!.id; // each mail is one
    const afterFirst = await dutyNow();
    const secondId = (await answers(second, 1)).submissions[0]!.id;
    const notices = { reminder, first: receipt(firstId), second: receipt(secondId) };
    if (hint !== "as committed") shown = { duty: hint === "before both" ? before : afterFirst };
    committedReads = 0;
    const message = newMessage({ ...opening, notices: (of as (keyof typeof notices)[]).map((each) => notices[each]) }); // as the table names them
    const facts = await factsFor(message, OPENED, factsKnown(deployment.ports), deployment.ports);
    expect(committedReads).toBe(reads);
    expect(facts.duty(KEY)).toEqual(await dutyNow());
    expect(facts.duty(KEY)?.completeAt).not.toBeNull();
  });
});

describe("an answer is recorded whatever a hint shows of its duty", () => {
  it.each`
    shows                               | because
    ${() => undefined}                  | ${"the duty was opened a moment ago"}
    ${(before: Stored<Duty>) => before} | ${"another answer came a moment ago"}
  `("$because", async ({ shows }) => {
    const before = await dutyNow();
    const [one, other] = CODES.city;
    await answers([one]);
    shown = { duty: shows(before) };
    const { submissions } = await answers([other], 1);
    expect(submissions.map(({ outcome }) => outcome.kind)).toEqual(["recorded"]);
    expect(Object.keys((await dutyNow()).entries)).toHaveLength(2);
  });
});

describe("a plan's measures are all there, also where a hint lacks some", () => {
  it.each`
    lacks | because
    ${0}  | ${"the hint is as committed"}
    ${1}  | ${"the last edition was put a moment ago"}
    ${99} | ${"nothing of the plan is seen yet"}
  `("without the last $lacks: $because", async ({ lacks }) => {
    const office = officeOf(1, "opening");
    const table = sqliteTable(":memory:", () => OPENED);
    const store = storeOn(
      {
        ...table,
        query: async (query) => {
          const page = await table.query(query);
          return query.how ? { ...page, items: page.items.slice(0, Math.max(page.items.length - lacks, 0)) } : page;
        },
      },
      () => "write-of-the-test",
      () => OPENED,
    );
    const plan = { ...office.plan, measures: office.plan.measures.slice(0, 3) };
    await store.change(async (changes) => {
      for (const measure of office.measures.slice(0, 3)) changes.measure(plan.id, measure);
      changes.plan(plan);
    });
    const stored = (await store.plan(plan.id))!; // just put
    expect((await store.measures(stored)).map(({ id }) => id)).toEqual(plan.measures.map(({ id }) => id));
    table.close();
  });
});
