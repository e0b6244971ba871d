import type { schemas } from './openapi-schemas.js';

type Json = Readonly<Record<string, unknown>>;

export const content = (schema: keyof typeof schemas, type = 'application/json') => ({
  content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } },
});
export const problem = (details: string, headers?: Json) => ({
  description: details,
  ...(headers && { headers }),
  ...content('Problem', 'application/problem+json'),
});
export const ok = (details: string, schema: keyof typeof schemas) => ({ description: details, ...content(schema) });

const retryAfter = { 'Retry-After': { schema: { type: 'integer' }, description: 'Seconds to wait.' } };
const allow = { Allow: { schema: { type: 'string' } } };

/** A path that is asked in a way it does not know. */
export const noOther = { 405: problem('Another method.', allow) };

/** Refusals that any request with a token can meet. */
export const always = {
  401: problem('No token of this server was sent.', { 'WWW-Authenticate': { schema: { type: 'string' } } }),
  429: problem('Too many requests of this learner.', retryAfter),
  500: problem('The server failed.'),
  503: problem('The log cannot be used now.', retryAfter),
};
export const badQuery = { 400: problem('A parameter makes no sense.') };
export const unknownDeckOrCard = { 404: problem('There is no such deck or card.') };
export const badBody = {
  400: problem('The body is not JSON, or broke off.'),
  413: problem('The body is too long.'),
  415: problem('The body is not application/json, or encoded in a way that is not understood.'),
  422: problem('The body holds something else; nothing was kept.'),
  507: problem('No space is left; nothing was kept.'),
};

export const parameter = (place: 'query' | 'path' | 'header', name: string, schema: Json, details: string) => ({
  in: place,
  name,
  schema,
  description: details,
  ...(place === 'path' && { required: true }),
});
const zone = 'The time zone of the learner, such as Europe/Paris; by default UTC. The query comes before the header.';
export const timeZone = [
  parameter('query', 'timeZone', { type: 'string' }, zone),
  parameter('header', 'Time-Zone', { type: 'string' }, zone),
];
export const limit = parameter('query', 'limit', { type: 'integer', minimum: 1 }, 'At most so many.');
