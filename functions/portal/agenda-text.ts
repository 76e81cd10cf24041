import type { Coming } from "../core/agenda.ts";
import type { Ladder } from "../core/ladder.ts";
import { type Phrase, t } from "./language.ts";
import { monthText } from "./words.ts";

const WORDS = {
  preflight: "核对通讯录",
  opening: "发首次通知",
  reminder: "提醒尚未报全的单位",
  "due-day": "截止日提醒",
  "digest-open": "向督查部门报尚未报送的单位",
  "digest-missing": "向督查部门报未按时报送的单位",
  closing: "办结，发月度摘要",
} as const satisfies Record<Exclude<Coming["what"], "rung">, Phrase>;

/** `2024年4月进展：截止日提醒`. */
export const comingText = ({ what, period, rung }: Coming, ladder: Ladder): string =>
  t("{month}进展：{what}", {
    month: monthText(period),
    what:
      what === "rung"
        ? t("第 {rung} 级督办（{name}）", { rung: rung ?? 1, name: ladder[(rung ?? 1) - 1]?.name ?? "" })
        : t(WORDS[what]),
  });
