import { type CardView, type Clock, GRADES, type Grade, type Study, suggestGrade } from 'ownwords';
import { bordered, oneLine, prose } from '../text.js';
import type { Screen } from './screen.js';
import { shortWait } from './times.js';

/** One learner at one terminal with one deck. */
export interface Sitting {
  readonly study: Study;
  readonly deckId: string;
  readonly screen: Screen;
  readonly clock: Clock;
}

/** What the learner decided about a card. */
export type Decision =
  | {
      readonly act: 'grade';
      readonly grade: Grade;
      readonly details: { readonly durationMs: number; readonly recalled?: readonly string[] };
    }
  | { readonly act: 'undo' | 'suspend' | 'leave' };

const LEAVE: Decision = { act: 'leave' };
const ACTS: { readonly [key: string]: Decision } = { u: { act: 'undo' }, s: { act: 'suspend' } };

/** Lets the learner answer a card, compare, tick and decide. Records nothing but the learner's words, if asked to keep them. */
export async function showCard(card: CardView, { study, screen, clock }: Sitting): Promise<Decision> {
  const start = performance.now();
  printPrompt(card, screen);
  const said = await answerTo(card, screen);
  if (typeof said !== 'string') return said;
  const durationMs = Math.round(performance.now() - start);
  printAnswers(card, said, screen);

  const recalled = await recalledPoints(card, screen);
  if (recalled === undefined) return LEAVE;
  const suggested = suggestGrade(card, recalled);
  let isToKeep = said !== '' && said !== card.ownAnswer;
  for (;;) {
    const keys = ['1', '2', '3', '4', ...(suggested ? [''] : []), ...(isToKeep ? ['k'] : []), 'u', 's'];
    const grades = gradesWithDues(study.preview(card.id), suggested, screen, clock);
    const key = await screen.key(`How well did you know it?\n${grades}`, gradeHelp(suggested, isToKeep), keys);
    if (key === undefined) return LEAVE;
    if (key === 'k') {
      await study.answer(card.id, said);
      screen.print(screen.colors.dim('Your words are kept.'));
      isToKeep = false;
      continue;
    }
    const grade = key === '' ? suggested : GRADES[Number(key) - 1];
    if (grade === undefined) return ACTS[key] ?? LEAVE;
    return { act: 'grade', grade, details: { durationMs, ...(card.keyPoints.length > 0 && { recalled }) } };
  }
}

function printPrompt(card: CardView, { colors, width, print }: Screen): void {
  const asker = (card.fields as { readonly askedBy?: unknown } | undefined)?.askedBy;
  print(...prose(card.prompt, width, (text) => text, card.language).map(colors.bold));
  if (typeof asker === 'string') print(colors.dim(`asked by: ${oneLine(asker)}`));
}

const NO_HINT = 'This card has none.';

/** What the learner typed, empty if nothing; or what else is to be done with the card. */
async function answerTo(card: CardView, screen: Screen): Promise<string | Decision> {
  const hint = card.hint === undefined ? '' : 'h hint, ';
  for (;;) {
    const help = `Just Enter reveals · ${hint}u undo, s suspend, q quit, each with Enter`;
    const line = await screen.ask('Your answer, typed or aloud', help);
    if (line === undefined) return LEAVE;
    const key = line.toLowerCase();
    if (key !== 'h') return ACTS[key] ?? line;
    screen.print(
      ...bordered('Hint', card.hint ?? NO_HINT, screen.colors.yellow, screen, card.hint ? card.language : 'en'),
    );
  }
}

function printAnswers(card: CardView, said: string, screen: Screen): void {
  const { colors, print } = screen;
  if (said && !screen.echoes) print(...bordered('What you typed', said, colors.cyan, screen));
  if (card.ownAnswer) print(...bordered('Your own words, kept before', card.ownAnswer, colors.cyan, screen));
  print(...bordered('Model answer', card.answer, colors.green, screen, card.language));
}

/** Slugs of the key points that came. */
async function recalledPoints({ keyPoints }: CardView, screen: Screen): Promise<readonly string[] | undefined> {
  if (keyPoints.length === 0) return [];
  const labels = keyPoints.map(({ text, essential }) => `${oneLine(text)}${essential ? ' (essential)' : ''}`);
  const places = await screen.tick('Which of these did you say?', labels);
  return places && keyPoints.filter((_, place) => places.includes(place)).map(({ slug }) => slug);
}

/** The four grades and when the card would come again after each. */
function gradesWithDues(
  dues: Readonly<Record<Grade, Date>>,
  suggested: Grade | undefined,
  { colors }: Screen,
  clock: Clock,
): string {
  const labels = GRADES.map((grade, index) => {
    const label = `${index + 1} ${grade} ${shortWait(dues[grade], clock)}`;
    return grade === suggested ? colors.bold(colors.green(label)) : label;
  });
  return labels.join('   ');
}

function gradeHelp(suggested: Grade | undefined, isToKeep: boolean): string {
  const enter = suggested ? `Enter takes ${suggested} · ` : '';
  return `${enter}${isToKeep ? 'k keep my words · ' : ''}u undo · s suspend · q quit`;
}
