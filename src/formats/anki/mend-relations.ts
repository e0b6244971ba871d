import { type CardContent, type CardId, cardId, type Deck } from '../../deck/deck.js';
import { checkDeck } from '../../deck/parse.js';
import { StudyError } from '../../errors.js';

/**
 * The deck, without what its cards say of other cards where that cannot be: people take cards out of a deck that others follow
 * up, and nothing keeps two from claiming the history of a third.
 * @param onChange told what was taken from which card, and why
 */
export function withSoundRelations(deck: Deck, onChange: (id: CardId, message: string) => void): Deck {
  const isRelated = ({ followsUp, formerly }: CardContent) => followsUp !== undefined || formerly !== undefined;
  if (!Object.values(deck.cards).some(isRelated)) return deck;
  try {
    checkDeck(deck);
    return deck;
  } catch (error) {
    if (!(error instanceof StudyError)) throw error;
    const cards: Record<string, CardContent> = { ...deck.cards };
    const lost = new Set<string>();
    for (const { path, message } of error.issues) {
      // Nothing in a key or an index is escaped.
      const [, , key = '', member = '', index] = path.split('/');
      if (member !== 'followsUp' && index === undefined) throw error;
      lost.add(path);
      onChange(cardId(deck.id, key), `its ${member} is left out: ${message}`);
      const { followsUp, formerly, ...content } = deck.cards[key] as CardContent;
      const kept = formerly?.filter((_, place) => !lost.has(`/cards/${key}/formerly/${place}`)) ?? [];
      cards[key] = {
        ...content,
        ...(followsUp !== undefined && !lost.has(`/cards/${key}/followsUp`) && { followsUp }),
        ...(kept.length > 0 && { formerly: kept }),
      };
    }
    return { ...deck, cards };
  }
}
