import { join } from 'node:path';
import { fileStore } from 'ownwords/file';
import { expect, it } from 'vitest';
import { startProgram, temporaryFolder } from '../cli/study-program.js';

it('reviews a card, keeps the grade, and stops', async () => {
  const file = join(temporaryFolder(), 'progress.ndjson');
  const { type, see, ended } = startProgram('examples/terminal/main.ts', [file]);
  await see('press Enter');
  type('\n');
  for (const answer of ['y', 'y', '']) {
    await see('[y/N]');
    type(`${answer}\n`);
  }
  await see('or quit? [good]');
  type('easy\n');
  await see('It comes again');
  await see('press Enter');
  type('\n');
  for (let point = 0; point < 3; point++) {
    await see('[y/N]');
    type('\n');
  }
  await see('or quit? [again]');
  type('quit\n');
  await see('1 done today.');
  expect(await ended).toMatchObject({ code: 0, errors: '' });
  const { events } = await fileStore(file).read();
  expect(events).toMatchObject([{ type: 'reviewed', grade: 'easy', recalled: ['only-assigned', 'steps-up'] }]);
});
