import { bitsAt, invalidZstd, topOf } from './zstd-bits.js';
import { type PrefixTable, readPrefixTable } from './zstd-tables.js';

/** The bytes of a block that are not copied from before (RFC 8878, section 3.1.1.3.1). */
export interface Literals {
  readonly bytes: Uint8Array;
  /** How many bytes of the block told them. */
  readonly length: number;
  /** What a later block of the frame may use again. */
  readonly table: PrefixTable | undefined;
}

export function readLiterals(block: Uint8Array, most: number, known: PrefixTable | undefined): Literals {
  const form = bitsAt(block, 0, 2);
  const format = bitsAt(block, 2, 2);
  if (form < 2) {
    const head = format === 1 ? 2 : format === 3 ? 3 : 1;
    const size = format === 1 ? bitsAt(block, 4, 12) : format === 3 ? bitsAt(block, 4, 20) : bitsAt(block, 3, 5);
    const length = head + (form === 0 ? size : 1);
    if (size > most || length > block.length) throw invalidZstd('a block breaks off');
    const bytes = form === 0 ? block.subarray(head, length) : new Uint8Array(size).fill(block[head] as number);
    return { bytes, length, table: known };
  }
  const width = format < 2 ? 10 : format === 2 ? 14 : 18;
  const head = format < 2 ? 3 : format + 2;
  const size = bitsAt(block, 4, width);
  const length = head + bitsAt(block, 4 + width, width);
  if (size > most || length > block.length) throw invalidZstd('a block breaks off');
  const own = form === 2 ? readPrefixTable(block.subarray(head, length)) : undefined;
  const table = own?.table ?? known;
  if (!table) throw invalidZstd('a table is missing');
  const streams = block.subarray(head + (own?.length ?? 0), length);
  const bytes = new Uint8Array(size);
  if (format === 0) readStream(streams, table, bytes, 0, size);
  else readFourStreams(streams, table, bytes);
  return { bytes, length, table };
}

function readFourStreams(streams: Uint8Array, table: PrefixTable, bytes: Uint8Array): void {
  const share = (bytes.length + 3) >> 2;
  if (3 * share > bytes.length) throw invalidZstd('a block has too few bytes for its streams');
  let from = 6;
  for (let stream = 0; stream < 4; stream++) {
    const until = stream < 3 ? from + bitsAt(streams, 16 * stream, 16) : streams.length;
    if (until > streams.length) throw invalidZstd('a stream breaks off');
    const last = stream < 3 ? share * (stream + 1) : bytes.length;
    readStream(streams.subarray(from, until), table, bytes, share * stream, last);
    from = until;
  }
}

function readStream(stream: Uint8Array, table: PrefixTable, bytes: Uint8Array, from: number, until: number): void {
  const { log, symbols, bits } = table;
  let place = topOf(stream);
  for (let at = from; at < until; at++) {
    const code = bitsAt(stream, place - log, log);
    bytes[at] = symbols[code] as number;
    place -= bits[code] as number;
    if (place < 0) throw invalidZstd('a stream breaks off');
  }
  if (place !== 0) throw invalidZstd('a stream is too long');
}
