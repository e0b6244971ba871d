import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deckList } from 'ownwords/decks';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forget, freshProfile, startBrowser } from './browser.js';
import { EXECUTABLE, FLAGS } from './chromium.js';
import { type Learner, learnerIn, type Server, startServer } from './web-example-app.js';

const WAIT = { timeout: 30_000 };
const DECK = 'initiative-and-leadership';
const ARABIC = 'initiative-and-leadership-ar';

let server: Server;
let browser: Browser;
let context: BrowserContext;
let learner: Learner;
beforeAll(async () => {
  server = await startServer();
  browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
});
afterAll(async () => {
  await browser?.close();
  server?.stop();
});
beforeEach(async () => {
  context = await browser.newContext();
  learner = learnerIn(context, server.url);
});
afterEach(async () => {
  await context.close();
  expect(learner.troubles).toEqual([]);
});

const prompt = (page: Page) => page.locator('.prompt').innerText();
const counts = (page: Page) => page.locator('progress + p').innerText();
const news = (page: Page) => page.getByRole('status').first().innerText();
const grade = (page: Page, name: string) => page.locator('.grades').getByRole('button', { name }).click();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.className);
const direction = (place: Locator) => place.evaluate((found) => getComputedStyle(found).direction);
async function box(place: Locator) {
  const found = await place.boundingBox();
  if (!found) throw new Error('It is not to be seen');
  return { start: found.x, end: found.x + found.width };
}

describe('the shelf', () => {
  it('shows every deck in its own language and direction, with what is due', async () => {
    const page = await learner.open();
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
    const page = await learner.open();
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
    const page = await learner.open(DECK);
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
    const page = await learner.open(DECK);
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
    const page = await learner.open(DECK);
    await page.keyboard.press('Enter');
    await page.evaluate(() => {
      document.querySelectorAll<HTMLElement>('.grades button').forEach((grade) => void grade.click());
    });
    await expect.poll(() => news(page), WAIT).toMatch(/^Graded again/);
    expect(await counts(page)).toMatch(/^1 done today/);
  });

  it('is the last one at some time; then the page says when the next comes', async () => {
    const page = await learner.open(DECK);
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
  const page = await context.newPage();
  await page.clock.install({ time: new Date('2026-03-10T12:00:00Z') });
  await page.goto(`${server.url}/#${DECK}`);
  await page.locator('.prompt').waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.press('4');
  await expect.poll(() => counts(page), WAIT).toBe('1 done today · 13 new');
  await page.clock.fastForward('24:00:00');
  await expect.poll(() => counts(page), WAIT).toMatch(/^0 done today/);
});

describe('progress', () => {
  it('is followed from tab to tab', async () => {
    const [here, there, shelf] = [await learner.open(DECK), await learner.open(DECK), await learner.open()];
    const first = await prompt(there);
    await here.keyboard.press('Enter');
    await here.keyboard.press('4');
    await expect.poll(() => counts(there), WAIT).toBe('1 done today · 13 new');
    expect(await prompt(there)).toBe(await prompt(here));
    expect(await prompt(there)).not.toBe(first);
    expect(await shelf.locator('.shelf li').first().innerText()).toContain('13 due today');
  });

  it('that another tab makes does not take away what one types here', async () => {
    const [here, there] = [await learner.open(DECK), await learner.open('teamwork')];
    await here.getByRole('textbox').fill('My own words');
    await there.keyboard.press('Enter');
    await there.keyboard.press('4');
    await expect.poll(() => counts(there), WAIT).toMatch(/^1 done/);
    await here.waitForTimeout(500);
    expect(await here.getByRole('textbox').inputValue()).toBe('My own words');
  });

  it('is taken along as a file, once; and a file that is none changes nothing', async () => {
    const page = await learner.open(DECK);
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

    const elsewhere = await browser.newContext();
    const other = learnerIn(elsewhere, server.url);
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
    const strict = learnerIn(refusing.context, server.url);
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

describe('the direction of writing', () => {
  /** Where the parts of a card stand, from the left. */
  async function layout(page: Page) {
    const style = (selector: string) =>
      page.locator(selector).evaluate((found) => {
        const { direction, textAlign, ...style } = getComputedStyle(found);
        const [left, right] = [style.borderLeftWidth, style.borderRightWidth];
        return { direction, textAlign, left, right, paddings: [style.paddingLeft, style.paddingRight] };
      });
    const gradeButton = page.locator('.grades button');
    const [tick, text, mark] = [
      await box(page.getByRole('checkbox').nth(1)),
      await box(page.locator('.points label > div').nth(1)),
      await box(page.locator('.points em').nth(1)),
    ];
    const [answer, article] = [await box(page.locator('.answer')), await box(page.locator('article'))];
    return {
      answer: await style('.answer'),
      isBarOutside: answer.start === article.start && answer.end === article.end,
      hint: await style('.hint'),
      prompt: (await style('.prompt')).direction,
      field: (await style('textarea')).direction,
      row: [tick, text, mark].map(({ start }) => start),
      isTickOutside: tick.start === article.start || tick.end === article.end,
      chrome: await direction(page.locator('.grades')),
      isUndoRight: (await box(page.getByRole('button', { name: 'Undo' }))).end === article.end,
      isGradesInOrder: (await box(gradeButton.first())).start < (await box(gradeButton.last())).start,
    };
  }
  async function revealed(deckId: string) {
    const page = await learner.open(deckId);
    await page.keyboard.press('h');
    await page.getByRole('textbox').fill('1');
    await page.keyboard.press('Control+Enter');
    return layout(page);
  }
  const ascending = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b);

  it('of an English card is from the left: the bars and the boxes stand there', async () => {
    const { row, ...rest } = await revealed(DECK);
    const bar = { direction: 'ltr', textAlign: 'start', left: '3px', right: '0px', paddings: ['17.6px', '0px'] };
    expect(rest).toMatchObject({ answer: bar, hint: bar, prompt: 'ltr', field: 'ltr', chrome: 'ltr' });
    expect(rest).toMatchObject({ isBarOutside: true, isTickOutside: true, isUndoRight: true, isGradesInOrder: true });
    expect(row).toEqual(ascending(row));
  });

  it('of an Arabic card is from the right, while the English around it stays as it is', async () => {
    const { row, ...rest } = await revealed(ARABIC);
    const bar = { direction: 'rtl', textAlign: 'start', left: '0px', right: '3px', paddings: ['0px', '17.6px'] };
    expect(rest).toMatchObject({ answer: bar, hint: bar, prompt: 'rtl', field: 'rtl', chrome: 'ltr' });
    expect(rest).toMatchObject({ isBarOutside: true, isTickOutside: true, isUndoRight: true, isGradesInOrder: true });
    expect(row).toEqual(ascending(row).reverse());
  });

  it('keeps the order of Latin words and numbers within Arabic, also at the beginning', async () => {
    const words = ['CI/CD', 'من', '30', 'إلى', '40', 'فحصًا'];
    const before = 'حين يأتي في المقابلة سؤال عن المبادرة، ما الذي يريد السائل معرفته حقًا؟';
    const page = await learner.open(ARABIC, { [before]: words.join(' ') });
    const places = await page.locator('.prompt p').evaluate((paragraph, words) => {
      const text = paragraph.firstChild as Text;
      return words.map((word) => {
        const range = document.createRange();
        range.setStart(text, text.data.indexOf(word));
        range.setEnd(text, text.data.indexOf(word) + word.length);
        return range.getBoundingClientRect().x;
      });
    }, words);
    expect(places).toEqual(ascending(places).reverse());
  });

  it.each([DECK, ARABIC])('needs no more room than a phone has: %s', async (deckId) => {
    const page = await learner.open();
    await page.setViewportSize({ width: 360, height: 640 });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width()).toBe(360);
    await page.locator(`a[href="#${deckId}"]`).click();
    await page.locator('article').waitFor();
    expect(await width()).toBe(360);
    await page.keyboard.press('Enter');
    expect(await width()).toBe(360);
  });
});

describe('hostile texts', () => {
  const hostile = '<img src=x onerror=hacked()><script>hacked()</script>[a](javascript:hacked())';

  it('of decks and of learners are shown and do nothing', async () => {
    const source = await deckList[0]?.load();
    const [key, card] = Object.entries(source?.cards ?? {})[0] ?? [];
    if (!source || !card?.hint) throw new Error('There is no such card');
    const points = Object.values(card.keyPoints ?? {}).map((point) => (typeof point === 'string' ? point : point.text));
    const texts = [source.title, source.description ?? '', card.prompt, card.answer, card.hint, ...points];
    const page = await learner.open('', Object.fromEntries(texts.map((text) => [text, hostile])));
    expect(await page.locator('.shelf li').first().innerText()).toContain('<img src=x onerror=hacked()>');
    const answered = { id: 'a', type: 'answered', at: 1, cardId: `${DECK}/${key}`, answer: hostile };
    const empty = { format: 'ownwords-progress', version: 1, exportedAt: '2026-03-29T10:00:00.000Z' };
    const progress = JSON.stringify({ ...empty, events: [answered] });
    const file = { name: 'hostile.json', mimeType: 'application/json', buffer: Buffer.from(progress) };
    await page.locator('input[type=file]').setInputFiles(file);
    await expect.poll(() => news(page), WAIT).toMatch(/^Added 1 of 1 /);

    await page.locator('.shelf a').first().click();
    await page.locator('article').waitFor();
    await page.keyboard.press('h');
    await page.keyboard.press('Enter');
    for (const place of ['h1', '.prompt', '.hint', '.own', '.answer', '.points label >> nth=0'])
      expect(await page.locator(place).innerText()).toContain('<img src=x onerror=hacked()>');
    expect(await page.locator('img, main script, [onerror], a[href^=javascript]').count()).toBe(0);
  });
});

it('a port that is taken leads to the next', async () => {
  const second = await startServer();
  second.stop();
  const [taken, next] = [server, second].map(({ url }) => Number(new URL(url).port));
  expect(next).toBeGreaterThan(taken ?? 0);
  expect(second.output).toContain(second.url);
});
