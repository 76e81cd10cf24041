import { Directory } from "../../functions/core/directory.ts";
import { explainDiff } from "../../functions/core/plan-diff.ts";
import { explainProblem } from "../../functions/core/problems.ts";
import { openPoints, PlanRejected, type ReviewedPlan, reviewedPlan } from "../../functions/workflows/import-plan.ts";
import { install } from "./install.ts";
import { jsonFile, type PlanFile, planFile } from "./plan-files.ts";
import { print } from "./print.ts";
import { directoryWith } from "./set.ts";
import { isThere, opened, type Where } from "./where.ts";

/** `duban plan import`: reads a plan; puts it in force unless it is only tried. All that is wrong is said at once. */
export async function importCommand(
  file: string,
  {
    json = false,
    dryRun = false,
    directory,
    ...where
  }: Where & { json?: boolean; dryRun?: boolean; directory?: string },
): Promise<void> {
  const read = planFile(file);
  const more = directory === undefined ? undefined : jsonFile(directory, Directory);
  const reviewed = reviewedPlan(read.source, await directoryAsIs(where, more), read.settings, read.answers);
  if (reviewed.problems.length > 0) process.exitCode = 1;
  if (json && (dryRun || reviewed.problems.length > 0)) return print(asJson(reviewed, read));
  if (reviewed.problems.length > 0) return console.error(new PlanRejected(reviewed.problems).userMessage);
  if (dryRun) return console.log(asText(reviewed).join("\n"));
  await putInForce(read, more, where, json);
}

/** As it would be after the import; nothing is made for it. */
async function directoryAsIs(where: Where, more: Directory | undefined): Promise<Directory> {
  if (!isThere(where)) return directoryWith(undefined, more);
  const { table, close } = await opened(where);
  try {
    return await directoryWith(table, more);
  } finally {
    close();
  }
}

function asJson(reviewed: ReviewedPlan, { settings }: PlanFile): object {
  const { plan, programmes, measures, questions, decisions, problems } = reviewed;
  const texts = openPoints(reviewed).map(({ text }) => text);
  return {
    plan: { id: settings?.id ?? null, ...plan },
    programmes,
    measures,
    questions: questions.map((question, at) => ({ ...question, text: texts[at] })),
    decisions: decisions.map((decision, at) => ({ ...decision, text: texts[questions.length + at] })),
    problems: problems.map((problem) => ({ ...problem, text: explainProblem(problem) })),
  };
}

const asText = (reviewed: ReviewedPlan): string[] => [
  `${reviewed.plan.title}：${reviewed.programmes.length} 个专项，${reviewed.measures.length} 项措施。`,
  ...openPoints(reviewed).map(({ text }) => `· ${text}`),
  `共 ${reviewed.questions.length} 个问题、${reviewed.decisions.length} 项待决定；不影响导入。`,
];

async function putInForce(read: PlanFile, more: Directory | undefined, where: Where, json: boolean): Promise<void> {
  const deployment = await opened(where);
  const before = (await deployment.ports.store.plans()).length;
  const { plan, diff } = await install(deployment, read, more);
  const isFirst = (await deployment.ports.store.plans()).length > before;
  deployment.close();
  if (json) return print({ imported: true, plan: plan.id, changes: explainDiff(diff), open: plan.open });
  const { added, changed, moved, retired } = diff;
  console.log(
    [
      `已导入《${plan.title}》：新增 ${added.length} 项，变更 ${changed.length} 项，改号 ${moved.length} 项，撤下 ${retired.length} 项。`,
      ...explainDiff({ ...diff, added: isFirst ? [] : added }).map((line) => `· ${line}`),
      `待答复 ${plan.open.length} 处（duban plan show 查看）。${isFirst ? "" : "已开启月份的报送任务不变。"}`,
    ].join("\n"),
  );
}
