// A daily review in a terminal, in as little code as it takes. `ownwords study` is the same with all that learners would miss.
import { createInterface } from 'node:readline/promises';
import { GRADES, type Grade, openStudy, suggestGrade } from 'ownwords';
import { deckList } from 'ownwords/decks';
import { fileStore } from 'ownwords/file';

const english = deckList.filter(({ language }) => language === 'en');
const study = await openStudy({
  decks: await Promise.all(english.map(({ load }) => load())),
  store: fileStore(process.argv[2] ?? 'progress.ndjson'),
});
const terminal = createInterface({ input: process.stdin, output: process.stdout });
terminal.once('close', () => process.exit()); // Ctrl-D; each grade was kept as it was given

/** The grade that the learner gives, the suggested one for a line that is none; `undefined` to stop. */
async function askGrade(suggested: Grade): Promise<Grade | undefined> {
  const line = await terminal.question(`${GRADES.join(', ')}, or quit? [${suggested}] `);
  return line === 'quit' ? undefined : (GRADES.find((grade) => grade === line) ?? suggested);
}

for (let [card] = study.due(); card; [card] = study.due()) {
  await terminal.question(`\n${card.prompt}\n(Say it aloud, then press Enter.) `);
  console.log(`\n${card.answer}\n`);
  const recalled: string[] = [];
  for (const { slug, text } of card.keyPoints) {
    if ((await terminal.question(`Did you say: ${text}? [y/N] `)) === 'y') recalled.push(slug);
  }
  const grade = await askGrade(suggestGrade(card, recalled) ?? 'good');
  if (grade === undefined) break;
  const { due } = await study.grade(card.id, grade, { recalled });
  console.log(`It comes again ${due?.toLocaleString()}.`);
}
console.log(`${study.counts().doneToday} done today.`);
await study.close();
terminal.close();
