import { type Context, Hono } from 'hono';
import { type CardId, type Clock, createClock, type Grade, openStudy, type Store, type Study } from 'ownwords';
import { deckList } from 'ownwords/decks';
import { gradingIn } from './grading.js';
import { Problem } from './problem.js';
import { turns } from './turns.js';

/** What is known of a request once its token was looked at. */
export type Known = { Variables: { readonly learner: string } };

const decks = await Promise.all(deckList.map(({ load }) => load()));

/** What is due, and what to do about it: for front ends that keep no log of their own. */
export function reviewRoutes(logOf: (learner: string) => Store): Hono<Known> {
  const routes = new Hono<Known>();
  const inTurn = turns();

  /** Opens the learner's study for one request. */
  async function withStudy<Result>(c: Context<Known>, work: (study: Study) => Result | Promise<Result>) {
    const study: Study = await openStudy({ decks, store: logOf(c.get('learner')), clock: clockOf(c) });
    try {
      return await work(study);
    } finally {
      await study.close();
    }
  }

  routes.get('/due', (c) =>
    withStudy(c, (study) => {
      const deckId = c.req.query('deck');
      const cards = study.due({ ...(deckId !== undefined && { deckId }), limit: limitOf(c) });
      return c.json({ cards, counts: study.counts(deckId === undefined ? {} : { deckId }) });
    }),
  );

  routes.get('/cards/:deck/:key', (c) =>
    withStudy(c, (study) => {
      const id = `${c.req.param('deck')}/${c.req.param('key')}` as CardId;
      return c.json({ card: study.card(id), preview: study.preview(id) });
    }),
  );

  routes.post('/grades', async (c) => {
    const { cardId, grade, ...details } = await gradingIn(c.req.raw);
    return inTurn(c.get('learner'), () =>
      withStudy(c, async (study) => c.json({ card: await study.grade(cardId as CardId, grade as Grade, details) })),
    );
  });

  routes.post('/undo', (c) =>
    inTurn(c.get('learner'), () =>
      withStudy(c, async (study) => {
        const card = await study.undo();
        return c.json(card ? { card } : {});
      }),
    ),
  );

  routes.get('/progress', (c) => withStudy(c, (study) => c.json(study.exportProgress())));
  return routes;
}

/** A clock in the zone that the request names, by its query or by a header. */
function clockOf(c: Context): Clock {
  return createClock({ timeZone: c.req.query('timeZone') ?? c.req.header('time-zone') ?? 'UTC' });
}

function limitOf(c: Context): number | undefined {
  const limit = c.req.query('limit');
  if (limit === undefined) return undefined;
  if (/^[1-9]\d{0,5}$/.test(limit)) return Number(limit);
  throw new Problem(400, 'invalid-argument', 'limit must be a whole number from 1');
}
