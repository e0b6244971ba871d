// Grades cards without end and names each event as soon as its grade is acknowledged. It is meant to be killed.
import { writeSync } from 'node:fs';
import { GRADES, openStudy } from 'ownwords';
import { fileStore } from 'ownwords/file';

const [path = '', name = ''] = process.argv.slice(2);
const cards = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`c${n}`, { prompt: 'p', answer: 'a' }]));
const decks = [{ id: 'deck', title: 'Deck', cards }];
const study = await openStudy({ decks, store: fileStore(path) });
const ids = study.cards().map(({ id }) => id);
for (let n = 0; ; n++) {
  const id = `${name}-${n}`;
  // Every tenth act has a long text, so that writes differ in length.
  const card = ids[n % ids.length] as (typeof ids)[number];
  if (n % 10 === 9) await study.answer(card, `${n} `.repeat(5_000));
  await study.grade(card, GRADES[n % 4] as 'good', { id });
  writeSync(1, `${id}\n`);
}
