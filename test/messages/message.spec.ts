import { describe, expect, it } from "vitest";
import { day, instant } from "../../functions/core/day.ts";
import type { Directory } from "../../functions/core/directory.ts";
import { standingOf } from "../../functions/core/duty.ts";
import type { Notice } from "../../functions/core/notice.ts";
import { daxingDirectory } from "../core/daxing.ts";
import {
  aSubmission,
  duties,
  dutyOf,
  firstLines,
  held,
  mailOf,
  period,
  plan,
  receipt,
  reminder,
  rung,
  toldOn,
  unit,
  withRecorded,
  wordsTo,
} from "./april.ts";

const told = toldOn(
  ["2024-04-29", "opening"],
  ["2024-05-06", "reminder"],
  ["2024-05-07", "due-day"],
  ["2024-05-08", "rung-1"],
);
const late = ["yizhuang-zhen", "shuiwu", "anding-zhen"].map((of) => ({
  ...withRecorded(dutyOf(of), 2),
  told,
}));
const board = duties.map((duty, at) =>
  standingOf(
    at % 3
      ? {
          ...withRecorded(duty, 999),
          completeAt: instant("2024-05-06T02:00:00Z"),
        }
      : at % 2
        ? duty
        : withRecorded(duty, 1),
  ),
);
const digest = (kind: "open" | "missing" | "weekly" | "closing"): Notice => ({
  kind: "digest",
  plan: plan.id,
  period,
  digest: kind,
});
const known = {
  at: "2024-05-11T01:00:00Z",
  duties: late,
  submissions: [aSubmission({ outcome: { kind: "held", reason: "stranger" } })],
  board,
};
const undeliverable = (of: string): Notice => ({
  kind: "undeliverable",
  plan: plan.id,
  unit: unit(of),
  mail: mailOf(of),
  why: "550 5.1.1 user unknown",
});
const preflight: Notice = {
  kind: "preflight",
  plan: plan.id,
  period,
  findings: [
    { kind: "nobody", unit: unit("anding-zhen") },
    { kind: "suppressed", unit: unit("shuiwu"), mail: mailOf("shuiwu"), why: "550 5.1.1 user unknown" },
    { kind: "leaves", unit: unit("jiaotong"), mail: mailOf("jiaotong"), last: day("2024-05-05") },
    { kind: "alone", unit: unit("yizhuang-zhen") },
    { kind: "no-alternate", unit: unit("gongan") },
    { kind: "no-alternate", unit: unit("caizheng") },
  ],
};
const handover = (side: "leaving" | "taking", until?: string): Notice => ({
  kind: "handover",
  plan: plan.id,
  unit: unit("shuiwu"),
  from: mailOf("shuiwu"),
  to: mailOf("shuiwu", "section-head"),
  name: "科室负责人",
  on: day("2024-05-13"),
  ...(until && { until: day(until) }),
  for: side,
  open: [{ period, due: day("2024-05-07"), missing: 41, asked: 43 }],
});
const gap: Notice = {
  kind: "gap",
  plan: plan.id,
  from: instant("2024-05-10T10:00:00Z"),
  to: instant("2024-05-11T01:00:00Z"),
};
const undecided: Notice = {
  kind: "undecided",
  plan: plan.id,
  measures: ["碧水-2-2"],
  noticeMissingFor: 2025,
  held: 3,
  reviews: 0,
  requests: 0,
  objections: 0,
};
const deadline: Notice = {
  kind: "deadline",
  plan: plan.id,
  unit: unit("shuiwu"),
  day: day("2024-06-30"),
  workingDays: 30,
  measures: ["碧水-1-1"],
};
const operator = mailOf("shengtai-huanjing", "operator");
const supervisor = mailOf("ducha", "supervisor");

/** What a reader of the HTML sees, block by block. */
const seen = (html: string): string[] =>
  html
    .replace(/<head>.*<\/head>/s, "")
    .replace(/<\/?(?:span|b)[^>]*>/g, "")
    .split(/<[^>]*>/)
    .map((words) => words.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&amp;", "&").trim())
    .filter(Boolean);

describe("HTML and plain text say the same (RM-6)", () => {
  it.each`
    mail                          | to                                   | notices
    ${"opening"}                  | ${mailOf("yizhuang-zhen")}           | ${[reminder("yizhuang-zhen", "opening")]}
    ${"opening of 115 measures"}  | ${mailOf("shengtai-huanjing")}       | ${[reminder("shengtai-huanjing", "opening")]}
    ${"due day"}                  | ${mailOf("shuiwu")}                  | ${[reminder("shuiwu", "due-day")]}
    ${"rung, to the unit"}        | ${mailOf("yizhuang-zhen", "deputy")} | ${[rung("yizhuang-zhen", 2, "deputy")]}
    ${"rung, one unit"}           | ${supervisor}                        | ${[rung("shuiwu", 4, "supervision")]}
    ${"rung, several units"}      | ${operator}                          | ${[rung("shuiwu", 3, "operator"), rung("yizhuang-zhen", 3, "operator")]}
    ${"receipt"}                  | ${mailOf("shuiwu")}                  | ${[receipt()]}
    ${"held, to the unit"}        | ${mailOf("shuiwu")}                  | ${[held("unit")]}
    ${"held, to the operator"}    | ${operator}                          | ${[held("operator")]}
    ${"digest: open"}             | ${supervisor}                        | ${[digest("open")]}
    ${"digest: missing"}          | ${supervisor}                        | ${[digest("missing")]}
    ${"digest: weekly"}           | ${supervisor}                        | ${[digest("weekly")]}
    ${"digest: closing"}          | ${supervisor}                        | ${[digest("closing")]}
    ${"preflight"}                | ${operator}                          | ${[preflight]}
    ${"undeliverable"}            | ${operator}                          | ${[undeliverable("anding-zhen")]}
    ${"gap"}                      | ${operator}                          | ${[gap]}
    ${"deadline"}                 | ${mailOf("shuiwu")}                  | ${[deadline]}
    ${"undecided"}                | ${operator}                          | ${[undecided]}
    ${"handover, who leaves"}     | ${mailOf("shuiwu")}                  | ${[handover("leaving")]}
    ${"handover, who takes over"} | ${mailOf("shuiwu", "section-head")}  | ${[handover("taking")]}
    ${"standing in, who leaves"}  | ${mailOf("shuiwu")}                  | ${[handover("leaving", "2024-05-17")]}
    ${"standing in, who does"}    | ${mailOf("shuiwu", "section-head")}  | ${[handover("taking", "2024-05-17")]}
    ${"all of a day"}             | ${operator}                          | ${[undecided, gap, preflight, held("operator"), undeliverable("anding-zhen"), rung("shuiwu", 3, "operator")]}
  `("$mail", ({ to, notices }) => {
    const { subject, html, text } = wordsTo(to, notices, known);
    const words = seen(html);
    for (const each of words) expect(text).toContain(each);
    const joined = words.join("").replace(/[\s\d]/g, "");
    for (const piece of text.split(/[\s　：；【】━·/\d.]+/)) expect(joined).toContain(piece);
    expect(`${subject}${text}`).not.toMatch(/undefined|NaN|\[object/);
    expect(html).not.toMatch(/<script|<img|<link|src=|@import|url\(/);
  });
});

describe("one message for all of a day (RM-5)", () => {
  it("counts its matters, the most urgent first, and says each under a title", () => {
    const { subject, text } = wordsTo(
      operator,
      [undecided, gap, rung("shuiwu", 3, "operator"), undeliverable("anding-zhen")],
      known,
    );
    expect(subject).toBe("【4件事】【提级督办】区水务局仍未报齐2024年4月进展，另3件");
    expect(text.split("\n")[0]).toBe("区生态环境局行动计划办公室：本邮件有4件事，最急的在前。");
    expect(text.indexOf("1/4")).toBeLessThan(text.indexOf("4/4 待您决定"));
  });

  it("reads together what is alike: one matter for many units", () => {
    const { subject, text } = wordsTo(
      operator,
      [rung("shuiwu", 3, "operator"), rung("yizhuang-zhen", 3, "operator"), rung("anding-zhen", 3, "operator")],
      known,
    );
    expect(subject).toBe("【提级督办】3个单位仍未报齐2024年4月进展");
    expect(text).toContain("区水务局　缺报：41/43　逾期工作日：4　已通知：4月29日起4次");
  });
});

describe("what is wrong with the directory is told with what to do (RM-8)", () => {
  it("the worst first; who goes without alternate is one line", async () => {
    const { subject, text } = wordsTo(operator, [preflight], known);
    await expect(`${subject}\n\n${text}`).toMatchFileSnapshot("preflight.txt");
  });
});

describe("who hands over and who takes over are told from which day, and what is open (RM-13)", () => {
  it.each`
    notice                               | to                                  | subject                                    | line                                                                                  | because
    ${handover("leaving")}               | ${mailOf("shuiwu")}                 | ${"区水务局进展报送自5月13日起由他人接手"} | ${"由科室负责人（section-head@shuiwu.daxing.example）接手。在此之前仍请您照常报送。"} | ${"until then it is still theirs"}
    ${handover("taking")}                | ${mailOf("shuiwu", "section-head")} | ${"请您自5月13日起接手区水务局进展报送"}   | ${"2024年4月进展：5月7日（星期二）截止，43项中还缺41项"}                              | ${"what is open comes with the post"}
    ${handover("taking", "2024-05-17")}  | ${mailOf("shuiwu", "section-head")} | ${"请您自5月13日起代办区水务局进展报送"}   | ${"自5月13日（星期一）起至5月17日（星期五）代办"}                                     | ${"it is for some days"}
    ${handover("leaving", "2024-05-17")} | ${mailOf("shuiwu")}                 | ${"区水务局进展报送自5月13日起由他人接手"} | ${"您的填报链接在这些日子里打不开，5月17日（星期五）之后恢复"}                        | ${"they come back"}
  `("$subject: $because", ({ notice, to, subject, line }) => {
    const words = wordsTo(to, [notice], known);
    expect(words.subject).toBe(subject);
    expect(words.text).toContain(line);
  });
});

describe("the words of a rung fit who reads them (ES-1)", () => {
  it.each`
    notice                              | to                            | line                                                                                                                          | because
    ${rung("shuiwu", 1, "liaison")}     | ${mailOf("shuiwu")}           | ${"区水务局联络员：贵单位《污染防治攻坚战2024年行动计划》2024年4月进展逾期4个工作日，仍缺41项，现予催办，请今天补报。"}       | ${"the unit is 贵单位"}
    ${rung("shuiwu", 2, "deputy")}      | ${mailOf("shuiwu", "deputy")} | ${"区水务局分管领导：贵单位《污染防治攻坚战2024年行动计划》2024年4月进展逾期4个工作日，仍缺41项，现予黄牌督办，请今天补报。"} | ${"a leader is told the card"}
    ${rung("shuiwu", 4, "supervision")} | ${supervisor}                 | ${"区政府督查室：区水务局《污染防治攻坚战2024年行动计划》2024年4月进展逾期4个工作日，仍缺41项，已列入红牌督办。"}             | ${"others read its name"}
  `("$line: $because", ({ notice, to, line }) => expect(firstLines(wordsTo(to, [notice], known))[0]).toBe(line));

  it("says what was told before, and what comes next", () => {
    const { text } = wordsTo(mailOf("shuiwu", "deputy"), [rung("shuiwu", 2, "deputy")], known);
    expect(text).toContain("已通知：4月29日首次通知、5月6日提醒、5月7日到期提醒、5月8日催办");
    expect(text).toContain("下一步：5月11日（星期六）仍未报齐的，升级为“提级督办”，告知主要负责人、计划牵头办公室");
  });

  it("on a provisional date nobody beyond the unit is announced", () => {
    const duties = [{ ...late[1]!, provisional: true }];
    const next = wordsTo(mailOf("shuiwu", "deputy"), [rung("shuiwu", 2, "deputy")], { ...known, duties })
      .text.split("\n")
      .find((line) => line.includes("下一步"));
    expect(next).toContain("主要负责人");
    expect(next).not.toMatch(/牵头办公室|督查/);
  });
});

describe("a digest names units and numbers (DG-1)", () => {
  it("two lamps, never mixed", () => {
    const { text } = wordsTo(supervisor, [digest("closing")], {
      ...known,
      at: "2024-05-16T01:00:00Z",
    });
    expect(text).toMatch(/报送情况】\n应报单位：61个\n按时报齐：\d+个（[\d.]+%）\n只报了一部分：\d+个/);
    expect(text).toContain("进展情况（单位自报，与报送是否按时分开统计）");
  });
});

describe("what people and strangers wrote is shown as text", () => {
  const HOSTILE = '<script>alert(1)</script>\r\nBcc: x@evil.example =HYPERLINK("http://evil.example") \u202e';
  const hostile: Directory = {
    ...daxingDirectory,
    units: daxingDirectory.units.map((each) =>
      each.id === "shuiwu"
        ? {
            ...each,
            name: `水务${HOSTILE}`,
            contacts: each.contacts.map((contact) => ({
              ...contact,
              name: HOSTILE,
            })),
          }
        : each,
    ),
  };

  it.each`
    notice                           | because
    ${reminder("shuiwu", "due-day")} | ${"a name of the directory"}
    ${receipt()}                     | ${"an entry, a subject, a file name"}
    ${held("unit")}                  | ${"a stranger's subject and address"}
  `("in $notice.kind: $because", ({ notice }) => {
    const submission = aSubmission({
      from: HOSTILE,
      subject: HOSTILE,
      attachments: [HOSTILE],
      outcome: { kind: "held", reason: "stranger" },
      unrecorded: [{ code: HOSTILE, about: "entry", text: HOSTILE }],
    });
    const entries = [{ ...submission.entries[0]!, progress: HOSTILE.repeat(9).slice(0, 900) }];
    const { subject, html, text } = wordsTo(mailOf("shuiwu"), [notice], {
      ...known,
      directory: hostile,
      submissions: [{ ...submission, entries }],
    });
    expect(subject).not.toMatch(/[\r\n]/);
    expect(subject.length).toBeLessThanOrEqual(90);
    expect(html).not.toContain("<script");
    expect(html, "links to our own form and none else").not.toMatch(/<a (?!href="https:\/\/duban\.example\/form\/)/);
    expect(`${html}${text}`).not.toMatch(/[\r\u202e]|\nBcc:/);
  });

  it("and no link of theirs can be clicked", () => {
    const submission = aSubmission({
      subject: "请登录 http://evil.example/x 或 www.evil.com，3.5公里",
      outcome: { kind: "held", reason: "stranger" },
    });
    const { text } = wordsTo(operator, [held("operator")], {
      ...known,
      submissions: [submission],
    });
    expect(text).toContain("主题：请登录 http[://]evil[.]example/x 或 www[.]evil[.]com，3.5公里");
  });
});
