import { crc32, deflateRawSync } from "node:zlib";

interface ZipEntry {
  name: string;
  content?: string | Uint8Array;
  /** What the directory says, where it lies. */
  unpacked?: number;
  flags?: number;
  method?: number;
  offset?: number;
}

/** A ZIP written by hand, so that its directory can lie. */
export function zip(entries: ZipEntry[]): Uint8Array {
  const bodies: Buffer[] = [];
  const records: Buffer[] = [];
  let at = 0;
  for (const { name, content = "", unpacked, flags = 0, method = 8, offset } of entries) {
    const raw = Buffer.from(content);
    const packed = deflateRawSync(raw);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(flags, 8);
    record.writeUInt16LE(method, 10);
    record.writeUInt32LE(crc32(raw), 16);
    record.writeUInt32LE(packed.length, 20);
    record.writeUInt32LE(unpacked ?? raw.length, 24);
    record.writeUInt16LE(Buffer.byteLength(name), 28);
    record.writeUInt32LE(offset ?? at, 42);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    record.copy(local, 4, 6, 30);
    bodies.push(local, Buffer.from(name), packed);
    records.push(record, Buffer.from(name));
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(Buffer.concat(records).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...records, end]);
}
