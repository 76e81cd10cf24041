/** A rung of the ladder that waits for a person. */
export const FOLLOW_UP = {
  "{rung}，等待批准": "{rung} waits for approval",
  批准: "Approve",
  "批准后当天发出；单位在此之前报齐的，不再发出。": "It is told the same day, unless the report is complete before.",
  "批准{rung}": "Approve {rung}",
  不批准: "Decline",
  "要求报送 {measures} 项，{due} 截止": "asked for {measures} measures by {due}",
  "{step}：{people} 人，发出 {sent}，送达 {delivered}，退回 {failed}":
    "{step}: {people} people, {sent} sent, {delivered} delivered, {failed} failed",
  "收到答复，登记 {count} 项": "an answer came, {count} entries recorded",
  "退回，{due} 前重报：{why}": "returned, again by {due}: {why}",
  所提申请已同意: "its request was granted",
  所提申请未同意: "its request was refused",
  "{rung}未获批准：{why}": "{rung} was declined: {why}",

  "这个单位这个月没有等待批准的督办：可能已经报齐，或已由别人决定。请刷新后核对。":
    "No rung waits for approval here: the report is complete, or somebody has decided. Reload the page.",
  "这一级督办不由您批准：涉及计划牵头单位自己的，由督查部门决定，其余由牵头办公室决定。":
    "It is not yours to approve: what is the plan office's own is decided by the supervision office, the rest by the plan office.",
  "没有写明不予批准的理由。请写 2 至 200 字。": "No reason was given for declining. Write 2 to 200 characters.",
} as const;
