import { deckList } from 'ownwords/decks';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ARABIC, DECK, direction, news, setStage, WAIT } from './web-example-app.js';

const stage = setStage();

async function box(place: Locator) {
  const found = await place.boundingBox();
  if (!found) throw new Error('It is not to be seen');
  return { start: found.x, end: found.x + found.width };
}

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
    const page = await stage.learner.open(deckId);
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
    const page = await stage.learner.open(ARABIC, { [before]: words.join(' ') });
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
    const page = await stage.learner.open();
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
    const page = await stage.learner.open('', Object.fromEntries(texts.map((text) => [text, hostile])));
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
