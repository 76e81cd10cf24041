import { readMail } from "../../../functions/adapters/mail-reader.ts";
import type { Office } from "./office.ts";
import type { Received } from "./post-office.ts";
import { replyMail } from "./replies.ts";

/** Every month somebody whom nobody knows answers with a real token, and another unit's liaison does. @returns how many mails */
export async function strangerMail(
  boxes: readonly Received[],
  { mails, seed, period, deployment, keep }: Office,
): Promise<number> {
  const [one, other] = boxes.filter(({ raw }) => raw.includes("spreadsheetml"));
  if (!one || !other) return 0;
  const opening = await readMail(one.raw);
  for (const [from, name] of [
    ["nobody@elsewhere.example", "stranger"],
    [other.to, "other-unit"],
  ] as const) {
    const id = `${seed}-${period}-${name}`;
    const { to, raw } = await replyMail({
      to: opening,
      from,
      id,
      date: deployment.clock.now(),
      text: "蓝天-1-1 已完成100%。",
    });
    keep(`${id}.eml`, raw);
    await mails.sendMail({ envelope: { from, to }, raw });
  }
  return 2;
}
