import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { after } from "../../functions/core/day.ts";
import type { Message } from "../../functions/core/notice.ts";
import { handler } from "../../functions/handlers/note-delivery.ts";
import type { Mailer } from "../../functions/workflows/ports.ts";
import { runTick } from "../../infra/local/ticker.ts";
import { givenBySqs, type Office, openOffice } from "./office.ts";

/** Takes every mail, but its answer gets lost for those who are named. */
const sent: string[] = [];
const LOST = "liaison@shuiwu.daxing.example";
/** Whose sender dies. */
const DYING = "liaison@yingji.daxing.example";
const mailer: Mailer = {
  atOnce: 20,
  send: async ({ to }) => {
    sent.push(to);
    if (to === LOST) throw new Error("socket hang up");
    return { answer: "SES 0100" };
  },
};

let office: Office;
beforeAll(async () => {
  office = await openOffice(undefined, mailer);
});
afterAll(() => office.close());

const AT = "2024-04-29T01:00:05.123Z";
/** What SES says of a mail, as EventBridge passes it on. */
const event = (id: string, eventType: string, detail: object, at = AT) => ({
  version: "0",
  source: "aws.ses",
  "detail-type": `Email ${eventType}`,
  time: at,
  detail: {
    eventType,
    mail: {
      timestamp: "2024-04-29T01:00:01.000Z",
      source: "duban@duban.example",
      messageId: "0100",
      destination: ["somebody@daxing.example"],
      tags: { "ses:configuration-set": ["duban"], message: [id] },
    },
    ...detail,
  },
});
const delivered = (id: string) => event(id, "Delivery", { delivery: { timestamp: AT, smtpResponse: "250 ok" } });
const delayed = (id: string) =>
  event(id, "DeliveryDelay", { deliveryDelay: { timestamp: AT, delayType: "MailboxFull", delayedRecipients: [] } });
const bounced = (id: string, bounceType: string, bounceSubType: string, diagnosticCode?: string) =>
  event(id, "Bounce", {
    bounce: {
      timestamp: AT,
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress: "x@y.example", diagnosticCode }],
    },
  });
const complained = (id: string) => event(id, "Complaint", { complaint: { timestamp: AT, complainedRecipients: [] } });
const rejected = (id: string) => event(id, "Reject", { reject: { reason: "Bad content" } });

const message = async (id: string): Promise<Message> => (await office.ports.store.message(id))!;
/** Why mails to a mailbox do not arrive, as often as somebody was told so. */
async function toldOf(to: string): Promise<string[]> {
  const byPerson = (await office.waiting()).map(({ notices }) =>
    notices.flatMap((notice) => (notice.kind === "undeliverable" && notice.mail === to ? [notice.why] : [])),
  );
  return byPerson.sort((one, other) => other.length - one.length)[0] ?? [];
}

describe("what SES says of a mail is noted, and told when it will not arrive", () => {
  it.each`
    to                                   | events                                                                             | state       | kind                  | told                                                  | because
    ${"liaison@jiaowei.daxing.example"}  | ${[delivered]}                                                                     | ${"sent"}   | ${"delivered"}        | ${undefined}                                          | ${"all went well"}
    ${"liaison@gongan.daxing.example"}   | ${[(id: string) => bounced(id, "Permanent", "General", "550 5.1.1 no such user")]} | ${"failed"} | ${"refused"}          | ${"邮件被退回：550 5.1.1 no such user"}               | ${"the address does not exist"}
    ${"liaison@minzheng.daxing.example"} | ${[(id: string) => bounced(id, "Permanent", "OnAccountSuppressionList")]}          | ${"failed"} | ${"refused"}          | ${"收件地址在发信服务的禁发名单上（曾被退信或投诉）"} | ${"SES took it and never sent it"}
    ${"liaison@caizheng.daxing.example"} | ${[delayed, (id: string) => bounced(id, "Transient", "MailboxFull", "452 full")]}  | ${"sent"}   | ${"returned-for-now"} | ${undefined}                                          | ${"a passing fault is no alarm"}
    ${"liaison@jiaotong.daxing.example"} | ${[delivered, complained]}                                                         | ${"sent"}   | ${"complained"}       | ${"收件人把邮件标为垃圾邮件"}                         | ${"the reader does not want it"}
    ${"liaison@shangwu.daxing.example"}  | ${[rejected]}                                                                      | ${"failed"} | ${"refused"}          | ${"邮件被发信服务拒绝：Bad content"}                  | ${"SES found a virus in it"}
  `("$kind: $because", async ({ to, events, state, kind, told }) => {
    const { id } = await office.openingOf(to);
    const bodies = events.map((make: (id: string) => unknown) => make(id));
    expect(await givenBySqs(handler, [...bodies, ...bodies])).toEqual([]);
    expect(await givenBySqs(handler, bodies.toReversed())).toEqual([]);
    const noted = await message(id);
    expect(noted).toMatchObject({ state, delivery: { kind } });
    expect(await toldOf(to), "told once, however often it was said").toEqual(told ? [told] : []);
    const before = noted;
    await givenBySqs(handler, bodies);
    expect((await message(id)) as unknown, "nothing new is not written down").toEqual(before);
  });

  it("one that is none of ours is nothing; one that should be understood and is not comes again, and stops no other", async () => {
    const { id } = await office.openingOf("liaison@kewei.daxing.example");
    const others = [
      { ...event("x", "Delivery", {}), detail: { eventType: "Delivery", mail: { tags: {} } } },
      event(id, "Send", { send: {} }),
      delivered("nobody"),
    ];
    const broken = [event(id, "Bounce", { bounce: { bounceType: "Permanent" } }), "no JSON"];
    expect(await givenBySqs(handler, [...broken, ...others, delivered(id)])).toEqual([0, 1]);
    expect((await message(id)).delivery?.kind).toBe("delivered");
  });

  it("any order of any events, any of them repeated, gives one state, and is told once or never", async () => {
    const openings = (await office.left()).filter(
      ({ delivery, state, to }) => !delivery && state === "sent" && to !== DYING,
    );
    const makers = [
      delivered,
      delayed,
      complained,
      rejected,
      (id: string) => bounced(id, "Transient", "General"),
      (id: string) => bounced(id, "Permanent", "General", "550"),
    ];
    const orders = fc
      .subarray(makers, { minLength: 1 })
      .chain((some) =>
        fc.tuple(
          fc.shuffledSubarray(some, { minLength: some.length }),
          fc.shuffledSubarray([...some, ...some], { minLength: some.length * 2 }),
        ),
      );
    await fc.assert(
      fc.asyncProperty(orders, async ([one, other]) => {
        const [first, second] = [openings.shift()!, openings.shift()!]; // there are more than runs
        for (const make of one) await givenBySqs(handler, [make(first.id)]);
        for (const make of other) await givenBySqs(handler, [make(second.id)]);
        const { state, answer, sentAt, delivery } = await message(first.id);
        expect(await message(second.id)).toMatchObject({ state, answer, sentAt, delivery });
        const told = await toldOf(first.to);
        expect(await toldOf(second.to)).toHaveLength(told.length);
        expect(told).toHaveLength(one.some((make) => ![delivered, delayed, makers[4]].includes(make)) ? 1 : 0);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a message in doubt is settled by the provider's word, and not sent again (I3)", () => {
  const minutesOn = async (minutes: number): Promise<void> => {
    office.clock.set(after(office.clock.now(), minutes * 60_000));
    await runTick(office.clock.now());
  };
  const sentTo = (to: string): number => sent.filter((each) => each === to).length;

  it("one whose answer was lost", async () => {
    const [lost] = (await office.waiting()).filter(({ to }) => to === LOST);
    expect(lost).toMatchObject({ state: "pending", inDoubt: true });
    await givenBySqs(handler, [delivered(lost!.id)]);
    expect(await message(lost!.id)).toMatchObject({
      state: "sent",
      sentAt: "2024-04-29T01:00:01.000Z",
      answer: "SES 0100",
    });
    await minutesOn(15);
    expect(sentTo(LOST)).toBe(1);
  });

  it("one whose sender is at work on it is left to it; when the sender has died, it counts as sent", async () => {
    const { store } = office.ports;
    const opening = await office.openingOf(DYING);
    const claimed = {
      ...opening,
      state: "claimed" as const,
      sentAt: null,
      leaseUntil: after(office.clock.now(), 600_000),
    };
    await store.change(async (changes) => changes.message(claimed));
    await givenBySqs(handler, [delivered(opening.id)]);
    expect(await message(opening.id)).toMatchObject({ state: "claimed", delivery: { kind: "delivered" } });
    await minutesOn(15);
    expect(await message(opening.id)).toMatchObject({ state: "sent", answer: "SES 0100" });
    expect(sentTo(DYING)).toBe(1);
  });
});
