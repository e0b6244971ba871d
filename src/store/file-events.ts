import { fstatSync } from 'node:fs';
import { BYTES_PER_EVENT, bytesOf, countLines, cutShort, LINE_END, linesOf, PART_BYTES } from './file-bytes.js';
import { hashOf } from './file-hash.js';
import { FileIds } from './file-ids.js';
import { readLines } from './file-lines.js';
import { endOfValue, scanIds, startOfValue } from './file-scan.js';

/** Which events a log file holds. What others add to it is noticed when it is followed. */
export class KnownEvents {
  readonly #path: string;
  #ids = new FileIds(); // of the events in the first `#end` bytes
  #end = 0;
  #endsLine = true;
  #seen = 0;
  #inode: number | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** How many bytes of the file were followed. */
  get end(): number {
    return this.#end;
  }

  /** Whether these are whole lines; an editor may have taken away the last line end. */
  get endsLine(): boolean {
    return this.#endsLine;
  }

  /** How many bytes the file had at least: one that has fewer was cut. */
  get seen(): number {
    return this.#seen;
  }

  /** Takes note that the file was read so far. */
  see(end: number): void {
    this.#seen = Math.max(this.#seen, end);
  }

  /**
   * Learns what was added to the file.
   * @returns whether more follows: the rest of an append that was cut short
   * @throws StudyError what `readLines` throws of a line that is of another shape than ours. A line that has our shape is
   *   taken at its word: that it is damaged within is told to whoever reads it
   */
  follow(file: number): boolean {
    const { size, ino } = fstatSync(file);
    if (size < this.#seen) throw cutShort(this.#path);
    if (ino !== this.#inode) this.#forget();
    this.#inode = ino;
    while (this.#end < size) {
      const bytes = linesOf(file, this.#end, this.#end === 0 ? 1 : PART_BYTES);
      const whole = this.#end === 0 ? 0 : bytes.lastIndexOf(LINE_END) + 1;
      this.#learn(bytes.subarray(0, whole), file);
      const rest = bytes.subarray(whole); // the header, or a line that lacks its end
      if (rest.length > 0 && this.#read(rest, file)) return true;
      if (bytes.length === 0) break;
    }
    return false;
  }

  /** Learns a line that was just written to the end of the file. */
  learn(line: Buffer, file: number): void {
    this.#end = fstatSync(file).size - line.length;
    this.#learn(line, file);
  }

  has(id: string, file: number): boolean {
    return this.#ids.placesOf(hashOf(id)).some((place) => idsAt(file, place).includes(id));
  }

  #forget(): void {
    this.#ids = new FileIds();
    this.#end = 0;
    this.#endsLine = true;
  }

  #learn(lines: Buffer, file: number): void {
    const from = this.#end;
    scanIds(
      lines,
      (hash, start) => this.#ids.add(hash, from + start),
      (start, end) => {
        this.#end = from + start;
        this.#read(lines.subarray(start, end), file);
      },
    );
    this.#end = from + lines.length;
    this.#endsLine = true;
    this.see(this.#end);
  }

  /** Learns a line of any shape; whether it is torn. */
  #read(line: Buffer, file: number): boolean {
    const place = this.#end + Math.max(0, startOfValue(line));
    const { events, end, isTorn } = readLines(line, this.#end, this.#path, () => countLines(file, this.#end));
    for (const { id } of events) this.#ids.add(hashOf(id), place);
    this.#end = end;
    if (!isTorn) this.#endsLine = line[line.length - 1] === LINE_END;
    this.see(end);
    return isTorn;
  }
}

/** The ids of the event, or of the list of events, that begins at a byte of the file; none if none does. */
function idsAt(file: number, place: number): readonly unknown[] {
  for (let most = 2 * BYTES_PER_EVENT; ; most *= 2) {
    const bytes = bytesOf(file, place, most);
    const end = endOfValue(bytes, 0);
    if (end < 0 && bytes.length === most && !bytes.includes(LINE_END)) continue;
    try {
      const value = JSON.parse(bytes.toString('utf8', 0, Math.max(0, end)));
      return (Array.isArray(value) ? value : [value]).map((event) => event?.id);
    } catch {
      return []; // what stood there has changed meanwhile
    }
  }
}
