import { describe, expect, it } from "vitest";
import { setSetting, storeOn } from "../../functions/adapters/store.ts";
import type { Table } from "../../functions/adapters/table.ts";
import { EMPTY_CHAIN, nextRow } from "../../functions/core/audit.ts";
import { day, instant, month } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { SubmissionId } from "../../functions/core/duty.ts";
import { newCall } from "../../functions/core/hook.ts";
import { linksVersion, secretVersions, withNewLinks, withNewSecret } from "../../functions/core/key-versions.ts";
import { type Message, newMessage } from "../../functions/core/notice.ts";
import { Period } from "../../functions/core/plan.ts";
import { PlanId } from "../../functions/core/plan-settings.ts";
import { scoreOf } from "../../functions/core/score.ts";
import { snapshotOf } from "../../functions/core/snapshot.ts";
import type { Submission } from "../../functions/core/submission.ts";
import type { Changes } from "../../functions/workflows/ports.ts";
import { daxingDirectory } from "../core/daxing.ts";
import { aDuty } from "../core/duties-of.ts";
import { daxingMeasures, daxingPlan } from "../core/plans.ts";
import { aMonth, closed, rulebook } from "../core/scores.ts";

const plan = daxingPlan.id;
const other = PlanId.parse("other-2024");
const period = month("2024-04");

const aMessage = (more: Partial<Message>): Message => ({
  ...newMessage({
    id: "abc",
    key: "day#liaison@shuiwu.daxing.example#2024-04-29",
    to: Mailbox.parse("liaison@shuiwu.daxing.example"),
    dueAt: instant("2024-04-29T01:00:00Z"),
    anyHour: false,
    notices: [{ kind: "digest", plan, period, digest: "open" }],
  }),
  ...more,
});
const aSubmission = (name: string, more: Partial<Submission> = {}): Submission => ({
  id: SubmissionId.parse(`submission-${name}`),
  plan,
  period,
  unit: aDuty().unit,
  door: "mail",
  from: "liaison@shuiwu.daxing.example",
  subject: "回复",
  at: instant("2024-04-30T02:00:00Z"),
  blob: "",
  text: "",
  attachments: [],
  placedBy: "token",
  entries: [],
  unrecorded: [],
  outcome: { kind: "recorded", round: 1, late: false, afterClosing: false },
  again: [],
  ...more,
});

async function all<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

/** What the repositories ask, one case for each access pattern, on whatever engine. */
export function describeStore(
  name: string,
  open: () => Promise<{ table: Table; close(): Promise<void> | void }>,
): void {
  describe(`the store on ${name}`, () => {
    async function asking(work: (store: ReturnType<typeof storeOn>, table: Table) => Promise<void>): Promise<void> {
      const { table, close } = await open();
      let writes = 0;
      try {
        await work(
          storeOn(
            table,
            () => `write-${++writes}`,
            () => instant("2024-05-06T01:00:00Z"),
          ),
          table,
        );
      } finally {
        await close();
      }
    }
    const put = (store: ReturnType<typeof storeOn>, work: (changes: Changes) => void) =>
      store.change(async (changes) => work(changes));

    it("AP-1, AP-2 which plans are in force, and what one says of itself", () =>
      asking(async (store) => {
        await put(store, (changes) => changes.plan(daxingPlan));
        expect((await store.plans()).map(({ id }) => id)).toEqual([plan]);
        expect(await store.plan(plan)).toMatchObject({ title: daxingPlan.title, version: "write-1" });
        expect(await store.plan(other)).toBeUndefined();
      }));

    it("AP-3 what a plan asks for, in the edition in force and in the plan's order", () =>
      asking(async (store) => {
        const [first, second, third] = daxingMeasures;
        const edited = { ...first!, edition: 2, text: "改" };
        await put(store, (changes) => {
          for (const measure of [first!, second!, third!, edited]) changes.measure(plan, measure);
        });
        const measures = [edited, third!].map(({ id, edition }) => ({ id, edition }));
        expect(
          [...(await store.editions(daxingPlan)).keys()].filter((name) => name.startsWith(`${first!.id}#`)),
        ).toHaveLength(2);
        expect((await store.measures({ ...daxingPlan, measures })).map(({ text }) => text)).toEqual([
          "改",
          third!.text,
        ]);
      }));

    it("AP-4 which days a month has", () =>
      asking(async (store) => {
        const days = { preflight: day("2024-04-26"), ...aDuty().days };
        await put(store, (changes) =>
          changes.period(Period.parse({ plan, period, days, provisional: false, duties: 1, told: [], closed: false })),
        );
        expect((await store.period(plan, period))?.days.due).toBe("2024-05-07");
        expect(await store.period(other, period)).toBeUndefined();
      }));

    it("AP-5, AP-6, AP-7 how one duty is, which are open, and where the period stands", () =>
      asking(async (store) => {
        const done = { ...aDuty({ unit: "jiaotong" as never }), completeAt: instant("2024-04-30T02:00:00Z") };
        const foreign = aDuty({ plan: other });
        await put(store, (changes) => {
          for (const duty of [aDuty(), done, foreign, aDuty({ period: month("2024-03"), unit: "wenlv" as never })])
            changes.duty(duty);
        });
        expect((await store.duty(aDuty()))?.measures).toHaveLength(2);
        expect((await all(store.openDuties(plan))).map((duty) => `${duty.period} ${duty.unit}`)).toEqual([
          "2024-03 wenlv",
          "2024-04 shuiwu",
        ]);
        expect((await store.board(plan, period)).map(({ unit, asked, recorded }) => [unit, asked, recorded])).toEqual([
          ["jiaotong", 2, 0],
          ["shuiwu", 2, 0],
        ]);
        const read = (await store.duty(aDuty()))!;
        await put(store, (changes) => changes.duty({ ...read, closed: true }));
        // a snapshot is copied from what was read, with all that the item had
        await put(store, (changes) =>
          changes.snapshot(snapshotOf(read, instant("2024-05-16T01:00:00Z"), "Asia/Shanghai")),
        );
        expect(await store.board(plan, period)).toHaveLength(2);
        expect((await all(store.openDuties(plan))).map((duty) => duty.unit)).toEqual(["wenlv"]);
      }));

    it("AP-8 what happened to a duty, in order", () =>
      asking(async (store) => {
        const first = nextRow(
          EMPTY_CHAIN,
          {
            at: instant("2024-04-29T01:00:00Z"),
            kind: "DutyOpened",
            by: "duban",
            detail: { due: "2024-05-07", measures: 3 },
          },
          (text) => `hash of ${text.length}`,
        );
        await put(store, (changes) => changes.audit(aDuty(), { ...first, row: 2 }));
        await put(store, (changes) => changes.audit(aDuty(), first));
        expect((await store.audit(aDuty())).map(({ row }) => row)).toEqual([1, 2]);
        expect(await store.audit(aDuty({ period: month("2024-05") }))).toEqual([]);
      }));

    it("AP-9, AP-10 what a person was told, and what may go out by now, oldest first", () =>
      asking(async (store) => {
        await put(store, (changes) => {
          changes.message(aMessage({ id: "later", dueAt: instant("2024-04-29T02:00:00Z") }));
          changes.message(aMessage({ id: "now" }));
          changes.message(aMessage({ id: "sent", state: "sent", sentAt: instant("2024-04-29T01:00:00Z") }));
        });
        expect((await store.message("now"))?.to).toBe("liaison@shuiwu.daxing.example");
        const [now, later] = [instant("2024-04-29T01:00:00Z"), instant("2024-04-29T02:00:00Z")];
        expect(await all(store.unsent(now))).toEqual([{ id: "now", dueAt: now }]);
        expect(new Set(await all(store.unsent(later)))).toEqual(
          new Set([
            { id: "now", dueAt: now },
            { id: "later", dueAt: later },
          ]),
        );
      }));

    it("AP-11, AP-13 what came in, and which of it waits for a person", () =>
      asking(async (store) => {
        await put(store, (changes) => {
          changes.submission(aSubmission("recorded"));
          changes.submission(
            aSubmission("held-2", {
              at: instant("2024-04-30T03:00:00Z"),
              outcome: { kind: "held", reason: "stranger" },
            }),
          );
          changes.submission(aSubmission("held-1", { outcome: { kind: "held", reason: "stranger" } }));
          changes.submission(
            aSubmission("dismissed", {
              outcome: { kind: "held", reason: "stranger" },
              decisions: [
                {
                  at: instant("2024-04-30T04:00:00Z"),
                  by: Mailbox.parse("plan@shengtai-huanjing.daxing.example"),
                  reason: "stranger",
                  what: { kind: "dismissed", why: "广告" },
                },
              ],
            }),
          );
          changes.submission(aSubmission("nobody", { plan: null, outcome: { kind: "held", reason: "stranger" } }));
        });
        expect((await store.submission(SubmissionId.parse("submission-recorded")))?.outcome.kind).toBe("recorded");
        expect(await all(store.held(plan))).toEqual(["submission-held-1", "submission-held-2"]);
        expect(await all(store.held("-"))).toEqual(["submission-nobody"]);
      }));

    it("AP-12 what went out and came in within a month, newest first", () =>
      asking(async (store) => {
        await put(store, (changes) => {
          changes.submission(aSubmission("one"));
          changes.submission(aSubmission("two", { at: instant("2024-04-30T03:00:00Z") }));
          changes.submission(aSubmission("may", { at: instant("2024-05-01T03:00:00Z") }));
          changes.message(aMessage({ state: "sent", sentAt: instant("2024-04-29T01:00:05Z"), subject: "请报送" }));
        });
        expect((await all(store.journal(plan, "IN", period))).map(({ id }) => id)).toEqual([
          "submission-two",
          "submission-one",
        ]);
        expect(await all(store.journal(plan, "OUT", period))).toMatchObject([
          { id: "abc", subject: "请报送", state: "sent" },
        ]);
        expect(await all(store.journal(other, "IN", period))).toEqual([]);
      }));

    it("AP-14, AP-15 what was done already, and when the last tick ran", () =>
      asking(async (store) => {
        await put(store, (changes) => changes.mark("gap#1"));
        expect([await store.isMarked("gap#1"), await store.isMarked("gap#2")]).toEqual([true, false]);
        expect(await store.lastTick()).toBeUndefined();
        for (const at of ["2024-04-29T01:00:00Z", "2024-04-29T01:15:00Z"])
          await put(store, (changes) => changes.tick(instant(at)));
        expect(await store.lastTick()).toBe("2024-04-29T01:15:00.000Z");
      }));

    it("AP-16 what has been set, and a later version of it", () =>
      asking(async (store, table) => {
        await setSetting(table, "DIRECTORY", daxingDirectory as never, "set-1");
        expect((await store.directory()).units).toHaveLength(daxingDirectory.units.length);
        await setSetting(
          table,
          "DIRECTORY",
          { units: daxingDirectory.units.slice(0, 1), groups: [] } as never,
          "set-2",
        );
        expect((await store.directory()).units).toHaveLength(1);
      }));

    it("AP-16 score rules need not be set: then nobody is scored", () =>
      asking(async (store, table) => {
        expect(await store.scoreRules()).toEqual([]);
        await setSetting(table, "SCORES", rulebook as never, "set-1");
        expect(await store.scoreRules()).toEqual(rulebook);
      }));

    it("AP-27, AP-28, AP-29 how units were scored for a month and a year, and who objects", () =>
      asking(async (store) => {
        const score = scoreOf(closed(), aMonth())!; // not exempt
        const may = { ...score, period: month("2024-05") };
        const nextYear = { ...score, period: month("2025-01") };
        const objection = {
          at: instant("2024-05-17T02:00:00Z"),
          from: "liaison@shuiwu.daxing.example",
          why: "已经报送",
        };
        await put(store, (changes) => {
          for (const each of [nextYear, may, score, { ...score, plan: other }]) changes.score(each);
        });
        expect(await store.score(score)).toMatchObject(score);
        expect((await store.scores(plan, period)).map(({ points }) => points)).toEqual([90]);
        expect((await store.scores(plan, 2024)).map(({ period: of }) => of)).toEqual(["2024-04", "2024-05"]);
        expect(await all(store.objections(plan))).toEqual([]);
        const stored = (await store.score(may))!;
        await put(store, (changes) => changes.score({ ...stored, objections: [objection] }));
        expect(await all(store.objections(plan))).toEqual([{ plan, period: may.period, unit: may.unit }]);
        const by = { by: Mailbox.parse("plan@shengtai-huanjing.daxing.example"), at: objection.at };
        const ruling = { ...by, why: "没有证据", granted: false };
        const waiting = (await store.score(may))!;
        await put(store, (changes) => changes.score({ ...waiting, objections: [{ ...objection, ruling }] }));
        expect(await all(store.objections(plan))).toEqual([]);
      }));

    it("AP-30 when the service did not run, oldest first", () =>
      asking(async (store) => {
        const [first, second, third] = ["05-06T02", "05-07T09", "05-08T01"].map((at) => instant(`2024-${at}:00:00Z`));
        await put(store, (changes) => changes.outage({ from: second!, to: third! }));
        await put(store, (changes) => changes.outage({ from: first!, to: second! }));
        expect(await store.outages()).toEqual([
          { from: first, to: second },
          { from: second, to: third },
        ]);
      }));

    it("AP-16 who is in office now, in the directory's own zone; who was and will be; a change of what was changed since is refused (RM-11)", () =>
      asking(async (store, table) => {
        const liaison = (mail: string, days: object) => ({ mail, name: "联络员", role: "liaison", ...days });
        const contacts = [
          liaison("before@shuiwu.example", { until: "2024-05-05" }),
          liaison("now@shuiwu.example", { from: "2024-05-06" }),
        ];
        const units = [{ id: "shuiwu", name: "区水务局", aliases: [], kind: "department", contacts }];
        await setSetting(table, "DIRECTORY", { units, groups: [] }, "set-1");
        expect((await store.directory()).units[0]?.contacts.map(({ mail }) => mail)).toEqual(["now@shuiwu.example"]);
        await setSetting(table, "DIRECTORY", { units, groups: [], zone: "America/Los_Angeles" }, "set-2");
        expect((await store.directory()).units[0]?.contacts.map(({ mail }) => mail)).toEqual(["before@shuiwu.example"]);
        const whole = await store.wholeDirectory();
        expect(whole.units[0]?.contacts).toHaveLength(2);
        await put(store, (changes) => changes.directory({ ...whole, zone: "UTC" }));
        expect((await store.wholeDirectory()).zone).toBe("UTC");
        await expect(put(store, (changes) => changes.directory(whole))).rejects.toThrow("conflict");
      }));

    it("AP-35, AP-36 whether what is sent to a mailbox arrives, and which mailboxes fail; AP-37 what was changed, in order", () =>
      asking(async (store) => {
        const [first, second] = ["a@shuiwu.example", "b@shuiwu.example"].map((mail) => Mailbox.parse(mail));
        const failure = { at: instant("2024-05-06T01:00:00Z"), hard: true, why: "550" };
        expect(await store.health(first!)).toBeUndefined();
        await put(store, (changes) => changes.health({ mail: first!, failure }));
        await put(store, (changes) => changes.health({ mail: second!, failure: { ...failure, hard: false } }));
        expect(await store.failing()).toEqual(
          new Map([
            [first, "hard"],
            [second, "soft"],
          ]),
        );
        const health = (await store.health(first!))!; // just put
        await put(store, (changes) => changes.health({ ...health, fine: { at: failure.at, by: "delivery" } }));
        expect(await store.health(first!)).toMatchObject({ mail: first, failure, fine: { by: "delivery" } });
        const change = { kind: "mended", mail: first! } as const;
        for (const why of ["一", "二"])
          await put(store, (changes) => changes.directoryChange({ at: failure.at, by: "duban", why, change }));
        expect(await all(store.directoryLog())).toEqual(
          ["一", "二"].map((why) => ({ at: failure.at, by: "duban", why, change })),
        );
      }));

    it("AP-17, AP-18 which plans may have something due, and when one is to be looked at next", () =>
      asking(async (store) => {
        expect(await store.nextLook(plan)).toBeUndefined();
        await put(store, (changes) => changes.lookNext(plan, instant("2024-04-29T01:00:00Z")));
        await put(store, (changes) => changes.lookNext(other, instant("2024-04-29T02:00:00Z")));
        expect(await all(store.plansDue(instant("2024-04-29T00:59:59Z")))).toEqual([]);
        expect(await all(store.plansDue(instant("2024-04-29T01:00:00Z")))).toEqual([plan]);
        await put(store, (changes) => changes.lookNext(plan, instant("2024-04-29T09:30:00Z")));
        expect(await all(store.plansDue(instant("2024-04-29T02:00:00Z")))).toEqual([other]);
        expect(await store.nextLook(plan)).toBe("2024-04-29T09:30:00.000Z");
      }));

    it("AP-19 what happened of which others have not heard, until they have", () =>
      asking(async (store) => {
        const at = instant("2024-04-29T01:00:00Z");
        const rowOf = (kind: "DutyClosed" | "Reminded", row: number) =>
          nextRow({ rows: row - 1, head: "" }, { at, kind, by: "duban", detail: { complete: true } }, (text) => text);
        await put(store, (changes) => {
          changes.audit(aDuty(), rowOf("DutyClosed", 1));
          changes.audit(aDuty(), rowOf("Reminded", 2));
        });
        expect(await all(store.unpublished(instant("2024-04-29T00:59:59Z")))).toEqual([]);
        const waiting = await all(store.unpublished(at));
        expect(waiting.map(({ events }) => events.map(({ kind, unit }) => [kind, unit]))).toEqual([
          [["DutyClosed", aDuty().unit]],
        ]);
        await put(store, (changes) => changes.published(waiting[0]!));
        expect(await all(store.unpublished(at))).toEqual([]);
        expect((await store.audit(aDuty())).map(({ kind }) => kind)).toEqual(["DutyClosed", "Reminded"]);
      }));

    it("AP-20 how far a mailbox has been fetched", () =>
      asking(async (store) => {
        const inbox = "duban@mail.example/INBOX";
        expect(await store.inboxPlace(inbox)).toBeUndefined();
        await put(store, (changes) => changes.inboxPlace({ inbox, uidValidity: "1713", uid: 7, left: [5] }));
        const read = (await store.inboxPlace(inbox))!;
        await put(store, (changes) => changes.inboxPlace({ ...read, uid: 8 }));
        expect(await store.inboxPlace(inbox)).toMatchObject({ uidValidity: "1713", uid: 8, left: [5] });
        expect(await store.inboxPlace("other@mail.example/INBOX")).toBeUndefined();
      }));

    it("AP-21 which links and secrets of a plan's units count: of each the first, until another is made", () =>
      asking(async (store) => {
        const { unit } = aDuty();
        const at = instant("2024-04-29T01:00:00Z");
        const first = await store.keyVersions(plan);
        expect([linksVersion(first, unit), secretVersions(first, unit, at)]).toEqual([1, [1]]);
        await put(store, (changes) => changes.keyVersions(withNewSecret(withNewLinks(first, unit), unit, at, false)));
        const next = await store.keyVersions(plan);
        expect([linksVersion(next, unit), secretVersions(next, unit, at)]).toEqual([2, [2, 1]]);
        expect(secretVersions(next, unit, instant("2024-05-06T01:00:00Z"))).toEqual([2]);
        expect((await store.keyVersions(other)).units).toEqual({});
      }));

    it("AP-22 what a person has typed and not sent, until it expires", () =>
      asking(async (store) => {
        const key = { plan, period, unit: aDuty().unit };
        const reader = Mailbox.parse("liaison@shuiwu.daxing.example");
        const savedAt = instant("2024-04-29T01:00:00Z");
        const draft = { ...key, reader, blob: "b1", savedAt, expiresAt: instant("2999-01-01T00:00:00Z") };
        await put(store, (changes) => changes.draft(draft));
        expect(await store.draft(key, reader)).toMatchObject(draft);
        expect(await store.draft(key, Mailbox.parse("head@shuiwu.daxing.example"))).toBeUndefined();
        expect(await store.draft({ ...key, period: month("2024-05") }, reader)).toBeUndefined();
        const stored = await store.draft(key, reader);
        if (!stored) throw new Error("lost");
        await put(store, (changes) => changes.draft({ ...stored, expiresAt: instant("2000-01-01T00:00:00Z") }));
        expect(await store.draft(key, reader)).toBeUndefined();
      }));

    it("AP-23, AP-24 where a unit's system hears what happens, and what is to be sent to it by now", () =>
      asking(async (store) => {
        const { unit } = aDuty();
        const at = instant("2024-04-29T01:00:00Z");
        expect((await store.hooks(plan)).units).toEqual({});
        const hook = { url: "https://oa.example/duban", failingSince: null, off: false };
        await put(store, (changes) => changes.hooks({ plan, units: { [unit]: hook } }));
        expect((await store.hooks(plan)).units[unit]).toEqual(hook);
        const event = { kind: "DutyOpened" as const, version: 1, at, plan, period, unit, detail: { measures: 4 } };
        await put(store, (changes) => {
          changes.hookCall({ ...newCall({ ...event, id: "a" }, at), expiresAt: instant("2999-01-01T00:00:00Z") });
          changes.hookCall({
            ...newCall({ ...event, id: "b" }, instant("2024-04-29T02:00:00Z")),
            expiresAt: instant("2999-01-01T00:00:00Z"),
          });
        });
        expect((await all(store.hookCalls(at))).map((call) => call.event.id)).toEqual(["a"]);
        const call = await store.hookCall("a");
        if (!call) throw new Error("lost");
        await put(store, (changes) => changes.hookCall({ ...call, state: "taken" }));
        expect(await all(store.hookCalls(at))).toEqual([]);
        expect((await store.hookCall("a"))?.state).toBe("taken");
      }));

    it("two who change one duty at once both get their way, one after the other", () =>
      asking(async (store) => {
        await put(store, (changes) => changes.duty(aDuty()));
        const tell = (step: string) =>
          store.change(async (changes) => {
            const duty = (await store.duty(aDuty()))!;
            changes.duty({ ...duty, told: [...duty.told, { step, day: day("2024-04-29") }] });
          });
        await Promise.all([tell("one"), tell("two"), tell("three")]);
        expect((await store.duty(aDuty()))?.told.map(({ step }) => step).sort()).toEqual(["one", "three", "two"]);
      }));
  });
}
