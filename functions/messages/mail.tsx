import type { JSX } from "preact";
import { renderToString } from "preact-render-to-string";
import { oneLine } from "./quoted.ts";
import type { MailWords } from "./words-zh.ts";

export type Tone = "plain" | "done" | "warning" | "alarm";

/** One piece of a mail, of which its HTML and its plain text are both made. A text is one line of plain words. */
export type Block =
  /** What matters most, first. */
  | { kind: "lead"; text: string }
  | { kind: "title" | "heading" | "paragraph" | "quiet"; text: string }
  | { kind: "note"; tone: Tone; text: string }
  | { kind: "facts"; rows: Facts }
  | { kind: "list"; ordered?: boolean; items: readonly Item[] }
  | { kind: "rows"; rows: readonly Row[] }
  /** Short cells, the first of which names the row; pairs that explain themselves have no columns. */
  | {
      kind: "table";
      columns: readonly string[];
      rows: readonly (readonly string[])[];
    };

type Facts = readonly (readonly [label: string, value: string])[];

/** What has a name and words of its own: a measure, an entry. */
export interface Row {
  name: string;
  text: string;
  facts?: Facts;
}

export interface Item {
  label?: string;
  text: string;
  /** What the reader may type. */
  example?: readonly string[];
  href?: string;
}

/** How a language is set: what stands after a label, between facts, and around a heading. */
type Marks = MailWords["marks"];

/** Blocks in one language. */
export interface Part {
  marks: Marks;
  blocks: readonly Block[];
}

interface Body {
  subject: string;
  tone: Tone;
  parts: readonly Part[];
}

// Plain text

/** The first two lines stand together, and so does a heading with what it is of; between other blocks is a blank line. */
export function textOf({ parts }: Pick<Body, "parts">): string {
  const blocks = parts.flatMap(({ marks, blocks: own }) => own.map((block) => ({ block, marks })));
  const between = (at: number): string => (at === 0 ? "" : JOINED.has(blocks[at - 1]?.block.kind) ? "\n" : "\n\n");
  return `${blocks.map(({ block, marks }, at) => between(at) + textOfBlock(block, marks)).join("")}\n`;
}
const JOINED: ReadonlySet<Block["kind"] | undefined> = new Set(["lead", "heading"]);

function textOfBlock(block: Block, marks: Marks): string {
  switch (block.kind) {
    case "title":
      return marks.title(oneLine(block.text));
    case "heading":
      return marks.heading(oneLine(block.text));
    case "lead":
    case "paragraph":
    case "quiet":
    case "note":
      return oneLine(block.text);
    case "facts":
      return block.rows.map(([label, value]) => oneLine(label) + marks.colon + oneLine(value)).join("\n");
    case "list":
      return block.items.map((item, at) => textOfItem(item, block.ordered ? `${at + 1}. ` : "· ", marks)).join("\n");
    case "rows":
      return block.rows
        .map(
          ({ name, text, facts = [] }) =>
            `${oneLine(name)}${marks.gap}${oneLine(text)}${facts.length > 0 ? `\n      ${factsText(facts, marks)}` : ""}`,
        )
        .join("\n");
    case "table":
      return block.rows
        .map((row) =>
          row
            .map((cell, at) => `${block.columns[at] && at > 0 ? block.columns[at] + marks.colon : ""}${oneLine(cell)}`)
            .join(marks.gap),
        )
        .join("\n");
  }
}

const factsText = (facts: Facts, { colon, semicolon }: Marks): string =>
  facts.map(([label, value]) => oneLine(label) + colon + oneLine(value)).join(semicolon);

const textOfItem = ({ label, text, example = [], href }: Item, mark: string, { colon }: Marks): string =>
  [
    `${mark}${label ? oneLine(label) + colon : ""}${oneLine(text)}`,
    ...(href ? [`   ${oneLine(href)}`] : []),
    ...example.map((line) => `      ${oneLine(line)}`),
  ].join("\n");

// HTML

/** A whole document: tables and inline styles, nothing from outside; narrow and dark screens are a bonus, not a need. */
export const htmlOf = (body: Body): string => `<!DOCTYPE html>\n${renderToString(<Page {...body} />)}`;

const STRIPE: Record<Tone, string> = {
  plain: "#1f5fa8",
  done: "#2a7d4f",
  warning: "#b7791f",
  alarm: "#b42318",
};
const NOTE: Record<Tone, string> = {
  plain: "#eef4fb",
  done: "#edf7f1",
  warning: "#fdf5e3",
  alarm: "#fdeeec",
};
const FONT = "font-family:-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC','Noto Sans SC',sans-serif;";
const TEXT = "color:#1f2937;font-size:15px;line-height:1.7;";
const LINE = "border-bottom:1px solid #e3e7ec;";

const CSS = `
@media (max-width: 520px) {
  .page { padding: 0 !important; }
  .card { padding: 18px 16px !important; }
}
@media (prefers-color-scheme: dark) {
  body, .page { background: #14171a !important; }
  .card { background: #1e2226 !important; }
  .ink, .ink td, .ink th { color: #e4e7ea !important; }
  .pale { color: #a3abb3 !important; }
  .note, .type { background: #2a3036 !important; color: #e4e7ea !important; }
  .line { border-color: #3a4148 !important; }
}`;

const Table = ({ children, ...rest }: JSX.IntrinsicElements["table"]) => (
  <table role="presentation" cellpadding="0" cellspacing="0" width="100%" {...rest}>
    <tbody>{children}</tbody>
  </table>
);

const Page = ({ subject, tone, parts }: Body) => (
  <html lang={parts[0]?.marks.lang}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="supported-color-schemes" content="light dark" />
      <title>{oneLine(subject)}</title>
      <style>{CSS}</style>
    </head>
    <body style="margin:0;padding:0;background:#f1f3f5;">
      <Table style="background:#f1f3f5;" class="page">
        <tr>
          <td align="center" class="page" style="padding:24px 12px;">
            <Table width="660" style={`width:100%;max-width:660px;border-top:4px solid ${STRIPE[tone]};`}>
              <tr>
                <td
                  class="card ink"
                  style={`background:#ffffff;padding:24px 28px;${FONT}${TEXT}text-align:left;word-break:break-word;`}
                >
                  {parts.map(({ marks, blocks }) =>
                    marks.lang === parts[0]?.marks.lang ? (
                      blocks.map((block) => <Html block={block} marks={marks} />)
                    ) : (
                      <div lang={marks.lang}>
                        {blocks.map((block) => (
                          <Html block={block} marks={marks} />
                        ))}
                      </div>
                    ),
                  )}
                </td>
              </tr>
            </Table>
          </td>
        </tr>
      </Table>
    </body>
  </html>
);

function Html({ block, marks }: { block: Block; marks: Marks }): JSX.Element {
  switch (block.kind) {
    case "lead":
      return (
        <div style="font-size:18px;line-height:1.55;font-weight:600;margin:0 0 8px;">
          <Words text={block.text} />
        </div>
      );
    case "title":
      return (
        <div style="font-size:17px;font-weight:600;margin:32px 0 12px;padding:0 0 6px;border-bottom:2px solid #1f5fa8;">
          <Words text={block.text} />
        </div>
      );
    case "heading":
      return (
        <div style="font-size:15px;font-weight:600;margin:22px 0 6px;">
          <Words text={block.text} />
        </div>
      );
    case "paragraph":
      return (
        <div style="margin:8px 0;">
          <Words text={block.text} />
        </div>
      );
    case "quiet":
      return (
        <div class="pale" style="margin:14px 0 0;font-size:13px;line-height:1.6;color:#667085;">
          <Words text={block.text} />
        </div>
      );
    case "note":
      return (
        <div
          class="note"
          style={`margin:14px 0;padding:10px 12px;border-left:4px solid ${STRIPE[block.tone]};background:${NOTE[block.tone]};font-size:14px;`}
        >
          <Words text={block.text} />
        </div>
      );
    case "facts":
      return (
        <Table style="margin:10px 0;">
          {block.rows.map(([label, value]) => (
            <tr>
              <td
                class="pale"
                valign="top"
                style="padding:3px 12px 3px 0;width:76px;white-space:nowrap;color:#667085;font-size:14px;"
              >
                {oneLine(label)}
              </td>
              <td valign="top" style="padding:3px 0;font-size:14px;">
                <Words text={value} />
              </td>
            </tr>
          ))}
        </Table>
      );
    case "list":
      return (
        <Table style="margin:6px 0;">
          {block.items.map((item, at) => (
            <Point item={item} mark={block.ordered ? `${at + 1}.` : "·"} marks={marks} />
          ))}
        </Table>
      );
    case "rows":
      return <Rows rows={block.rows} marks={marks} />;
    case "table":
      return <Grid columns={block.columns} rows={block.rows} />;
  }
}

/** Words in which no code is broken at its hyphens. */
const Words = ({ text }: { text: string }) => (
  <>
    {oneLine(text)
      .split(CODE)
      .map((part, at) => (at % 2 === 1 ? <span style="white-space:nowrap;">{part}</span> : part))}
  </>
);
const CODE = /((?:(?:\p{Script=Han}{1,4}|[A-Z]{1,4})-)?\d{1,3}-\d{1,3}(?:-\d{1,3})?)/u;

interface PointOf {
  item: Item;
  mark: string;
  marks: Marks;
}
const Point = ({ item: { label, text, example = [], href }, mark, marks }: PointOf) => (
  <tr>
    <td valign="top" style="padding:3px 0;width:22px;">
      {mark}
    </td>
    <td valign="top" style="padding:3px 0;">
      {label && <b>{oneLine(label) + marks.colon}</b>}
      <Words text={text} />
      {href && (
        <div>
          <a href={href} style="color:#1f5fa8;word-break:break-all;">
            {oneLine(href)}
          </a>
        </div>
      )}
      {example.length > 0 && (
        <div class="type" style="margin:6px 0 4px;padding:8px 12px;background:#f1f3f5;font-size:14px;">
          {example.map((line) => (
            <div>
              <Words text={line} />
            </div>
          ))}
        </div>
      )}
    </td>
  </tr>
);

/** Two columns on any screen: what else there is stands below the words. */
const Rows = ({ rows, marks }: { rows: readonly Row[]; marks: Marks }) => (
  <Table style="margin:6px 0 10px;border-collapse:collapse;">
    {rows.map(({ name, text, facts = [] }) => (
      <tr>
        <td class="line" valign="top" style={`${CELL}font-weight:600;white-space:nowrap;`}>
          {oneLine(name)}
        </td>
        <td class="line" valign="top" width="100%" style={CELL}>
          <Words text={text} />
          {facts.length > 0 && (
            <div class="pale" style="font-size:13px;color:#667085;">
              {facts.map(([label, value]) => (
                <span style="display:inline-block;margin:0 10px 0 0;">
                  <Words text={label + marks.colon + value} />
                </span>
              ))}
            </div>
          )}
        </td>
      </tr>
    ))}
  </Table>
);

const Grid = ({ columns, rows }: { columns: readonly string[]; rows: readonly (readonly string[])[] }) => (
  <table cellpadding="0" cellspacing="0" width="100%" style="margin:6px 0 10px;border-collapse:collapse;">
    {columns.length > 0 && (
      <thead>
        <tr>
          {columns.map((column) => (
            <th class="line pale" align="left" style={`${CELL}font-size:13px;font-weight:400;color:#667085;`}>
              {oneLine(column)}
            </th>
          ))}
        </tr>
      </thead>
    )}
    <tbody>
      {rows.map((row) => (
        <tr>
          {row.map((cell, at) => (
            <td class="line" valign="top" style={CELL + cellStyle(cell, at, row.length)}>
              <Words text={cell} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

const CELL = `padding:7px 10px 7px 0;${LINE}font-size:14px;line-height:1.55;`;
/** Names stand out, pairs line up from table to table, a short cell is not broken. */
const cellStyle = (cell: string, at: number, cells: number): string => {
  if (at === 0) return `font-weight:600;width:${cells === 2 ? 46 : 38}%;`;
  return cells > 2 && cell.length <= SHORT ? "white-space:nowrap;" : "";
};
const SHORT = 10;
