/** The reversed polynomial of the checksum that zip archives use (ISO 3309). */
const POLYNOMIAL = 0xedb88320;

/** What each byte adds; and, table after table, what it adds when that many more bytes come after it. */
const TABLES: Uint32Array[] = [];
for (let after = 0; after < 4; after++) {
  const before = TABLES[after - 1];
  TABLES[after] = Uint32Array.from({ length: 256 }, (_, byte) => {
    let rest = before ? (before[byte] as number) : byte;
    for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
    return rest;
  });
}
const [T0, T1, T2, T3] = TABLES as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** The CRC-32 of the bytes, 0 to 2^32 - 1; four bytes at a time (Kounavis and Berry, 2005). */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  let at = 0;
  for (const end = bytes.length - 3; at < end; at += 4) {
    crc ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24);
    crc =
      (T3[crc & 0xff] as number) ^
      (T2[(crc >>> 8) & 0xff] as number) ^
      (T1[(crc >>> 16) & 0xff] as number) ^
      (T0[crc >>> 24] as number);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (T0[(crc ^ (bytes[at] as number)) & 0xff] as number);
  return (crc ^ -1) >>> 0;
}
