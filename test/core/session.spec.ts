import { describe, expect, it } from "vitest";
import { instant } from "../../functions/core/day.ts";
import { Mailbox } from "../../functions/core/directory.ts";
import { asked, isUsable, linkExpiry } from "../../functions/core/session.ts";

const at = instant("2024-05-07T01:00:00Z");
const mail = Mailbox.parse("liaison@shuiwu.daxing.example");

describe("AC-2 a sign-in link signs in once, within ten minutes, when its button is pressed; opening it uses nothing up", () => {
  it.each`
    opened                    | used     | usable   | because
    ${"2024-05-07T01:00:00Z"} | ${false} | ${true}  | ${"just asked for"}
    ${"2024-05-07T01:09:59Z"} | ${false} | ${true}  | ${"within ten minutes"}
    ${"2024-05-07T01:10:00Z"} | ${false} | ${false} | ${"ten minutes are over"}
    ${"2024-05-07T01:01:00Z"} | ${true}  | ${false} | ${"its button was pressed"}
  `("at $opened, used $used: $usable, $because", ({ opened, used, usable }) => {
    const link = { hash: "h", mail, expiresAt: linkExpiry(at), usedAt: used ? at : null };
    expect(isUsable(link, instant(opened))).toBe(usable);
  });
});

describe("AC-4 asking for a link is answered the same whatever the mailbox; a mailbox gets five in an hour, an address asks for thirty", () => {
  const times = (count: number, time: string) => ({
    hash: "h",
    times: Array.from({ length: count }, () => instant(time)),
    expiresAt: at,
  });
  it.each`
    before                               | of           | taken    | because
    ${times(0, "2024-05-07T01:00:00Z")}  | ${"mailbox"} | ${true}  | ${"the first"}
    ${times(4, "2024-05-07T00:59:00Z")}  | ${"mailbox"} | ${true}  | ${"the fifth"}
    ${times(5, "2024-05-07T00:59:00Z")}  | ${"mailbox"} | ${false} | ${"the sixth within the hour"}
    ${times(5, "2024-05-07T00:00:00Z")}  | ${"mailbox"} | ${true}  | ${"the five are an hour ago"}
    ${times(29, "2024-05-07T00:59:00Z")} | ${"address"} | ${true}  | ${"an office behind one address"}
    ${times(30, "2024-05-07T00:59:00Z")} | ${"address"} | ${false} | ${"somebody tries mailboxes"}
  `("$of: $taken, $because", ({ before, of, taken }) => {
    expect(asked(before, of, at)?.times.at(-1)).toBe(taken ? at : undefined);
  });
});
