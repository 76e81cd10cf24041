import { zip } from "./zip-by-hand.ts";

const escaped = (text: string): string => text.replace(/[&<]/g, (char) => (char === "&" ? "&amp;" : "&lt;"));
const paragraph = (text: string): string =>
  `<w:p>${text
    .split("\n")
    .map((line) => `<w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r>`)
    .join("<w:r><w:br/></w:r>")}</w:p>`;

/** A cell: its text, or a table within it; `^` goes on from the cell above, as merged cells do. */
type Cell = string | Cell[][];
const cell = (said: Cell): string =>
  said === "^"
    ? `<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>`
    : `<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${typeof said === "string" ? said.split("¶").map(paragraph).join("") : `${table(said)}<w:p/>`}</w:tc>`;

const table = (rows: Cell[][]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join("")}</w:tr>`).join("")}</w:tbl>`;

/** A document as Word and WPS write it: paragraphs, and tables as rows of cells. */
export const aDocument = (blocks: (string | Cell[][])[], more: Parameters<typeof zip>[0] = []): Uint8Array =>
  zip([
    {
      name: "[Content_Types].xml",
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    },
    {
      name: "_rels/.rels",
      content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    },
    {
      name: "word/document.xml",
      content: `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${blocks
        .map((block) => (typeof block === "string" ? paragraph(block) : table(block)))
        .join("")}</w:body></w:document>`,
    },
    ...more,
  ]);
