import type { Attachment } from "../core/received-mail.ts";
import type { Unreadable } from "../core/report-form.ts";
import type { SentFile } from "../core/sent-file.ts";
import { readOffice } from "./office-reader.ts";
import { MAX_FILE, MAX_PART, MAX_TAGS, MAX_UNPACKED, readReportForm, tagsIn } from "./workbook.ts";
import { unpack, type ZipPart, zipOf, zipParts } from "./zip-sizes.ts";

type Sent = Pick<Attachment, "name" | "content">;

/** Files in one ZIP. */
const MAX_FILES = 50;

/** What a file holds, known by its content and not by its name. A ZIP is the files in it. Never throws. */
export async function readSentFile({ name, content }: Sent): Promise<SentFile[]> {
  if (startsWith(content, ZIP)) return zipped({ name, content });
  if (startsWith(content, OLE)) return [{ name, ...(await compound(content)) }];
  if (startsWith(content, RAR) || startsWith(content, SEVEN_ZIP)) return [{ name, ...unreadable("file/archive") }];
  return [{ name, is: "evidence" }];
}

const ZIP = [0x50, 0x4b];
const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const RAR = [0x52, 0x61, 0x72, 0x21];
const SEVEN_ZIP = [0x37, 0x7a, 0xbc, 0xaf];
const startsWith = (bytes: Uint8Array, magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);

type Content = SentFile extends infer File ? (File extends SentFile ? Omit<File, "name"> : never) : never;
const unreadable = (why: Unreadable["code"]) => ({ is: "unreadable", why }) as const;

/** .xls, .et, .doc, .wps and whatever is encrypted: one container, whose directory says what is in it. */
async function compound(content: Uint8Array): Promise<Content> {
  const holds = (entry: string): boolean =>
    Buffer.from(content.buffer, content.byteOffset, content.byteLength).includes(Buffer.from(entry, "utf16le"));
  if (content.length > MAX_FILE) return unreadable("file/too-big");
  if (holds("EncryptedPackage")) return unreadable("file/encrypted");
  if (holds("_VBA_PROJECT")) return unreadable("file/macros");
  if (holds("WordDocument")) return unreadable("file/old-document");
  if (!holds("Workbook") && !holds("Book")) return unreadable("file/old-format");
  const read = await readOffice("xls", content);
  return "code" in read ? unreadable(read.code) : { is: "workbook", cells: read.cells };
}

async function zipped(file: Sent): Promise<SentFile[]> {
  const { name, content } = file;
  const parts = zipParts(content);
  if (typeof parts === "string")
    return [{ name, ...unreadable(parts === "not-zip" ? "file/damaged" : `file/${parts}`) }];
  const office = await officeFile(content, parts);
  return office ? [{ name, ...office }] : archived(file, parts);
}

async function officeFile(content: Uint8Array, parts: ZipPart[]): Promise<Content | undefined> {
  const names = parts.map(({ name }) => name.toLowerCase());
  if (names.some((name) => /vbaproject\.bin$/.test(name))) return unreadable("file/macros");
  if (names.includes("word/document.xml")) return wordDocument(content, parts);
  if (!names.some((name) => name.startsWith("xl/")) && !names.includes("mimetype")) return undefined;
  const cells = await readReportForm(content);
  return "code" in cells ? unreadable(cells.code) : { is: "workbook", cells };
}

/** The parts that hold words. Pictures and embedded objects are never unpacked. */
const WITH_WORDS =
  /^(?:\[content_types\]\.xml|_rels\/\.rels|word\/(?:document|styles|numbering)\.xml|word\/_rels\/document\.xml\.rels)$/i;

async function wordDocument(content: Uint8Array, parts: ZipPart[]): Promise<Content> {
  const words = parts.filter(({ name }) => WITH_WORDS.test(name));
  if (content.length > MAX_FILE || words.some(({ unpacked }) => unpacked > MAX_PART)) return unreadable("file/too-big");
  try {
    const tags = words.reduce((sum, part) => sum + tagsIn(unpack(content, part)), 0);
    if (tags > MAX_TAGS) return unreadable("file/too-big");
  } catch {
    return unreadable("file/damaged");
  }
  const read = await readOffice("docx", zipOf(content, words));
  return "code" in read ? unreadable(read.code) : { is: "document", ...read };
}

/** Each file of a ZIP by itself, within what all of them declare together; a ZIP in a ZIP is not opened. */
async function archived({ name, content }: Sent, parts: ZipPart[]): Promise<SentFile[]> {
  const files = parts.filter((part) => !/\/$|(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db)/i.test(part.name));
  const declared = files.reduce((sum, { unpacked }) => sum + unpacked, 0);
  if (files.length > MAX_FILES || declared > MAX_UNPACKED) return [{ name, ...unreadable("file/too-big") }];
  const read: SentFile[] = [];
  for (const part of files) read.push(...(await unpacked(`${name}／${part.name.split("/").at(-1)}`, content, part)));
  return read;
}

async function unpacked(name: string, archive: Uint8Array, part: ZipPart): Promise<SentFile[]> {
  if (part.unpacked > MAX_FILE) return [{ name, ...unreadable("file/too-big") }];
  const content = contentOf(archive, part);
  if (!content) return [{ name, ...unreadable("file/damaged") }];
  if (startsWith(content, ZIP) && isPlainZip(content)) return [{ name, ...unreadable("file/nested") }];
  return readSentFile({ name, content });
}

function contentOf(archive: Uint8Array, part: ZipPart): Uint8Array | undefined {
  try {
    return unpack(archive, part);
  } catch {
    return undefined;
  }
}

function isPlainZip(content: Uint8Array): boolean {
  const parts = zipParts(content);
  return typeof parts !== "string" && !parts.some(({ name }) => /^(?:\[content_types\]\.xml|mimetype)$/i.test(name));
}
