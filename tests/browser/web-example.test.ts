import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deckList } from 'ownwords/decks';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { forget, freshProfile, startBrowser } from './browser.js';
import { DECK, direction, learnerIn, news, setStage, startServer, WAIT } from './web-example-app.js';

const stage = setStage();
const prompt = (page: Page) => page.locator('.prompt').innerText();
const counts = (page: Page) => page.locator('progress + p').innerText();
const grade = (page: Page, name: string) => page.locator('.grades').getByRole('button', { name }).click();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className);
describe('the shelf', () => {
  it('shows every deck in its own language and direction, with what is due', async () => {
    const page = await stage.learner.open();
    const rows = await page.locator('.shelf li').all();
    expect(rows).toHaveLength(deckList.length);
    for (const [index, { title, description, language, cards, minutes }] of deckList.entries()) {
      const row = rows[index] as Locator;
      const text = await row.innerText();
      for (const part of [title, description, `${cards} cards`, `${minutes} minutes`]) expect(text).toContain(part);
      expect(text).toMatch(/\d+ due today/);
      expect(await row.getAttribute('lang')).toBe(language);
      expect(await direction(row)).toBe(language === 'ar' ? 'rtl' : 'ltr');
    }
  });
});

describe('a card', () => {
  it('is studied by mouse, the next by keyboard; undo brings it back, and a reload keeps what was done', async () => {
    const page = await stage.learner.open();
    await page.getByRole('link', { name: 'Initiative and leadership' }).click();
    const first = await prompt(page);
    expect(await counts(page)).toBe('0 done today · 14 new');
    expect(await page.locator('article').innerText()).toContain('Asked by: interviewer');
    await page.getByRole('button', { name: 'Hint' }).click();
    expect(await page.locator('.hint').innerText()).not.toBe('');
    await page.getByRole('button', { name: 'Reveal' }).click();
    await grade(page, 'easy');
    await expect.poll(() => news(page), WAIT).toMatch(/^Graded easy\. It comes again in \d+ days\.$/);
    const second = await prompt(page);
    expect(second).not.toBe(first);
    expect(await focused(page)).toBe('prompt');

    await page.keyboard.press('h');
    expect(await page.locator('.hint').count()).toBe(1);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('text answer');
    await page.keyboard.press('4');
    await expect.poll(() => counts(page), WAIT).toMatch(/^2 done today/);
    const third = await prompt(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => news(page), WAIT).toBe('Taken back.');
    expect(await prompt(page)).toBe(second);
    expect(await focused(page)).toBe('prompt');
    expect(await counts(page)).toMatch(/^1 done today/);

    await page.reload();
    expect(await prompt(page)).toBe(second);
    expect(await counts(page)).toMatch(/^1 done today/);
    expect(third).not.toBe(second);
  });

  it('suggests a grade by the key points that are ticked', async () => {
    const page = await stage.learner.open(DECK);
    await page.keyboard.press('Enter');
    const suggested = () => page.locator('.grades .main').innerText();
    expect(await page.locator('.points em').allInnerTexts()).toEqual(['', 'essential', '']);
    expect(await suggested()).toMatch(/^again/);
    await page.getByRole('checkbox').nth(0).check();
    await page.getByRole('checkbox').nth(2).check();
    expect(await suggested()).toMatch(/^hard/);
    await page.getByRole('checkbox').nth(1).check();
    expect(await suggested()).toMatch(/^good/);
    expect(await page.locator('output').innerText()).toContain('good');
    await page.keyboard.press('3'); // also from within the list
    await expect.poll(() => news(page), WAIT).toMatch(/^Graded good/);
  });

  it('leaves the keys to those who type, until they leave the field', async () => {
    const page = await stage.learner.open(DECK);
    const field = page.getByRole('textbox');
    await field.pressSequentially('h1u4\n');
    expect(await field.inputValue()).toBe('h1u4\n');
    expect(await page.locator('.hint, .answer').count()).toBe(0);
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('.answer').count()).toBe(1);
    await page.getByRole('button', { name: 'Keep my words' }).click();
    await expect.poll(() => news(page), WAIT).toMatch(/^Your words are kept/);
    await field.focus();
    await page.keyboard.press('Escape');
    expect(await field.inputValue()).toBe('h1u4\n');
    await page.keyboard.press('Escape');
    await page.locator('.shelf').waitFor();
    const back = await page.evaluate(() => document.activeElement?.getAttribute('href'));
    expect(back).toBe(`#${DECK}`);
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    await page.keyboard.press('Enter');
    expect(await page.locator('.own').innerText()).toBe('h1u4');
  });

  it('is graded once, however often one presses', async () => {
    const page = await stage.learner.open(DECK);
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      document.querySelectorAll<HTMLElement>('.grades button').forEach((grade) => void grade.click());
    });
    await expect.poll(() => news(page), WAIT).toMatch(/^Graded again/);
    expect(await counts(page)).toMatch(/^1 done today/);
  });

  it('is the last one at some time; then the page says when the next comes', async () => {
    const page = await stage.learner.open(DECK);
    for (let done = 1; done <= 14; done++) {
      await page.keyboard.press('Enter');
      await page.keyboard.press('4');
      await expect.poll(() => counts(page), WAIT).toMatch(new RegExp(`^${done} done today`));
    }
    expect(await page.locator('main').innerText()).toMatch(
      /Nothing is due\. The next card comes (tomorrow|in \d+ \w+)\./,
    );
    await page.keyboard.press('u');
    await page.locator('.prompt').waitFor();
    expect(await counts(page)).toBe('13 done today · 1 new');
  });
});

it('a page that stays open overnight sees the new day', async () => {
  const page = await stage.context.newPage();
  await page.clock.install({ time: new Date('2026-03-10T12:00:00Z') });
  await page.goto(`${stage.server.url}/#${DECK}`);
  await page.locator('.prompt').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('4');
  await expect.poll(() => counts(page), WAIT).toBe('1 done today · 13 new');
  await page.clock.fastForward('24:00:00');
  await expect.poll(() => counts(page), WAIT).toMatch(/^0 done today/);
});

describe('progress', () => {
  it('is followed from tab to tab', async () => {
    const [here, there, shelf] = [
      await stage.learner.open(DECK),
      await stage.learner.open(DECK),
      await stage.learner.open(),
    ];
    const first = await prompt(there);
    await here.keyboard.press('Enter');
    await here.keyboard.press('4');
    await expect.poll(() => counts(there), WAIT).toBe('1 done today · 13 new');
    expect(await prompt(there)).toBe(await prompt(here));
    expect(await prompt(there)).not.toBe(first);
    expect(await shelf.locator('.shelf li').first().innerText()).toContain('13 due today');
  });

  it('that another tab makes does not take away what one types here', async () => {
    const [here, there] = [await stage.learner.open(DECK), await stage.learner.open('teamwork')];
    await here.getByRole('textbox').fill('My own words');
    await there.keyboard.press('Enter');
    await there.keyboard.press('4');
    await expect.poll(() => counts(there), WAIT).toMatch(/^1 done/);
    await here.waitForTimeout(500);
    expect(await here.getByRole('textbox').inputValue()).toBe('My own words');
  });

  it('is taken along as a file, once; and a file that is none changes nothing', async () => {
    const page = await stage.learner.open(DECK);
    await page.keyboard.press('Enter');
    await page.keyboard.press('4');
    await expect.poll(() => counts(page), WAIT).toBe('1 done today · 13 new');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('ownwords-progress.json');
    const folder = freshProfile();
    const [file, broken] = [join(folder, 'progress.json'), join(folder, 'broken.json')];
    await download.saveAs(file);
    await writeFile(broken, (await readFile(file, 'utf8')).replace('"easy"', '"perfect"'));

    const elsewhere = await stage.browser.newContext();
    const other = learnerIn(elsewhere, stage.server.url);
    const tab = await other.open(DECK);
    const take = async (path: string) => {
      const choosing = tab.waitForEvent('filechooser');
      await tab.getByRole('button', { name: 'Import' }).click();
      await (await choosing).setFiles(path);
    };
    await take(broken);
    await expect
      .poll(() => tab.getByRole('alert').innerText(), WAIT)
      .toMatch(/^Nothing was imported: .*\/events\/0\/grade/);
    expect(await counts(tab)).toBe('0 done today · 14 new');
    await take(file);
    await expect.poll(() => news(tab), WAIT).toMatch(/^Added 1 of 1 /);
    expect(await tab.getByRole('alert').innerText()).toBe('');
    expect(await counts(tab)).toBe('1 done today · 13 new');
    await take(file);
    await expect.poll(() => news(tab), WAIT).toMatch(/^Added 0 of 1 /);
    await elsewhere.close();
    forget(folder);
    expect(other.troubles).toEqual([]);
  });

  it('is kept while the page is open, and said to be lost afterwards, where a browser keeps nothing', async () => {
    const profile = freshProfile({ profile: { default_content_setting_values: { cookies: 2 } } });
    const refusing = await startBrowser(profile);
    const strict = learnerIn(refusing.context, stage.server.url);
    const page = await strict.open(DECK);
    expect(await page.getByRole('alert').innerText()).toMatch(/^Progress cannot be kept in this browser/);
    await page.keyboard.press('Enter');
    await page.keyboard.press('4');
    await expect.poll(() => counts(page), WAIT).toBe('1 done today · 13 new');
    await refusing.close();
    forget(profile);
    expect(strict.troubles).toEqual([]);
  });
});

it('a port that is taken leads to the next', async () => {
  const second = await startServer();
  second.stop();
  const [taken, next] = [stage.server, second].map(({ url }) => Number(new URL(url).port));
  expect(next).toBeGreaterThan(taken ?? 0);
  expect(second.output).toContain(second.url);
});
