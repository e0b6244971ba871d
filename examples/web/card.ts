import { type CardView, GRADES, type Grade, type Study, suggestGrade } from 'ownwords';
import { button, element, inLanguage, prose } from './element.js';
import { attempt, spokenTime, tell } from './messages.js';

/** A card to answer, reveal and grade. `update` looks again when it would come after each grade. */
export function cardSheet(study: Study, card: CardView) {
  const its = inLanguage(card.language);
  const { askedBy } = (card.fields ?? {}) as { readonly askedBy?: string };
  const start = performance.now();
  let durationMs = 0;
  let isRecording = false;

  const prompt = prose(card.prompt, { ...its, class: 'prompt', role: 'heading', 'aria-level': '2', tabindex: '-1' });
  const hint = element('div', { role: 'status' });
  const words = element('textarea', { ...its, rows: '4' });
  const answering = element('label', {}, 'Your answer, typed or aloud', words);
  const revealButton = button('Reveal the answer', 'Enter', reveal);
  const hintButton = button('Hint', 'h', () => {
    hint.replaceChildren(prose(card.hint ?? '', { ...its, class: 'text hint' }));
  });
  const asking = element('div', { class: 'row' }, revealButton, ...(card.hint === undefined ? [] : [hintButton]));

  const answer = prose(card.answer, { ...its, class: 'text answer', tabindex: '-1' });
  const points = card.keyPoints.map(({ slug, text, essential }) => {
    const box = element('input', { type: 'checkbox', value: slug });
    const mark = element('em', inLanguage('en'), essential ? 'essential' : '');
    return { box, row: element('li', {}, element('label', {}, box, prose(text), mark)) };
  });
  const recalled = () => points.filter(({ box }) => box.checked).map(({ box }) => box.value);
  const list = element('ul', { ...its, class: 'text points' }, ...points.map(({ row }) => row));
  list.addEventListener('change', suggest);

  const suggestion = element('output', { class: 'quiet' });
  const grades = GRADES.map((grade, index) => {
    const due = element('small');
    return { grade, due, press: button(element('span', {}, grade, due), `${index + 1}`, () => record(grade)) };
  });
  const gradeRow = element('div', { class: 'grades' }, ...grades.map(({ press }) => press));

  function reveal(): void {
    durationMs = Math.round(performance.now() - start);
    if (words.value.trim() === '') answering.remove();
    asking.replaceChildren(...(words.value.trim() === '' ? [] : [keepButton]));
    if (card.ownAnswer)
      root.append(part('Your own words, kept before', element('p', { ...its, class: 'text own' }, card.ownAnswer)));
    root.append(part('Model answer', answer));
    if (points.length > 0) root.append(part('Which of these did you say?', list));
    root.append(part('How well did you know it?', suggestion, gradeRow));
    suggest();
    answer.focus();
  }

  function suggest(): void {
    const suggested = suggestGrade(card, recalled());
    suggestion.textContent = suggested ? `The key points speak for: ${suggested}` : '';
    for (const { grade, press } of grades) press.classList.toggle('main', grade === suggested);
  }

  async function record(grade: Grade): Promise<void> {
    if (isRecording) return; // one answer, one grade
    isRecording = true;
    await attempt('This grade could not be kept', async () => {
      const { due } = await study.grade(card.id, grade, {
        durationMs,
        ...(points.length > 0 && { recalled: recalled() }),
      });
      tell(`Graded ${grade}. It comes again ${due ? spokenTime(due) : 'at any time'}.`);
    });
    isRecording = false;
  }

  const keepButton = element('button', { type: 'button' }, 'Keep my words');
  keepButton.addEventListener('click', () =>
    attempt('Your words could not be kept', async () => {
      await study.answer(card.id, words.value.trim());
      tell('Your words are kept. They will stand beside the model answer.');
    }),
  );

  function update(): void {
    const dues = study.preview(card.id);
    for (const { grade, due } of grades) due.textContent = spokenTime(dues[grade]);
  }

  revealButton.classList.add('main');
  const asker = element('p', { class: 'quiet' }, askedBy ? `Asked by: ${askedBy}` : '');
  const root = element('article', {}, asker, prompt, hint, answering, asking);
  return { card, root, update };
}

const part = (title: string, ...content: readonly Node[]) =>
  element('section', { role: 'group', 'aria-label': title }, element('h3', {}, title), ...content);
