import type { CardId } from 'ownwords';
import type { CardPart, Change, DeckDiff, Loss } from 'ownwords/decks/tools';
import type { DeckFile } from '../deck-file.js';
import type { Colors } from '../terminal.js';
import { counted, oneLine } from '../text.js';
import { formerlyLine } from './formerly-line.js';
import { grouped } from './grouped.js';
import type { Release } from './release.js';

const LONGEST_PROMPT = 60;

/** What there is to say of cards when talking of them. */
export interface Names {
  /** The prompt, shortened. */
  readonly promptOf: (id: CardId) => string;
  /** The prompt of the old release, shortened. */
  readonly oldPromptOf: (id: CardId) => string;
  /** The file of a card of the new release. */
  readonly fileOf: (id: CardId) => DeckFile;
  /** How many cards of a deck both releases have. */
  readonly keptIn: (deckId: string) => number;
}

export function namesIn(before: Release, after: Release): Names {
  const [old, now] = [promptsIn(before), promptsIn(after)];
  const files = new Map<string, DeckFile>();
  const kept = grouped(
    [...now.keys()].filter((id) => old.has(id)),
    deckOf,
  );
  for (const file of after.files) for (const { id } of file.decks) files.set(id, file);
  return {
    promptOf: (id) => shortened(now.get(id) ?? old.get(id) ?? ''),
    oldPromptOf: (id) => shortened(old.get(id) ?? ''),
    fileOf: (id) => files.get(deckOf(id)) as DeckFile,
    keptIn: (deckId) => kept.get(deckId)?.length ?? 0,
  };
}

function promptsIn({ decks }: Release): Map<CardId, string> {
  return new Map(
    decks.flatMap(({ id, cards }) =>
      Object.entries(cards).map(([key, { prompt }]): [CardId, string] => [`${id}/${key}`, prompt]),
    ),
  );
}

const deckOf = (id: CardId): string => id.slice(0, id.indexOf('/'));

function shortened(prompt: string): string {
  const line = oneLine(prompt);
  return line.length <= LONGEST_PROMPT ? line : `${[...line].slice(0, LONGEST_PROMPT).join('').trimEnd()}…`;
}

/** The differences in lines for people, those that cost progress last. */
export function report(diff: DeckDiff, names: Names, colors: Colors): string[] {
  const lines = SECTIONS.flatMap(({ kind, title, tell }) => {
    const changes = diff.changes.filter((change) => change.kind === kind);
    return changes.length === 0 ? [] : ['', colors.bold(title), ...tell(changes, names, colors)];
  });
  const all = [...lines, ...lossLines(diff, names, colors)].slice(1);
  return all.length > 0 ? all : ['No card differs.'];
}

interface Section {
  readonly kind: Change['kind'];
  readonly title: string;
  readonly tell: (changes: readonly Change[], names: Names, colors: Colors) => readonly string[];
}

type Of<Kind> = Extract<Change, { kind: Kind }>;

function section<Kind extends Change['kind']>(
  kind: Kind,
  title: string,
  tell: (change: Of<Kind>, names: Names, colors: Colors) => string,
): Section {
  return {
    kind,
    title,
    tell: (changes, names, colors) => changes.map((change) => tell(change as Of<Kind>, names, colors)),
  };
}

const SECTIONS: readonly Section[] = [
  section('added', 'Added', ({ cardId: id }, { promptOf }, { green, dim }) => {
    return `  ${green(`+ ${id}`)}  ${dim(promptOf(id))}`;
  }),
  section('reworded', 'Reworded; progress stays', ({ cardId: id, parts }, { promptOf }, { yellow, dim }) => {
    return `  ${yellow(`~ ${id}`)}  ${dim(promptOf(id))} (${partsIn(parts)})`;
  }),
  {
    kind: 'replaced',
    title: 'Hardly alike; is this still the same card? If not, give it a new key',
    tell: (changes, names, colors) => replacedLines(changes as readonly Of<'replaced'>[], names, colors),
  },
  section('renamed', 'Renamed or moved; progress goes along', ({ cardId: id, heir, parts }, _, { cyan }) => {
    return `  ${cyan(`→ ${id} → ${heir}`)}${parts.length === 0 ? '' : ` (${partsIn(parts)} reworded)`}`;
  }),
  section('retired', 'Retired; progress is kept, and not shown', ({ cardId: id }, { promptOf }, { red, dim }) => {
    return `  ${red(`- ${id}`)}  ${dim(promptOf(id))}`;
  }),
  section(
    'key-point-renamed',
    'Key points with a new slug; what was recalled of them is not shown any more',
    ({ cardId: id, slug, newSlug }, _, { yellow }) => `  ${yellow(`~ ${id}`)}: ${slug} is now ${newSlug}`,
  ),
];

const PARTS: { readonly [Part in CardPart]: string } = { prompt: 'prompt', answer: 'answer', keyPoints: 'key points' };
const partsIn = (parts: readonly CardPart[]): string => parts.map((part) => PARTS[part]).join(', ');

/** So many cards of a deck are named even if they are most of it. */
const NAMED_AT_LEAST = 5;

/** Each card as it was asked and as it is; a deck that is another almost everywhere, as when it was translated, in one line. */
function replacedLines(changes: readonly Of<'replaced'>[], names: Names, { yellow, dim }: Colors): string[] {
  return [...grouped(changes, ({ cardId }) => deckOf(cardId))].flatMap(([deckId, own]) => {
    const kept = names.keptIn(deckId);
    if (own.length > NAMED_AT_LEAST && own.length > kept / 2) {
      const advice = 'a translation is a deck of its own, with an id of its own';
      return [`  ${yellow(`? ${deckId}`)}  ${own.length} of ${counted(kept, 'card')}; ${advice}`];
    }
    return own.flatMap(({ cardId: id }) => [
      `  ${yellow(`? ${id}`)}  ${dim(names.oldPromptOf(id))}`,
      `    is now  ${dim(names.promptOf(id))}`,
    ]);
  });
}

function lossLines({ losses, proposals }: DeckDiff, names: Names, { bold, red, green }: Colors): string[] {
  if (losses.length === 0) return [];
  const byHeir = grouped(losses, ({ heir }) => heir);
  const byCard = new Map(proposals.map((proposal) => [proposal.cardId, proposal]));
  const lines = [...byHeir].flatMap(([heir, ofHeir]) => {
    const proposal = byCard.get(heir);
    const file = names.fileOf(heir);
    const told = ofHeir.map((loss) => `  ${red(`! ${oldIdOf(loss)}`)}  ${lossText(loss, names)}`);
    if (!proposal) return told;
    const where = `    so let ${heir} in ${oneLine(file.path)} say:`;
    return [...told, where, `      ${green(formerlyLine(proposal, file.format))}`];
  });
  return ['', bold(red(`Progress would be lost in ${counted(byHeir.size, 'card')}`)), ...lines];
}

const oldIdOf = (loss: Loss): string => (loss.kind === 'forgotten-ids' ? loss.missing.join(', ') : loss.cardId);

function lossText(loss: Loss, { promptOf }: Names): string {
  const { heir } = loss;
  if (loss.kind === 'forgotten-ids') return `had its history in ${loss.cardId}, and ${heir} does not name it any more`;
  if (loss.kind === 'reused-id') {
    return `is another card now, and what it was is ${heir}; give the new card another key, for no line can save it`;
  }
  const how =
    loss.certainty === 'certain' ? 'with the same content' : `likely: ${Math.floor(loss.likeness * 100)} % alike`;
  return `${promptOf(loss.cardId)}\n    lives on in ${heir} (${how}), which does not say so`;
}

/** The same for programs. */
export function jsonReport(diff: DeckDiff, names: Names, written: readonly string[]): string {
  const proposals = diff.proposals.map((proposal) => ({ ...proposal, file: names.fileOf(proposal.cardId).path }));
  return JSON.stringify({ ...diff, proposals, written }, undefined, 2);
}
