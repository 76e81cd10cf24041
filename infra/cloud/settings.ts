/** What a function's row lets it use. */
export interface May {
  blobs: boolean;
  writeDocuments: boolean;
  showSheets: boolean;
  sendMail: boolean;
  /** Looks into mails and workbooks that came in. */
  readMail: boolean;
  /** Has a bucket into which mail arrives. */
  inbox: boolean;
  /** Looks into the office's own mailbox. */
  mailbox: boolean;
  /** Names of its queues, with commas between. */
  queues: string;
  putEvents: boolean;
}

/** Where a function finds what it may use: its environment. */
export type Settings = Record<string, string>;

/** What each thing that a function may use is called in its environment. */
const namesFor = (may: May, mail: string | undefined): string[] => [
  "TABLE",
  "SECRET_ID",
  "DOMAIN",
  "PUBLIC_URL",
  ...(may.blobs ? ["BLOBS"] : []),
  ...(may.inbox ? ["INBOX"] : []),
  ...(may.sendMail ? ["MAIL", "MAIL_PER_SECOND", ...(mail === "smtp" ? [] : ["CONFIGURATION_SET"])] : []),
  ...queuesOf(may).map(variableOf),
  ...(may.putEvents ? ["BUS"] : []),
];

export const queuesOf = ({ queues }: May): string[] => queues.split(",").filter(Boolean);
export const variableOf = (queue: string): string => `QUEUE_${queue.toUpperCase()}`;

/** @throws Error naming, in Chinese, all that is missing or wrong at once, before anything is read or sent */
export function settingsFrom(environment: Readonly<Record<string, string | undefined>>, may: May): Settings {
  const asked = namesFor(may, environment.MAIL).map((name) => [name, environment[name] ?? ""] as const);
  const missing = asked.flatMap(([name, value]) => (value === "" ? [name] : []));
  const problems = [
    ...(missing.length > 0 ? [`缺少环境变量 ${missing.join("、")}`] : []),
    ...asked.flatMap(([name, value]) => (value === "" ? [] : wrongIn(name, value))),
  ];
  if (problems.length > 0)
    throw new Error(
      `本函数的设置不全：${problems.join("；")}。请用 npx cdk deploy 重新部署；不要在控制台里手工改环境变量。`,
    );
  return Object.fromEntries(asked);
}

function wrongIn(name: string, value: string): string[] {
  if (name === "MAIL" && value !== "ses" && value !== "smtp") return [`MAIL 应是 ses 或 smtp，不是“${value}”`];
  if (name === "MAIL_PER_SECOND" && !(Number(value) > 0)) return [`MAIL_PER_SECOND 应是大于0的数，不是“${value}”`];
  return [];
}
