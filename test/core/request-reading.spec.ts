import { describe, expect, it } from "vitest";
import { day } from "../../functions/core/day.ts";
import { requestIn } from "../../functions/core/request-reading.ts";

describe("RP-14 a request for more time or exemption is taken from the person's own words, as one for the report, and decided by a person", () => {
  it.each`
    words                                                     | kind           | until           | because
    ${"因系统升级，申请延期至5月10日报送。"}                  | ${"extension"} | ${"2024-05-10"} | ${"it names the day"}
    ${"因数据尚未汇总，恳请贵办同意我单位推迟报送本月进展。"} | ${"extension"} | ${undefined}    | ${"it names none"}
    ${"由于联络员出差，请允许晚几天报。"}                     | ${"extension"} | ${undefined}    | ${"said plainly"}
    ${"我局拟申请延期上报4月进展至2024年5月13日，望批准。"}   | ${"extension"} | ${"2024-05-13"} | ${"the day follows"}
    ${"本月我街道无相关任务，申请免报。"}                     | ${"exemption"} | ${undefined}    | ${"exempted"}
    ${"因机构改革，请准予免于报送本月进展"}                   | ${"exemption"} | ${undefined}    | ${"exempted, in officialese"}
    ${"该项目因拆迁申请延期至6月30日完工，本月完成30%。"}     | ${undefined}   | ${undefined}    | ${"the work is put off, not the report"}
    ${"蓝天-1-1 已完成60%，工程验收推迟至下月。"}             | ${undefined}   | ${undefined}    | ${"progress"}
    ${"企业申请延期缴纳排污费12家，已全部办结。"}             | ${undefined}   | ${undefined}    | ${"somebody else asks"}
    ${"我们将按时报送，不会延期。"}                           | ${undefined}   | ${undefined}    | ${"nothing is asked"}
  `("$words: $kind, $because", ({ words, kind, until }) => {
    const found = requestIn(words, day("2024-05-07"));
    expect([found?.kind, found?.until]).toEqual([kind, until]);
  });
  it("a day in January, asked in December, is next year's", () =>
    expect(requestIn("申请延期至1月5日报送。", day("2024-12-31"))?.until).toBe("2025-01-05"));

  it.each`
    words                                                              | asks                           | because
    ${"We request an extension until 19 April, the data come late."}   | ${["extension", "2024-04-19"]} | ${"more time, and until when"}
    ${"Could you please extend the due date to 3rd May 2024?"}         | ${["extension", "2024-05-03"]} | ${"in other words"}
    ${"We would like more time for this report."}                      | ${["extension", undefined]}    | ${"without a day"}
    ${"We ask to be exempted this quarter."}                           | ${["exemption", undefined]}    | ${"nothing to report at all"}
    ${"AIR-1-1: the contractor asks for an extension until 19 April."} | ${undefined}                   | ${"the contractor's, not the report's"}
    ${"AIR-1-1 in progress, 60% complete."}                            | ${undefined}                   | ${"progress"}
  `("in English, $words: $because", ({ words, asks }) => {
    const found = requestIn(words, day("2024-04-11"), "en");
    expect(found && [found.kind, found.until]).toEqual(asks);
  });
});
