import { schemas } from './openapi-schemas.js';

type Json = Readonly<Record<string, unknown>>;

const content = (schema: keyof typeof schemas, type = 'application/json') => ({
  content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
});
const problem = (details: string, headers?: Json) => ({
  description: details,
  ...(headers && { headers }),
  ...content('Problem', 'application/problem+json'),
});
const ok = (details: string, schema: keyof typeof schemas) => ({ description: details, ...content(schema) });

const retryAfter = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };
const allow = { Allow: { schema: { type: 'string' } } };

/** Refusals that any request with a token can meet. */
const always = {
  401: problem('No token of this server was sent.', { 'WWW-Authenticate': { schema: { type: 'string' } } }),
  429: problem('Too many requests of this learner.', retryAfter),
  500: problem('The server failed.'),
  503: problem('The log cannot be used now.', retryAfter),
};
const badQuery = { 400: problem('A parameter makes no sense.') };
const unknownDeckOrCard = { 404: problem('There is no such deck or card.') };
const badBody = {
  400: problem('The body is not JSON, or broke off.'),
  413: problem('The body is too long.'),
  415: problem('The body is not application/json, or encoded in a way that is not understood.'),
  422: problem('The body holds something else; nothing was kept.'),
  507: problem('No space is left; nothing was kept.'),
};

const parameter = (place: 'query' | 'path' | 'header', name: string, schema: Json, details: string) => ({
  in: place,
  name,
  schema,
  description: details,
  ...(place === 'path' && { required: true }),
});
const zone = 'The time zone of the learner, such as Europe/Paris; by default UTC. The query comes before the header.';
const timeZone = [
  parameter('query', 'timeZone', { type: 'string' }, zone),
  parameter('header', 'Time-Zone', { type: 'string' }, zone),
];
const limit = parameter('query', 'limit', { type: 'integer', minimum: 1 }, 'At most so many.');

/** What the server can do, as `GET /openapi.json` tells it. */
export const description = {
  openapi: '3.1.0',
  info: {
    title: 'ownwords server',
    version: '1.0.0',
    description: 'Keeps the progress of many learners: a log of events for each, to sync with, and reviews over it.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/' }],
  security: [{ token: [] }],
  paths: {
    '/health': {
      get: {
        operationId: 'health',
        summary: 'Whether the server and its database answer',
        security: [],
        responses: {
          200: ok('They do.', 'Health'),
          405: problem('Another method.', allow),
          503: problem('They do not.'),
        },
      },
    },
    '/openapi.json': {
      get: {
        operationId: 'describe',
        summary: 'This description',
        security: [],
        responses: {
          200: { description: 'OpenAPI 3.1.', content: { 'application/json': { schema: { type: 'object' } } } },
          405: problem('Another method.', allow),
        },
      },
    },
    '/log': {
      get: {
        operationId: 'readLog',
        summary: 'Events of the log, in order of arrival',
        parameters: [parameter('query', 'after', { type: 'string' }, 'The cursor of the page before.'), limit],
        responses: { 200: ok('A page.', 'Page'), ...badQuery, 405: problem('Another method.', allow), ...always },
      },
      post: {
        operationId: 'appendToLog',
        summary: 'Keeps events, all or none; those whose id is known are left as they are',
        requestBody: { required: true, description: 'May be zipped (Content-Encoding: gzip).', ...content('Append') },
        responses: {
          204: { description: 'They are kept.' },
          ...badBody,
          408: problem('The body took too long to arrive.'),
          ...always,
        },
      },
    },
    '/due': {
      get: {
        operationId: 'due',
        summary: 'The cards to show now, and how many there are',
        parameters: [parameter('query', 'deck', { type: 'string' }, 'Of this deck alone.'), limit, ...timeZone],
        responses: {
          200: ok('The cards.', 'Due'),
          ...badQuery,
          ...unknownDeckOrCard,
          405: problem('Another method.', allow),
          ...always,
        },
      },
    },
    '/cards/{deck}/{key}': {
      get: {
        operationId: 'card',
        summary: 'A card, and what each grade would promise',
        parameters: [
          parameter('path', 'deck', { type: 'string' }, 'The id of the deck.'),
          parameter('path', 'key', { type: 'string' }, 'The key of the card.'),
          ...timeZone,
        ],
        responses: {
          200: ok('The card.', 'CardWithPreview'),
          ...badQuery,
          ...unknownDeckOrCard,
          405: problem('Another method.', allow),
          ...always,
        },
      },
    },
    '/grades': {
      post: {
        operationId: 'grade',
        summary: 'Records how well a card was recalled',
        parameters: timeZone,
        requestBody: { required: true, ...content('Grading') },
        responses: {
          200: ok('The card, with its new due.', 'Graded'),
          ...badBody,
          ...unknownDeckOrCard,
          405: problem('Another method.', allow),
          409: problem('The id is taken by something else.'),
          ...always,
        },
      },
    },
    '/undo': {
      post: {
        operationId: 'undo',
        summary: 'Takes back the last act; not to be repeated blindly, for each call takes back one more',
        parameters: timeZone,
        responses: {
          200: ok('The card as it is again.', 'Undone'),
          ...badQuery,
          405: problem('Another method.', allow),
          507: badBody[507],
          ...always,
        },
      },
    },
    '/progress': {
      get: {
        operationId: 'progress',
        summary: 'The whole progress, to take along',
        parameters: timeZone,
        responses: { 200: ok('It.', 'Progress'), ...badQuery, 405: problem('Another method.', allow), ...always },
      },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'As `npm run server` prints it.' } },
    schemas,
  },
};
