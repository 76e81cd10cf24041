import { describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import type { Duty } from "../../functions/core/duty.ts";
import { snapshotOf } from "../../functions/core/snapshot.ts";
import { aDuty } from "./duties-of.ts";

describe("DG-4 what a month closes with is copied once, and later changes are dated corrections", () => {
  const complete = instant("2024-05-07T04:00:00Z");
  const stamp: Duty["stamp"] = { due: aDuty().days.due, completeAt: complete };
  it.each`
    duty                                                               | timeliness   | because
    ${aDuty()}                                                         | ${"missing"} | ${"nothing came"}
    ${aDuty({ completeAt: complete })}                                 | ${"on-time"} | ${"it was complete on the due day"}
    ${aDuty({ completeAt: instant("2024-05-07T16:30:00Z") })}          | ${"late"}    | ${"half past midnight there"}
    ${aDuty({ stamp })}                                                | ${"on-time"} | ${"it was returned, and the first time stays"}
    ${aDuty({ stamp: { ...stamp, completeAt: null } })}                | ${"missing"} | ${"it was returned for lack of substance, and nothing came"}
    ${aDuty({ exempt: { at: complete, by: "a@b.example" as never } })} | ${"exempt"}  | ${"nothing was owed"}
  `("$timeliness: $because", ({ duty, timeliness }) =>
    expect(snapshotOf(duty, instant("2024-05-16T01:00:00Z"), "Asia/Shanghai").timeliness).toBe(timeliness),
  );
});
