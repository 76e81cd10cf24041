import type { BoardFilter } from "../core/board.ts";

/** The addresses of the pages. A query leaves out what is not given. */
export const LINKS = {
  board: (query: { plan: string; period?: string } & BoardFilter) => `/${queryOf({ ...query })}`,
  plan: (query: { plan: string; programme?: number }) => `/plan${queryOf(query)}`,
  unit: (unit: string, query: { plan: string; period?: string; programme?: number }) =>
    `/units/${segment(unit)}${queryOf(query)}`,
  task: (programme: number, task: number, query: { plan: string; period?: string }) =>
    `/tasks/${programme}/${task}${queryOf(query)}`,
  measure: (measure: string, query: { plan: string; period?: string }) =>
    `/measures/${segment(measure)}${queryOf(query)}`,
  journal: (query: { plan: string; way?: string; month?: string; page?: number }) => `/mail${queryOf(query)}`,
  sent: (message: string) => `/mail/out/${segment(message)}`,
  sentPart: (message: string, part: "html" | "raw" | "reply" | `attachments/${number}`) =>
    `/mail/out/${segment(message)}/${part}`,
  received: (submission: string) => `/mail/in/${segment(submission)}`,
  receivedRaw: (submission: string) => `/mail/in/${segment(submission)}/raw`,
  receivedHtml: (submission: string) => `/mail/in/${segment(submission)}/html`,
  receivedFile: (submission: string, at: number) => `/mail/in/${segment(submission)}/files/${at}`,
  decide: (submission: string) => `/mail/in/${segment(submission)}/decide`,
  document: (kind: "bulletin" | "ledger", query: { plan: string; period: string }) =>
    `/documents/${kind}${queryOf(query)}`,
  held: (query: { plan: string }) => `/held${queryOf(query)}`,
  acts: (unit: string, query: { plan: string }) => `/units/${segment(unit)}/acts${queryOf(query)}`,
  handOver: (unit: string, query: { plan: string }) => `/units/${segment(unit)}/handover${queryOf(query)}`,
  bot: (unit: string, query: { plan: string }) => `/units/${segment(unit)}/bot${queryOf(query)}`,
  acceptAll: (query: { plan: string }) => `/accept-all${queryOf(query)}`,
  ahead: (query: { plan: string; on?: string }) => `/ahead${queryOf(query)}`,
  table: (query: { plan: string; period?: string } & BoardFilter) => `/table.csv${queryOf({ ...query })}`,
  ledger: (query: { plan: string; period?: string; sheet?: number; words?: string; page?: number }) =>
    `/results/ledger${queryOf(query)}`,
  ledgerFile: (query: { plan: string; period: string; sheet: number; words?: string }) =>
    `/results/ledger.xlsx${queryOf(query)}`,
  scores: (query: { plan: string; period?: string }) => `/results/scores${queryOf(query)}`,
  boardFile: (query: { plan: string; period?: string } & BoardFilter) => `/results/board.xlsx${queryOf({ ...query })}`,
  search: (query: { plan: string; words?: string }) => `/search${queryOf(query)}`,
  manage: (query: { plan: string }) => `/manage${queryOf(query)}`,
  stop: (query: { plan: string }) => `/manage/stop${queryOf(query)}`,
  holidays: (query: { plan: string }) => `/manage/holidays${queryOf(query)}`,
  directory: (query: { plan: string; unit?: string }) => `/manage/directory${queryOf(query)}`,
  import: (query: { plan: string }) => `/manage/import${queryOf(query)}`,
  answer: (query: { plan: string; point: string }) => `/manage/answer${queryOf(query)}`,
  settings: (query: { plan: string }) => `/manage/settings${queryOf(query)}`,
  outbox: (query: { plan: string }) => `/manage/outbox${queryOf(query)}`,
  audit: (query: { plan: string; period?: string }) => `/manage/audit${queryOf(query)}`,
  step: "/demo/step",
  departments: "/demo/departments",
  showAs: "/demo/as",
  signIn: "/sign-in",
  signOut: "/sign-out",
};

const segment = encodeURIComponent;

function queryOf(query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length > 0
    ? `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`
    : "";
}
