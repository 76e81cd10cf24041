import { describe, expect, it } from "vitest";
import { stampOf } from "../../functions/adapters/ses-stamp.ts";
import { laidDown, VERDICT } from "./ses-mail.ts";

const stamp = (mail: Parameters<typeof laidDown>[0]) => stampOf(laidDown(mail));

describe("what SES put on top of a mail says from whom and for whom it came, and what a scan found", () => {
  it("reads the envelope", () => {
    expect(stamp({})).toEqual({
      sender: "liaison@shuiwu.qingshi.example",
      recipients: ["report+kx3m@duban.example"],
      authentic: true,
      virus: "none",
    });
    expect(stamp({ top: [["Return-Path", "<>"]] }).sender).toBe("");
  });

  it.each`
    verdict                | virus       | because
    ${"PASS"}              | ${"none"}   | ${"scanned, nothing found"}
    ${"FAIL"}              | ${"found"}  | ${"a virus"}
    ${"GRAY"}              | ${"unsure"} | ${"SES cannot tell"}
    ${"PROCESSING_FAILED"} | ${"unsure"} | ${"SES could not look"}
    ${undefined}           | ${"unsure"} | ${"nobody looked"}
  `("a virus verdict of $verdict is $virus: $because", ({ verdict, virus }) => {
    expect(stamp({ top: [["X-SES-Virus-Verdict", verdict]] }).virus).toBe(virus);
  });
});

const FORGED =
  "amazonses.com; spf=pass; dkim=pass header.i=@shuiwu.qingshi.example; dmarc=pass header.from=shuiwu.qingshi.example;";
const spfSays = (said: string, dmarc = "fail") =>
  `amazonses.com; spf=pass (spfCheck: ok) client-ip=192.0.2.1; envelope-from=a@mail.example; helo=${said}; dkim=none; dmarc=${dmarc} header.from=shuiwu.qingshi.example;`;

describe("only what SES itself says of DMARC vouches for a sender, for the domain in From", () => {
  it.each`
    verdict                                                                              | authentic | because
    ${VERDICT}                                                                           | ${true}   | ${"DMARC passed"}
    ${VERDICT.replace("dmarc=pass", "DMARC=Pass")}                                       | ${true}   | ${"whatever the case"}
    ${VERDICT.replace("dmarc=pass", "dmarc=fail")}                                       | ${false}  | ${"DMARC failed, though SPF and DKIM passed for somebody else"}
    ${VERDICT.replace("dmarc=pass", "dmarc=none")}                                       | ${false}  | ${"SPF alone does not vouch for From"}
    ${VERDICT.replace("dmarc=pass", "dmarc=bestguesspass")}                              | ${false}  | ${"only pass is pass"}
    ${VERDICT.replace("dmarc=pass", "dmarc=passed")}                                     | ${false}  | ${"only pass is pass"}
    ${VERDICT.replace("amazonses.com", "mx.shuiwu.qingshi.example")}                     | ${false}  | ${"another server says so"}
    ${VERDICT.replace("amazonses.com", "amazonses.com.evil.example")}                    | ${false}  | ${"another server says so"}
    ${VERDICT.replace("header.from=shuiwu.qingshi.example", "header.from=evil.example")} | ${false}  | ${"it vouches for another domain"}
    ${VERDICT.replace(" header.from=shuiwu.qingshi.example", "")}                        | ${false}  | ${"it does not say for whom"}
    ${undefined}                                                                         | ${false}  | ${"SES says nothing"}
    ${spfSays("x.example")}                                                              | ${false}  | ${"DMARC failed"}
    ${spfSays("x.example", "pass")}                                                      | ${true}   | ${"the same, passed"}
    ${spfSays("x;dmarc=pass header.from=shuiwu.qingshi.example")}                        | ${false}  | ${"a client calls itself a verdict"}
    ${spfSays("x;dmarc=pass header.from=shuiwu.qingshi.example;(")}                      | ${false}  | ${"… and hides SES's own in a comment"}
    ${spfSays('x;dmarc=pass header.from=shuiwu.qingshi.example;"')}                      | ${false}  | ${"… or in a string"}
    ${spfSays("(x;dmarc=pass header.from=shuiwu.qingshi.example)")}                      | ${false}  | ${"a comment is no verdict"}
    ${spfSays('"x;dmarc=pass header.from=shuiwu.qingshi.example"')}                      | ${false}  | ${"a string is no verdict"}
    ${spfSays("x)", "pass")}                                                             | ${false}  | ${"what cannot be read vouches for nobody"}
  `("$because: authentic is $authentic", ({ verdict, authentic }) => {
    expect(stamp({ top: [["Authentication-Results", verdict]] }).authentic).toBe(authentic);
  });

  it.each`
    mail                                                                                                                             | because
    ${{ top: [["Authentication-Results", undefined]], own: [["Authentication-Results", FORGED]] }}                                   | ${"it stands below, where the sender writes, and SES said nothing"}
    ${{ top: [["Authentication-Results", VERDICT.replace("dmarc=pass", "dmarc=fail")]], own: [["Authentication-Results", FORGED]] }} | ${"SES's own counts, not the one below"}
    ${{ top: [["Authentication-Results", undefined]], own: [["Authentication-Results", FORGED], ["X-SES-RECEIPT", "forged"]] }} | ${"a forged end of SES's own changes nothing"}
    ${{ stamped: false, own: [["Authentication-Results", FORGED], ["X-SES-RECEIPT", "forged"]] }} | ${"SES never saw it"}
    ${{ stamped: false, own: [["Return-Path", "<a@b.example>"], ["Received", "from x by mx.evil.example for <report+kx3m@duban.example>;"], ["Authentication-Results", FORGED], ["X-SES-RECEIPT", "forged"]] }} | ${"it came by another server"}
    ${{ from: '"liaison@shuiwu.qingshi.example" <x@evil.example>' }}                                                                 | ${"the name looks like an address of the unit"}
    ${{ from: "x@evil.example, liaison@shuiwu.qingshi.example" }}                                                                    | ${"two senders, of whom one is vouched for"}
    ${{ from: "liaison@shuiwu.qingshi.example", own: [["From", "x@evil.example"]] }}                                                 | ${"two From headers"}
    ${{ from: "nobody" }}                                                                                                            | ${"no address to vouch for"}
  `("not authentic: $because", ({ mail }) => {
    expect(stamp(mail).authentic).toBe(false);
  });

  it("a head without end is looked at only so far", () => {
    const endless = Buffer.concat([Buffer.from(`X-Long: ${"x".repeat(10_000_000)}\r\n`), laidDown({})]);
    expect(stampOf(endless).authentic).toBe(false);
  });
});
