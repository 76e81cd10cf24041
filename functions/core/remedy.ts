import { z } from "zod";
import { Month } from "./day.ts";
import { UnitId } from "./directory.ts";

/** What a person wants done about a submission that is held. */
export const Remedy = z.discriminatedUnion("kind", [
  /** It is of this unit and month: read and record it as if it had come so. */
  z.object({ kind: z.literal("assign"), unit: UnitId, period: Month }),
  /** Ask this unit whether it is theirs, and to send it again. */
  z.object({ kind: z.literal("ask"), unit: UnitId }),
  z.object({ kind: z.literal("dismiss"), why: z.string() }),
]);
export type Remedy = z.infer<typeof Remedy>;

/** Why nothing was done, for whoever decided. */
export const UNDONE_WORDS = {
  "not-held": "这件来件不在待核实之列，可能已由别人处理。请刷新后核对。",
  "not-yours": "这件来件不由您决定：涉及计划牵头单位自己的，由督查部门决定，其余由牵头办公室决定。",
  "no-duty": "该单位这个月没有报送任务。请核对单位和月份。",
  "no-contact": "该单位在通讯录中没有联系人，无法询问。请先补充通讯录。",
  "not-mail": "只有邮件可以指定单位。网页和接口报送的，请单位改正后重新提交。",
  virus: "这件来件带有病毒，已隔离，不能登记。请单位换一台电脑重新发送。",
  "no-why": "没有写明不予登记的理由。请写 2 至 200 字。",
} as const;
export type Undone = keyof typeof UNDONE_WORDS;
