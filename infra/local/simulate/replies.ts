import { readXlsx, type Sheet, writeXlsx } from "hucre/xlsx";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { Entry } from "../../../functions/core/entry.ts";
import type { ReceivedMail } from "../../../functions/core/received-mail.ts";
import { FORM_COLUMNS, type FormColumn, STATUS_WORDS } from "../../../functions/core/report-form.ts";

/** The workbook as a clerk gives it back: the cells of this month filled in. */
export async function filled(workbook: Uint8Array, entries: readonly Entry[]): Promise<Uint8Array> {
  const book = await readXlsx(workbook, { readStyles: true });
  const sheet = book.sheets[0];
  if (sheet) for (const entry of entries) fill(sheet, entry);
  return writeXlsx({
    ...book,
    properties: { ...book.properties, modified: SAVED },
    sheets: book.sheets.map(({ charts: _charts, pivotTables: _pivots, ...rest }) => rest),
  });
}

/** When a clerk saved it: the same for the same seed. */
const SAVED = new Date("2024-05-06T02:00:00Z");

function fill(sheet: Sheet, entry: Entry): void {
  const header = sheet.rows.find((cells) => cells.includes(FORM_COLUMNS.code)) ?? [];
  const row = sheet.rows.findIndex((cells) => cells[header.indexOf(FORM_COLUMNS.code)] === entry.code);
  const put = (column: FormColumn, value: string | number | undefined): void => {
    const at = header.indexOf(FORM_COLUMNS[column]);
    if (row < 0 || at < 0 || value === undefined) return;
    const style = sheet.cells?.get(`${row},${at}`)?.style;
    sheet.rows[row]![at] = value; // `row` was found in it
    sheet.cells?.set(`${row},${at}`, {
      value,
      type: typeof value === "number" ? "number" : "string",
      ...(style && { style }),
    });
  };
  put("status", entry.status && STATUS_WORDS[entry.status]);
  put("percent", entry.percent);
  put("progress", entry.progress);
  put("problems", entry.problems);
  put("next", entry.next);
}

export interface Reply {
  to: ReceivedMail;
  from: string;
  /** Names the reply; the same reply sent again has the same. */
  id: string;
  date: string;
  text: string;
  headers?: Record<string, string>;
  subject?: string;
  attachment?: { filename: string; content: Uint8Array };
}

/** A reply as a mail program of an office writes it, with what it answers below. */
export async function replyMail({
  to,
  from,
  id,
  date,
  text,
  headers,
  subject,
  attachment,
}: Reply): Promise<{ from: string; to: string; raw: Buffer }> {
  const replyTo = /<([^<>]+)>|(\S+@\S+)/u.exec(to.headers.get("reply-to")?.[0] ?? "");
  const address = replyTo?.[1] ?? replyTo?.[2] ?? to.from.address;
  const quoted = to.lines.slice(0, 30).map((line) => line.text);
  const body = [
    text,
    "",
    "",
    "------------------ 原始邮件 ------------------",
    `发件人: "${to.from.name}" <${to.from.address}>`,
    `主题: ${to.subject}`,
    "",
    ...quoted,
  ].join("\r\n");
  const mail = new MailComposer({
    from,
    to: address,
    subject: subject ?? `回复：${to.subject}`,
    messageId: `<${id}@mail.example>`,
    date: new Date(date),
    inReplyTo: `<${to.messageId}>`,
    references: `<${to.messageId}>`,
    text: body,
    baseBoundary: id,
    ...(headers && { headers }),
    ...(attachment && {
      attachments: [
        {
          filename: attachment.filename,
          content: Buffer.from(attachment.content),
        },
      ],
    }),
  });
  return { from, to: address, raw: await mail.compile().build() };
}
