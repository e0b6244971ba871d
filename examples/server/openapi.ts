import {
  always,
  badBody,
  badQuery,
  content,
  limit,
  noOther,
  ok,
  parameter,
  problem,
  timeZone,
  unknownDeckOrCard,
} from './openapi-parts.js';
import { schemas } from './openapi-schemas.js';

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
          ...noOther,
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
          ...noOther,
        },
      },
    },
    '/log': {
      get: {
        operationId: 'readLog',
        summary: 'Events of the log, in order of arrival',
        parameters: [parameter('query', 'after', { type: 'string' }, 'The cursor of the page before.'), limit],
        responses: { 200: ok('A page.', 'Page'), ...badQuery, ...noOther, ...always },
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
          ...noOther,
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
          ...noOther,
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
          ...noOther,
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
          ...noOther,
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
        responses: { 200: ok('It.', 'Progress'), ...badQuery, ...noOther, ...always },
      },
    },
  },
  components: {
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'As `npm run server` prints it.' } },
    schemas,
  },
};
