// Appends events one by one, or in batches, and says what it saw: `append.mjs PATH NAME COUNT BATCH [PADDING [open]]`.
import { writeSync } from 'node:fs';
import { type Cursor, StudyError, type StudyEvent } from 'ownwords';
import { fileStore } from 'ownwords/file';

const [path = '', name = '', count = '0', batch = '1', padding = '0', end = 'close'] = process.argv.slice(2);
const store = fileStore(path);
const seen = new Set<string>();
let cursor: Cursor | undefined;
async function follow(): Promise<void> {
  const page = await store.read(cursor);
  for (const { id } of page.events) seen.add(id);
  cursor = page.cursor;
}

try {
  for (let n = 0; n < Number(count); n += Number(batch)) {
    const events = Array.from({ length: Number(batch) }, (_, index) => ({
      id: `${name}-${n + index}`,
      type: 'answered',
      at: n + index,
      cardId: 'deck/card',
      answer: 'x'.repeat(Number(padding)),
    }));
    await store.append(events as unknown as StudyEvent[]);
    writeSync(1, `${n + Number(batch)}\n`);
    await follow();
  }
  writeSync(1, `${JSON.stringify({ seen: seen.size })}\n`);
} catch (error) {
  if (!(error instanceof StudyError)) throw error;
  writeSync(1, `${JSON.stringify({ code: error.code, message: error.message })}\n`);
}
if (end === 'close') await store.close();
