import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
} from "docx";
import type { Day } from "../core/day.ts";
import type { Paragraph as Written } from "../messages/paragraph.ts";
import { zh } from "../messages/words-zh.ts";
import { zipOf, zipParts } from "./zip-sizes.ts";

/** A document after GB/T 9704-2012 as .docx; the same paragraphs and day give the same bytes (I7). No font is embedded. */
export async function writeOfficialDocument(paragraphs: readonly Written[], on: Day): Promise<Uint8Array> {
  const title = paragraphs.find(({ kind }) => kind === "title")?.text.replace("\n", "") ?? "";
  const document = new Document({
    title,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: face("仿宋"), paragraph: { spacing: LINE } } } },
    sections: [
      {
        properties: { page: { size: { width: mm(210), height: mm(297) }, margin: MARGINS } },
        footers: {
          default: new Footer({ children: [pageNumber(AlignmentType.RIGHT)] }),
          even: new Footer({ children: [pageNumber(AlignmentType.LEFT)] }),
        },
        children: paragraphs.map((each) => new Paragraph(shaped(each, paragraphs))),
      },
    ],
  });
  const core = { path: "docProps/core.xml", data: properties(title, on) };
  const bytes = new Uint8Array(await Packer.toBuffer(document, undefined, [core]));
  const parts = zipParts(bytes);
  if (typeof parts === "string") throw new Error(`docx wrote what is no ZIP: ${parts}`);
  return zipOf(bytes, parts);
}

/** Twentieths of a point. */
const mm = (length: number): number => Math.round((length / 25.4) * 72 * 20);
const points = (size: number): number => size * 20;

const MARGINS = { top: mm(37), left: mm(28), right: mm(26), bottom: mm(35), footer: mm(24), header: mm(15) };
/** 22 lines a page. */
const LINE = { line: points(29), lineRule: LineRuleType.EXACT } as const;

/** 3号 and its neighbours, in points. */
const SIZE = { second: 22, third: 16, fourth: 14 } as const;
/** A character of the body. */
const EM = points(SIZE.third);

const face = (eastAsia: "仿宋" | "黑体" | "楷体" | "宋体" | "方正小标宋简体", size: number = SIZE.third) =>
  ({
    // half points
    size: size * 2,
    font: { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia },
  }) satisfies IRunOptions;

/** Without what XML cannot hold. */
const run = (text: string, look: IRunOptions = {}): TextRun =>
  new TextRun({ ...look, text: text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]|\p{Cs}/gu, "") });

function shaped(written: Written, all: readonly Written[]): IParagraphOptions {
  switch (written.kind) {
    case "mark":
      return {
        children: [run(written.text, { ...face("楷体", SIZE.fourth), color: "C00000" })],
        spacing: { ...LINE, after: EM },
      };
    case "number":
      return {
        alignment: AlignmentType.CENTER,
        children: [run(written.text)],
        spacing: { ...LINE, after: points(29) },
      };
    case "title":
      return {
        alignment: AlignmentType.CENTER,
        spacing: { line: points(35), lineRule: LineRuleType.EXACT, after: points(29) },
        children: written.text
          .split("\n")
          .map((line, at) => run(line, { ...face("方正小标宋简体", SIZE.second), ...(at > 0 && { break: 1 }) })),
      };
    case "to":
      return { children: [run(written.text)] };
    case "heading":
      return { indent: INDENTED, keepNext: true, children: [run(written.text, face("黑体"))] };
    case "body":
      return {
        indent: INDENTED,
        children: [...(written.lead ? [run(written.lead, face("楷体"))] : []), run(written.text)],
        ...(written.lead && !written.text && { keepNext: true }),
      };
    case "annex":
      return {
        indent: INDENTED,
        spacing: { ...LINE, before: points(29), after: points(58) },
        children: [run(written.text)],
      };
    case "signature":
      return atRight(written.text, signatureIndent(written.text, all), { keepNext: true });
    case "date":
      return atRight(written.text, DATE_INDENT, { spacing: { ...LINE, after: points(29) } });
    case "copy":
      return imprint([run(written.text, face("仿宋", SIZE.fourth))], { top: RULE, bottom: THIN }, { keepNext: true });
    case "printed":
      return imprint(
        [run(written.text, face("仿宋", SIZE.fourth)), run(`\t${written.right}`, face("仿宋", SIZE.fourth))],
        { bottom: RULE },
        { tabStops: [{ type: TabStopType.RIGHT, position: mm(156) - points(SIZE.fourth) }] },
      );
  }
}

const INDENTED = { firstLine: 2 * EM };
const DATE_INDENT = 4 * EM;
const RULE = { style: BorderStyle.SINGLE, size: 8, space: 4, color: "000000" };
const THIN = { ...RULE, size: 4 };

const atRight = (text: string, right: number, more: Partial<IParagraphOptions>): IParagraphOptions => ({
  alignment: AlignmentType.RIGHT,
  indent: { right },
  children: [run(text)],
  ...more,
});

/** A signature stands above the middle of its date. */
function signatureIndent(signature: string, all: readonly Written[]): number {
  const date = all.find(({ kind }) => kind === "date")?.text ?? "";
  return Math.max(0, DATE_INDENT + ((widthOf(date) - widthOf(signature)) / 2) * EM);
}
/** In characters; letters and digits are half as wide. */
const widthOf = (text: string): number => text.length - (text.match(/[ -~]/g)?.length ?? 0) / 2;

const imprint = (
  children: TextRun[],
  border: NonNullable<IParagraphOptions["border"]>,
  more: Partial<IParagraphOptions>,
): IParagraphOptions => ({
  border,
  indent: { left: points(SIZE.fourth), right: points(SIZE.fourth) },
  children,
  ...more,
});

/** `— 3 —`, a character from the outer edge. */
function pageNumber(alignment: typeof AlignmentType.LEFT | typeof AlignmentType.RIGHT): Paragraph {
  const [before = "", behind = ""] = zh.letter.page;
  return new Paragraph({
    alignment,
    indent: alignment === AlignmentType.LEFT ? { left: points(SIZE.fourth) } : { right: points(SIZE.fourth) },
    children: [new TextRun({ ...face("宋体", SIZE.fourth), children: [before, PageNumber.CURRENT, behind] })],
  });
}

/** docx puts the time of writing here: the day of the results stands there instead. */
function properties(title: string, on: Day): string {
  const escaped = title.replace(/[<&]/gu, (mark) => (mark === "<" ? "&lt;" : "&amp;"));
  const time = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${on}T00:00:00Z</dcterms:${name}>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escaped}</dc:title><dc:creator>duban</dc:creator>${time("created")}${time("modified")}</cp:coreProperties>`;
}
