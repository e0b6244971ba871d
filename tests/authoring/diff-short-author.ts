import { type AuthoredCard, idOf } from './diff-author.js';
import { type Random, wordsBy } from './diff-random.js';

/** Ways to ask for one kind of fact. */
type Form = readonly ((thing: string) => string)[];

const CAPITAL: Form = [(land) => `What is the capital of ${land}?`, (land) => `Which city is the capital of ${land}?`];
const GERMAN: Form = [(word) => `German word for ${word}?`, (word) => `What is ${word} in German?`];
const SUM: Form = [(sum) => `What is ${sum}?`, (sum) => `How much is ${sum}?`];

/** An author of many short cards in few forms, who renames, retires and adds some in each release, and is careless about keys. */
export function shortAuthorBy(random: Random) {
  const { below, isChance, pick, shuffled } = random;
  let named = 0;
  const newKey = () => `card-${++named}`;
  const taken = new Set<string>();
  const fresh = (make: () => string): string => {
    for (;;) {
      const text = make();
      if (!taken.has(text)) {
        taken.add(text);
        return text;
      }
    }
  };
  const name = () => fresh(() => wordsBy(random, 3).join(''));
  const newCard = (deck: string): AuthoredCard => {
    const place = { deck, key: newKey(), formerly: [], was: [] };
    const form = pick([CAPITAL, GERMAN, SUM]);
    if (form !== SUM) return { ...place, prompt: [pick(form)(name())], answer: [name()] };
    const sum = fresh(() => `${below(30)} - ${below(30)}`);
    const [one = 0, other = 0] = sum.split(' - ').map(Number);
    return { ...place, prompt: [pick(form)(sum)], answer: [String(one - other)] };
  };
  const reworded = (card: AuthoredCard): AuthoredCard => {
    const [prompt = ''] = card.prompt;
    const swapped = prompt
      .replace(/^What is the capital/, 'Which city is the capital')
      .replace(/^German word for (.*)\?$/, 'What is $1 in German?')
      .replace(/^What is (.* - .*)\?$/, 'How much is $1?');
    return { ...card, prompt: [swapped] };
  };

  return {
    first: (): AuthoredCard[] => ['one', 'two'].flatMap((deck) => Array.from({ length: 30 }, () => newCard(deck))),

    /** The next release of decks. */
    next(release: readonly AuthoredCard[]): AuthoredCard[] {
      const edited = release
        .map((card): AuthoredCard => ({ ...card, was: [card] }))
        .flatMap((card): AuthoredCard[] => {
          const act = below(14);
          if (act === 0) return []; // retired
          if (act === 1) return [newCard(card.deck)]; // retired for another
          if (act === 2) return [{ ...card, key: newKey() }];
          if (act === 3) return [{ ...reworded(card), key: newKey() }];
          if (act === 4) return [{ ...card, deck: pick(['one', 'two']) }];
          if (act === 5) return [reworded(card)];
          if (act === 6) return [card, newCard(card.deck)];
          if (act > 7) return [card];
          const heir = newCard(card.deck); // which takes the key
          if (heir.answer[0] === card.answer[0]) return [card];
          return isChance(0.5)
            ? [{ ...heir, key: card.key }]
            : [
                { ...heir, key: card.key },
                { ...card, key: newKey() },
              ];
        })
        .map((card) => ({ ...card, formerly: card.formerly.filter((id) => id !== idOf(card)) }));
      return isChance(0.5) ? shuffled(edited) : edited;
    },
  };
}
