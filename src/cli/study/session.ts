import { randomUUID } from 'node:crypto';
import type { CardId, CardView } from 'ownwords';
import { oneLine } from '../text.js';
import { type Decision, type Sitting, showCard } from './card.js';
import { summary } from './summary.js';
import { spokenTime } from './times.js';

/** Shows one due card after another until none is left or the learner leaves, then sums up. */
export async function studyDeck(sitting: Sitting): Promise<void> {
  const { study, deckId, screen } = sitting;
  const graded = new Set<string>(); // ids of the reviews of this sitting
  const met = new Set<CardId>(); // cards that were due at any time in it
  let first: CardId | undefined; // to be shown before the others that are due

  for (;;) {
    await study.refresh();
    const due = study.due({ deckId });
    for (const { id } of due) met.add(id);
    const card = due.find(({ id }) => id === first) ?? due[0];
    first = undefined;
    if (met.size === 0) return screen.print(...nothingDue(sitting));
    if (card) screen.rule(progress(sitting, due.length, met.size));
    const decision = card ? await showCard(card, sitting) : await allDone(sitting);
    if (decision.act === 'leave') break;
    if (decision.act === 'undo') first = await undo(sitting);
    else if (card) await carryOut(decision, card, sitting, graded);
  }
  screen.print('', ...summary(sitting, graded));
}

/** `3 of 14 left · 2 new · 1 learning · 0 review · done today 5` */
function progress({ study, deckId }: Sitting, left: number, all: number): string {
  const counts = study.counts({ deckId });
  const kinds = `${counts.new} new · ${counts.learning} learning · ${counts.review} review`;
  return `${left} of ${all} left · ${kinds} · done today ${counts.doneToday}`;
}

async function carryOut(decision: Decision, card: CardView, sitting: Sitting, graded: Set<string>): Promise<void> {
  const { study, screen, clock } = sitting;
  if (decision.act === 'suspend') {
    await study.suspend(card.id);
    screen.print(screen.colors.dim('Suspended: this card will not be shown. u takes that back.'));
  } else if (decision.act === 'grade') {
    const id = randomUUID();
    const { due } = await study.grade(card.id, decision.grade, { id, ...decision.details });
    graded.add(id);
    screen.print(screen.colors.dim(`${decision.grade} · due ${due ? spokenTime(due, clock) : 'at any time'}`));
  }
}

/** Takes back the last act; returns the id of the card it was about. */
async function undo({ study, screen }: Sitting): Promise<CardId | undefined> {
  let isChanged = false;
  const unsubscribe = study.subscribe(() => {
    isChanged = true;
  });
  const card = await study.undo();
  unsubscribe();
  const what = card ? `: ${oneLine(card.prompt).replaceAll('**', '')}` : '.';
  const message = isChanged ? `Taken back${what}` : 'There is nothing to take back.';
  screen.print(screen.colors.dim(shortened(message, screen.width)));
  return card?.id;
}

function shortened(line: string, width: number): string {
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

/** The last grade can be taken back like any other. */
async function allDone({ screen }: Sitting): Promise<Decision> {
  const help = 'Enter finishes · u takes the last grade back';
  const key = await screen.key('That was the last card for now.', help, ['', 'u']);
  return { act: key === 'u' ? 'undo' : 'leave' };
}

function nothingDue({ study, deckId, clock }: Sitting): string[] {
  const { doneToday, nextDueAt } = study.counts({ deckId });
  const praise = doneToday > 0 ? ' You have done all of it for today.' : '';
  const next = nextDueAt ? ` The next card comes ${spokenTime(nextDueAt, clock)}.` : '';
  return [`Nothing is due.${praise}${next}`];
}
