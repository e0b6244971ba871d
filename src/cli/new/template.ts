import type { Deck } from 'ownwords';

/** A deck to begin with: valid, and with everything on its cards that an author may want to write. */
export function templateFor(id: string, title: string, language: string): Deck {
  return {
    id,
    title,
    description: 'What people know when they have learnt this deck, in a sentence or two.',
    language,
    cards: {
      'first-question': {
        prompt: 'What would you ask somebody who claims to know this?',
        answer:
          'Write the answer as you would say it aloud, in your own words. Begin with the main point. Then give one reason for it, or ' +
          'one small true story, and stop before a minute is over.',
        keyPoints: {
          'main-point': { text: 'Begin with the main point', essential: true },
          reason: 'One reason, or one small true story',
          'stop-in-time': 'Stop before a minute is over',
        },
        hint: 'Picture the person across the table.',
        tags: ['opening'],
      },
      'next-question': {
        prompt: 'And what would a sceptic want to hear after that?',
        answer: 'Something that only follows once the card before is known. Until then it waits.',
        followsUp: 'first-question',
        tags: ['opening'],
      },
    },
  };
}
