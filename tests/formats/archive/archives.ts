import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../../src/formats/archive/crc32.js';

/** A file as it is to stand in an archive, lies included. */
export interface Packing {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isDeflated?: boolean;
  /** What the directory says, where that is not so. */
  readonly size?: number;
  readonly crc?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Where the directory says it lies. */
  readonly at?: number;
  /** What stands in the place of its deflated bytes. */
  readonly stream?: Uint8Array;
}

const record = (length: number, fill: (view: DataView) => void, ...tail: Uint8Array[]) => {
  const view = new DataView(new ArrayBuffer(length));
  fill(view);
  return Buffer.concat([new Uint8Array(view.buffer), ...tail]);
};

/** An archive of these files. In front of each one, sizes are 0: readers must not look at them there. */
export function zipOf(...files: readonly Packing[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let length = 0;
  for (const { name, bytes, isDeflated = false, stream, ...told } of files) {
    const packed = stream ?? (isDeflated ? new Uint8Array(deflateRawSync(bytes)) : bytes);
    const title = new TextEncoder().encode(name);
    const isPacked = isDeflated || stream !== undefined;
    const local = record(
      30,
      (view) => {
        view.setUint32(0, 0x04034b50, true);
        view.setUint16(26, title.length, true);
      },
      title,
      packed,
    );
    const central = record(
      46,
      (view) => {
        view.setUint32(0, 0x02014b50, true);
        view.setUint16(8, told.flags ?? 0, true);
        view.setUint16(10, told.method ?? (isPacked ? 8 : 0), true);
        view.setUint32(16, told.crc ?? crc32(bytes), true);
        view.setUint32(20, packed.length, true);
        view.setUint32(24, told.size ?? bytes.length, true);
        view.setUint16(28, title.length, true);
        view.setUint32(42, told.at ?? length, true);
      },
      title,
    );
    parts.push(local);
    directory.push(central);
    length += local.length;
  }
  const list = Buffer.concat(directory);
  const end = record(22, (view) => {
    view.setUint32(0, 0x06054b50, true);
    view.setUint16(8, files.length, true);
    view.setUint16(10, files.length, true);
    view.setUint32(12, list.length, true);
    view.setUint32(16, length, true);
  });
  return new Uint8Array(Buffer.concat([...parts, list, end]));
}

/** An archive of one stored file, with all its numbers in the places for large ones. */
export function largeZipOf(name: string, bytes: Uint8Array): Uint8Array {
  const title = bytesOf(name);
  const local = record(30, (view) => {
    view.setUint32(0, 0x04034b50, true);
    view.setUint16(26, title.length, true);
  });
  const from = local.length + title.length + bytes.length;
  const extra = record(28, (view) => {
    view.setUint16(0, 1, true);
    view.setUint16(2, 24, true);
    view.setUint32(4, bytes.length, true);
    view.setUint32(12, bytes.length, true);
  });
  const central = record(46, (view) => {
    view.setUint32(0, 0x02014b50, true);
    view.setUint32(16, crc32(bytes), true);
    for (const place of [20, 24, 42]) view.setUint32(place, 0xffffffff, true);
    view.setUint16(28, title.length, true);
    view.setUint16(30, extra.length, true);
  });
  const size = central.length + title.length + extra.length;
  const end = record(56, (view) => {
    view.setUint32(0, 0x06064b50, true);
    view.setUint32(4, 44, true);
    view.setUint32(24, 1, true);
    view.setUint32(32, 1, true);
    view.setUint32(40, size, true);
    view.setUint32(48, from, true);
  });
  const locator = record(20, (view) => {
    view.setUint32(0, 0x07064b50, true);
    view.setUint32(8, from + size, true);
    view.setUint32(16, 1, true);
  });
  const last = record(22, (view) => {
    view.setUint32(0, 0x06054b50, true);
    view.setUint32(8, 0xffffffff, true);
    view.setUint32(12, 0xffffffff, true);
    view.setUint32(16, 0xffffffff, true);
  });
  return new Uint8Array(Buffer.concat([local, title, bytes, central, title, extra, end, locator, last]));
}

export const textOf = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes);
export const bytesOf = (text: string) => new TextEncoder().encode(text);
