import { isWorkingDay } from "../../../functions/core/calendar.ts";
import { addMonths, dayAt, type Instant, type Month, monthOf } from "../../../functions/core/day.ts";
import type { Duty } from "../../../functions/core/duty.ts";
import { dutiesOf, type Message, sameDuty } from "../../../functions/core/notice.ts";
import type { Plan } from "../../../functions/core/plan.ts";
import type { Submission } from "../../../functions/core/submission.ts";
import { auditReport } from "../../../functions/workflows/verify-audit.ts";
import type { Deployment } from "../deployment.ts";
import { countDifferences } from "./documents-counted.ts";
import { explained } from "./explained.ts";
import type { Received } from "./post-office.ts";
import { digestDifferences, type Ground, ladderDifferences } from "./told-on-the-day.ts";

/** Everything that is on record at the end. */
export interface Facts {
  plan: Plan;
  duties: Duty[];
  messages: Message[];
  submissions: Submission[];
}

export interface Verdict {
  promise: string;
  held: boolean;
  evidence: string;
}

export async function factsOf({ ports }: Deployment, plan: Plan, periods: readonly Month[]): Promise<Facts> {
  const duties: Duty[] = [];
  const messages: Message[] = [];
  const submissions: Submission[] = [];
  const first = monthOf(plan.issuedOn);
  const last = addMonths(periods.at(-1) ?? first, 2);
  for (const period of periods)
    for (const { unit } of await ports.store.board(plan.id, period)) {
      const duty = await ports.store.duty({ plan: plan.id, period, unit });
      if (duty) duties.push(duty);
    }
  for (let month = first; month <= last; month = addMonths(month, 1))
    for (const owner of [plan.id, "-" as const]) {
      for await (const { id } of ports.store.journal(owner, "OUT", month))
        messages.push(...[await ports.store.message(id)].filter((one) => one !== undefined));
      for await (const { id } of ports.store.journal(owner, "IN", month))
        submissions.push(...[await ports.store.submission(id as never)].filter((one) => one !== undefined)); // an IN line's id is a submission's
    }
  return { plan, duties, messages, submissions };
}

/** Each promise of the design, held or broken, with the evidence. */
export async function verdicts(
  deployment: Deployment,
  { plan, duties, messages, submissions }: Facts,
  seen: {
    sent: number;
    boxes: readonly Received[];
    ticks: Instant[];
    unsent: number;
  },
): Promise<Verdict[]> {
  const { zone } = plan.settings;
  const calendar = await deployment.ports.store.calendar(plan.settings);
  const verdict = (promise: string, wrong: readonly string[], evidence: string): Verdict => ({
    promise,
    held: wrong.length === 0,
    evidence: wrong.length === 0 ? evidence : wrong.slice(0, 5).join("；"),
  });

  const taken = submissions.reduce((sum, { again }) => sum + 1 + again.length, 0);
  const kinds = { recorded: 0, held: 0, service: 0 };
  for (const { outcome } of submissions) kinds[outcome.kind] += 1;
  const duplicates = taken - submissions.length;
  const i1 = verdict(
    "I1",
    taken === seen.sent ? [] : [`到达 ${seen.sent} 件，在册 ${taken} 件`],
    `到达 ${seen.sent} = 登记 ${kinds.recorded} + 重复 ${duplicates} + 待处理 ${kinds.held} + 系统邮件 ${kinds.service}`,
  );

  const reminders = messages.filter(
    ({ state, notices }) => state === "sent" && notices.some(({ kind }) => kind === "reminder"),
  );
  const alarmed = (duty: Duty): boolean =>
    messages.some(({ notices }) =>
      notices.some((notice) => notice.kind === "undeliverable" && notice.unit === duty.unit),
    );
  const unreminded = duties.filter(
    (duty) =>
      !(duty.completeAt && dayAt(duty.completeAt, zone) <= duty.days.due) &&
      !alarmed(duty) &&
      !reminders.some(
        (message) =>
          dutiesOf(message).some((key) => sameDuty(key, duty)) && dayAt(message.sentAt!, zone) <= duty.days.due,
      ),
  );
  const i2 = verdict(
    "I2",
    unreminded.map(({ period, unit }) => `${period} ${unit} 未收到提醒`),
    `${duties.length} 项任务都在截止前收到提醒（250）或已报齐`,
  );

  const ids = seen.boxes.map(({ messageId }) => messageId);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  const sentMessages = messages.filter(({ state }) => state === "sent");
  const i3 = verdict(
    "I3",
    [
      ...twice.map((id) => `${id} 发了两次`),
      ...(sentMessages.length === ids.length ? [] : [`记录 ${sentMessages.length} 封，实收 ${ids.length} 封`]),
      ...(seen.unsent ? [`${seen.unsent} 封仍未发出`] : []),
    ],
    `${ids.length} 封邮件，各一次`,
  );

  const chasing = sentMessages.flatMap((message) =>
    message.notices.filter(({ kind }) => kind === "reminder" || kind === "rung").map((notice) => ({ message, notice })),
  );
  const after = chasing.filter(({ message, notice }) =>
    duties.some(
      (duty) =>
        "unit" in notice &&
        "period" in notice &&
        sameDuty(notice as never, duty) &&
        duty.completeAt &&
        message.sentAt! > duty.completeAt,
    ),
  ); // reminders and rungs name a duty
  const i4 = verdict(
    "I4",
    after.map(({ message }) => `${message.key} 在报齐之后发出`),
    `${chasing.length} 次提醒和督办，没有一次在报齐之后`,
  );

  const audit = await auditReport(deployment.ports);
  const i5 = verdict(
    "I5",
    audit.broken.map(({ duty, why }) => `${duty}：${why}`),
    `${audit.chains} 条链 ${audit.rows} 行完好，总根 ${audit.root.slice(0, 16)}`,
  );

  const foreign = [
    ...duties.filter(({ plan: id }) => id !== plan.id),
    ...messages.filter(({ notices }) => notices.some((notice) => notice.plan !== plan.id)),
  ];
  const i6 = verdict(
    "I6",
    foreign.map((one) => JSON.stringify(one).slice(0, 80)),
    `全部记录只属于 ${plan.id}`,
  );

  const off = sentMessages.filter(({ anyHour, sentAt }) => !anyHour && !isWorkingDay(dayAt(sentAt!, zone), calendar));
  const rm3 = verdict(
    "RM-3",
    off.map(({ key }) => `${key} 在休息日发出`),
    "休息日没有发出任何提醒",
  );

  const gaps = seen.ticks.filter(
    (at, nth) => nth > 0 && Date.parse(at) - Date.parse(seen.ticks[nth - 1] ?? at) > 3_600_000,
  );
  const i8 = verdict(
    "I8",
    gaps.map((at) => `${at} 之前超过一小时没有运行`),
    `${seen.ticks.length} 次定时运行，间隔都是15分钟`,
  );

  const ground = await groundOf(deployment, plan, duties);
  const facts = { plan, duties, messages, submissions };
  const { wrong: unexplained, counts } = explained(facts, ground);
  const rules = verdict(
    "RM-5",
    unexplained,
    `每封都有依据：${[...counts].map(([rule, count]) => `${rule} ${count}`).join("，")}`,
  );
  const ladder = ladderDifferences(facts, ground);
  const es1 = verdict("ES-1", ladder.wrong, `${ladder.right} 次督办，每次都发给了该发的人，在该发的那天`);
  const digests = digestDifferences(facts, ground);
  const dg1 = verdict("DG-1", digests.wrong, `${digests.right} 份摘要，都在该发的那天`);
  const counted = await countDifferences(ground, deployment.ports);
  const dg5 = verdict("DG-5", counted.wrong, `通报和台账里 ${counted.right} 个数字与报送任务的经过一致`);
  return [i1, i2, i3, i4, i5, i6, i8, rm3, rules, es1, dg1, dg5];
}

async function groundOf({ ports }: Deployment, plan: Plan, duties: readonly Duty[]): Promise<Ground> {
  const { store } = ports;
  const [ladder, directory, calendar, periods, histories] = await Promise.all([
    store.ladder(plan.settings),
    store.directory(),
    store.calendar(plan.settings),
    store.periods(plan.id),
    Promise.all(duties.map(async (duty) => ({ duty, rows: await store.audit(duty) }))),
  ]);
  return { plan, ladder, directory, calendar, periods, histories };
}
