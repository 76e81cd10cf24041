import { describe, expect, it } from "vitest";
import { Mailbox } from "../../functions/core/directory.ts";
import { tracesOf } from "../../functions/core/mail-traces.ts";
import { type Evidence, placing } from "../../functions/core/placing.ts";
import { daxingDirectory } from "./daxing.ts";
import { aDuty } from "./duties-of.ts";

const shuiwu = aDuty();
const jiaotong = aDuty({ unit: "jiaotong" as never });
const liaison = Mailbox.parse("liaison@shuiwu.daxing.example");
const evidence = (more: Partial<Evidence>): Evidence => ({
  from: liaison,
  authentic: true,
  byToken: undefined,
  byThread: undefined,
  bySender: [],
  ...more,
});

describe("RP-2 a submission belongs to the duty its token names; else the thread; else the sender's only open duty; else it is held", () => {
  it.each`
    because                                | given                                                | by           | held
    ${"its token names it"}                | ${{ byToken: [shuiwu], bySender: [shuiwu, shuiwu] }} | ${"token"}   | ${undefined}
    ${"it answers our message"}            | ${{ byThread: [shuiwu] }}                            | ${"thread"}  | ${undefined}
    ${"the sender has but one open duty"}  | ${{ bySender: [shuiwu] }}                            | ${"sender"}  | ${undefined}
    ${"the sender has several"}            | ${{ bySender: [shuiwu, aDuty({ round: 2 })] }}       | ${undefined} | ${"several-duties"}
    ${"the sender has none"}               | ${{ bySender: [] }}                                  | ${undefined} | ${"no-duty"}
    ${"its token is none of ours"}         | ${{ byToken: "unknown", bySender: [shuiwu] }}        | ${undefined} | ${"unknown-token"}
    ${"the token is cut, the thread good"} | ${{ byToken: "unknown", byThread: [shuiwu] }}        | ${"thread"}  | ${undefined}
  `("$because", ({ given, by, held }) => {
    const placed = placing(evidence(given), daxingDirectory);
    expect("held" in placed ? placed.held : undefined).toBe(held);
    expect("by" in placed ? placed.by : undefined).toBe(by);
  });

  const token = "abcdefghijkmnpqrstuvwxyz23";
  const mail = { to: [], subject: "", inReplyTo: [], references: [] };
  it.each`
    where                       | given                                                               | recipients                                         | found
    ${"the address replied to"} | ${{}}                                                               | ${[`report+${token}@duban.example`]}               | ${token}
    ${"whatever its case"}      | ${{}}                                                               | ${[`REPORT+${token.toUpperCase()}@duban.example`]} | ${token}
    ${"the To header"}          | ${{ to: [{ address: `report+${token}@duban.example`, name: "" }] }} | ${["duban@duban.example"]}                         | ${token}
    ${"the subject"}            | ${{ subject: `回复：四月进展 [编号 ${token}]` }}                    | ${["duban@duban.example"]}                         | ${token}
    ${"not another domain"}     | ${{}}                                                               | ${[`report+${token}@elsewhere.example`]}           | ${undefined}
  `("a token is found in $where", ({ given, recipients, found }) => {
    expect(tracesOf({ ...mail, ...given }, recipients, "duban.example").token).toBe(found);
  });
  it("a thread is found by our Message-IDs only", () => {
    const traced = tracesOf(
      {
        ...mail,
        inReplyTo: [`${token}@duban.example`],
        references: ["x@elsewhere.example", `${token}@duban.example`],
      },
      [],
      "duban.example",
    );
    expect(traced.thread).toEqual([token]);
  });
});

describe("RP-3 the sender must be a contact of the unit and authentic; otherwise it is held", () => {
  it.each`
    because                                 | given                                                                | held
    ${"nobody knows the sender"}            | ${{ from: Mailbox.parse("x@elsewhere.example"), byToken: [shuiwu] }} | ${"stranger"}
    ${"there is no sender"}                 | ${{ from: undefined, byToken: [shuiwu] }}                            | ${"stranger"}
    ${"From may be forged"}                 | ${{ authentic: false, byToken: [shuiwu] }}                           | ${"not-authentic"}
    ${"the token was sent to another unit"} | ${{ byToken: [jiaotong] }}                                           | ${"other-unit"}
  `("$because", ({ given, held }) => {
    const placed = placing(evidence(given), daxingDirectory);
    expect("held" in placed && placed.held).toBe(held);
  });
});
