import { z } from "zod";
import { Entry, Status } from "./entry.ts";

type Field = keyof Entry;

/** What each field of an entry must be. */
const WANTED: Record<Field, string> = {
  code: '应为措施编号，例如 "蓝天-3-2"',
  status: `应为 ${Status.options.map((status) => `"${status}"`).join("、")} 之一`,
  percent: "应为 0 到 100 的数字，不加引号，例如 60",
  figures:
    '应为数组，每项写作 {"value": 12, "unit": "处", "kind": "cumulative"}，kind 为 cumulative、this-month、target、rate 之一，unit 不超过 20 字',
  progress: "应为 1 至 1000 字的文字",
  problems: "应为 1 至 1000 字的文字；没有就不写这个字段",
  next: "应为 1 至 1000 字的文字；没有就不写这个字段",
};
const isField = (name: unknown): name is Field => typeof name === "string" && Object.hasOwn(WANTED, name);

/**
 * An entry from outside; or all that is wrong with it, as one sentence for the sender.
 *
 * @param nth  its place in what was sent, from 1
 */
export function entryIn(value: unknown, nth: number): { entry: Entry } | { problem: string; code: string | null } {
  const read = Entry.safeParse(value);
  if (read.success) return { entry: read.data };
  const fields = new Set(read.error.issues.flatMap(({ path }) => (isField(path[0]) ? [path[0]] : [])));
  const unknown = read.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" && issue.path.length === 0 ? issue.keys : [],
  );
  const problems = [
    ...[...fields].map((field) => `${field} ${WANTED[field]}`),
    ...(unknown.length > 0
      ? [
          `没有 ${unknown
            .slice(0, FEW)
            .map((name) => name.slice(0, 40))
            .join("、")} 这样的字段`,
        ]
      : []),
  ];
  return {
    problem: `第 ${nth} 条：${problems.join("；") || '应为 {"code": …} 这样的对象'}。请改正后重新发送这一条。`,
    code: z.object({ code: z.string() }).safeParse(value).data?.code ?? null,
  };
}

/** So many unknown names are repeated to whoever sent them. */
const FEW = 5;
