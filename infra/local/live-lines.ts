import { type Instant, localTime } from "../../functions/core/day.ts";
import type { LogLine } from "../../functions/workflows/ports.ts";

const WORDS: Record<string, string> = {
  "message answer": "发出邮件",
  "message later": "暂缓发送",
  "message refused": "无法送达",
  "submission recorded": "登记答复",
  "submission duplicate": "重复来信",
  "submission held": "来信待处理",
  "submission service": "系统邮件",
  "period opened": "开启报送月份",
};

/** Says on a terminal what happened since it was last asked, in one line. */
export function liveLines(): { log(line: LogLine): void; flush(now: Instant, zone: string): string | undefined } {
  let counts = new Map<string, number>();
  return {
    log: ({ what }) => {
      const words = WORDS[what];
      if (words) counts.set(words, (counts.get(words) ?? 0) + 1);
    },
    flush: (now, zone) => {
      if (counts.size === 0) return undefined;
      const { day, time } = localTime(now, zone);
      const line = `  ${day} ${time}  ${[...counts].map(([words, count]) => `${words} ${count}`).join("，")}`;
      counts = new Map();
      return line;
    },
  };
}
