import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { decodedText } from "./mail-charset.ts";

/** One file inside a ZIP, as the ZIP's directory declares it. Nothing has been unpacked. */
export interface ZipPart {
  name: string;
  /** Bytes in the file, and once unpacked. */
  packed: number;
  unpacked: number;
  deflated: boolean;
  /** Where its local header begins, and where its record stands in the directory. */
  offset: number;
  record: { from: number; to: number };
}

type ZipFault = "not-zip" | "encrypted" | "hostile" | "damaged";

const LOCAL = 0x04034b50;
const RECORD = 0x02014b50;
const END = 0x06054b50;
const END_LENGTH = 22;
const RECORD_LENGTH = 46;
const LOCAL_LENGTH = 30;
const NAMES_IN_UTF8 = 0x0800;
const MAX_PARTS = 1_000;

/**
 * What a ZIP says it holds. ZIP64, links out of the archive and names that occur twice are refused: no office program
 * writes them for a workbook of this size.
 */
export function zipParts(bytes: Uint8Array): ZipPart[] | ZipFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return "not-zip";
  const count = view.getUint16(end + 10, true);
  if (count > MAX_PARTS) return "hostile";
  const parts: ZipPart[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + RECORD_LENGTH > end || view.getUint32(at, true) !== RECORD) return "damaged";
    const to =
      at +
      RECORD_LENGTH +
      view.getUint16(at + 28, true) +
      view.getUint16(at + 30, true) +
      view.getUint16(at + 32, true);
    const part = partAt(bytes, view, { from: at, to });
    const fault = to > end ? "damaged" : faultOf(part, view.getUint16(at + 8, true), view.getUint16(at + 10, true));
    if (fault) return fault;
    parts.push(part);
    at = to;
  }
  return new Set(parts.map(({ name }) => name.toLowerCase())).size === parts.length ? parts : "hostile";
}

function endOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - END_LENGTH; at >= Math.max(0, view.byteLength - END_LENGTH - 0xffff); at--)
    if (view.getUint32(at, true) === END) return at;
  return undefined;
}

function partAt(bytes: Uint8Array, view: DataView, record: ZipPart["record"]): ZipPart {
  const { from } = record;
  return {
    name: decodedText(
      bytes.subarray(from + RECORD_LENGTH, from + RECORD_LENGTH + view.getUint16(from + 28, true)),
      undefined,
    ),
    packed: view.getUint32(from + 20, true),
    unpacked: view.getUint32(from + 24, true),
    deflated: view.getUint16(from + 10, true) === 8,
    offset: view.getUint32(from + 42, true),
    record,
  };
}

function faultOf(
  { name, packed, unpacked, deflated, offset, record }: ZipPart,
  flags: number,
  method: number,
): ZipFault | undefined {
  if (flags & 1) return "encrypted";
  if (/^[/\\]|^[a-z]:|\\|\0|(^|\/)\.\.(\/|$)/i.test(name)) return "hostile";
  if (method !== 0 && method !== 8) return "hostile";
  // An empty part takes two bytes deflated; a reader that trusts a size of 0 would unpack without bound.
  if (deflated ? unpacked === 0 && packed > 2 : unpacked !== packed) return "hostile";
  return offset + LOCAL_LENGTH + packed > record.from ? "damaged" : undefined;
}

/** A part's bytes, never more than it declares. @throws when it holds more, or cannot be unpacked */
export function unpack(bytes: Uint8Array, part: ZipPart): Uint8Array {
  const packed = packedIn(bytes, part);
  return part.deflated && part.unpacked > 0 ? inflateRawSync(packed, { maxOutputLength: part.unpacked }) : packed;
}

function packedIn(bytes: Uint8Array, { offset, packed }: ZipPart): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = offset + LOCAL_LENGTH + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return bytes.subarray(from, from + packed);
}

/** 1 January 1980: no part says when it was packed, so that the same parts are the same bytes. */
const NO_TIME = 0x00210000;

/** A ZIP of some of the parts only, one of them with another content where that is given. */
export function zipOf(
  bytes: Uint8Array,
  parts: ZipPart[],
  changed?: { part: ZipPart; content: Uint8Array },
): Uint8Array {
  const bodies: Uint8Array[] = [];
  const records: Uint8Array[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const record = Buffer.from(bytes.subarray(part.record.from, part.record.from + RECORD_LENGTH));
    const content = part === changed?.part ? changed.content : undefined;
    const packed = content ? deflateRawSync(content) : packedIn(bytes, part);
    if (content) {
      record.writeUInt16LE(8, 10);
      record.writeUInt32LE(crc32(content), 16);
      record.writeUInt32LE(content.length, 24);
    }
    record.writeUInt16LE(NAMES_IN_UTF8, 8);
    record.writeUInt32LE(NO_TIME, 12);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(0, 30);
    record.writeUInt32LE(at, 42);
    const local = Buffer.alloc(LOCAL_LENGTH);
    local.writeUInt32LE(LOCAL, 0);
    // From the version needed to the lengths, both headers hold the same fields.
    record.copy(local, 4, 6, 32);
    bodies.push(local, name, packed);
    records.push(record, name);
    at += LOCAL_LENGTH + name.length + packed.length;
  }
  const directory = Buffer.concat(records);
  const end = Buffer.alloc(END_LENGTH);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, directory, end]));
}
