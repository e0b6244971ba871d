const text = { type: 'string' };
const name = { type: 'string', minLength: 1, maxLength: 200 };
const instant = { type: 'string', format: 'date-time' };
const count = { type: 'integer', minimum: 0 };
const grade = { enum: ['again', 'hard', 'good', 'easy'] };
const texts = { type: 'array', items: text };

const ref = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });

/** An object of whose members those with a `?` may be absent. */
function object(members: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const names = Object.keys(members);
  return {
    type: 'object',
    required: names.filter((member) => !member.endsWith('?')),
    properties: Object.fromEntries(names.map((member) => [member.replace('?', ''), members[member]])),
    ...more,
  };
}

/** What requests and answers hold (JSON Schema 2020-12). */
export const schemas = {
  Problem: object(
    {
      title: text,
      status: { type: 'integer', minimum: 400, maximum: 599 },
      code: { ...text, description: 'For programs to branch on.' },
      detail: { ...text, description: 'For people.' },
      'issues?': { type: 'array', items: object({ path: text, message: text, 'line?': count }) },
    },
    { description: 'Why a request is not served (RFC 9457).' },
  ),
  Health: object({ status: { const: 'ok' } }),
  Event: object(
    { id: name, type: name, at: { type: 'integer', description: 'Ms since 1970 UTC.' }, 'batch?': name },
    { description: 'Something that happened; what else it holds is described by ownwords/progress.schema.json.' },
  ),
  Append: object({ events: { type: 'array', items: ref('Event') } }),
  Page: object({
    events: { type: 'array', items: ref('Event'), description: 'In order of arrival.' },
    cursor: { ...text, description: 'Where the next page begins: `after`.' },
    more: { type: 'boolean', description: 'Whether there may be events after these.' },
  }),
  Progress: object({
    format: { const: 'ownwords-progress' },
    version: { const: 1 },
    exportedAt: instant,
    events: { type: 'array', items: ref('Event') },
  }),
  Grade: grade,
  Card: object({
    id: text,
    deckId: text,
    key: text,
    prompt: { ...text, description: 'Markdown.' },
    answer: { ...text, description: 'The model answer, in Markdown.' },
    'ownAnswer?': { ...text, description: 'In the words of the learner.' },
    keyPoints: { type: 'array', items: object({ slug: text, text, essential: { type: 'boolean' } }) },
    'hint?': text,
    tags: texts,
    'language?': { ...text, description: 'Of its deck, as BCP 47: for `lang` and `dir` around its texts.' },
    'followsUp?': text,
    'fields?': { description: 'Data of the deck.' },
    phase: { enum: ['new', 'learning', 'review', 'relearning'] },
    'due?': instant,
    suspended: { type: 'boolean' },
    leech: { type: 'boolean' },
    reps: count,
    lapses: count,
    'stability?': { type: 'number', description: 'Days until the probability of recall falls to 90 %.' },
    'difficulty?': { type: 'number', minimum: 1, maximum: 10 },
    'retrievability?': { type: 'number', minimum: 0, maximum: 1 },
    'lastReviewed?': { type: 'string', format: 'date' },
  }),
  Due: object({
    cards: { type: 'array', items: ref('Card'), description: 'In the order to show them.' },
    counts: object({ new: count, learning: count, review: count, doneToday: count, 'nextDueAt?': instant }),
  }),
  CardWithPreview: object({
    card: ref('Card'),
    preview: object(
      { again: instant, hard: instant, good: instant, easy: instant },
      { description: 'When the card would be due after each grade.' },
    ),
  }),
  Grading: object(
    {
      cardId: text,
      grade: ref('Grade'),
      'id?': { ...name, description: 'Mint one for each answer: the same id counts once, however often it is sent.' },
      'durationMs?': { type: 'number', minimum: 0 },
      'recalled?': { ...texts, description: 'Slugs of the key points that came.' },
    },
    { additionalProperties: false },
  ),
  Graded: object({ card: ref('Card') }),
  Undone: object({ 'card?': ref('Card') }, { description: 'Empty if there was nothing to take back.' }),
};
