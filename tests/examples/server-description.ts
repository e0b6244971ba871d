import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { description } from '../../examples/server/openapi.js';

interface DescribedAnswer {
  readonly description: string;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
  readonly headers?: Readonly<Record<string, object>>;
}

export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly responses: Readonly<Record<string, DescribedAnswer>>;
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> };
}

/** All that the description lists. */
export const operations: readonly Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(
    ([method, operation]) => ({ ...operation, method: method.toUpperCase(), path }) as unknown as Operation,
  ),
);

/** Schemas that allow no member besides those they list; events alone may hold more. */
function closed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => closed(item));
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item, key)]));
  const isObject = 'properties' in inner && inner.type === 'object' && name !== 'Event';
  return isObject ? { additionalProperties: false, ...inner } : inner;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });
ajv.addSchema(closed(description) as object, 'description');

/** Checks a value against a schema of the description. */
function expectDescribed(schema: object, value: unknown): void {
  const text = JSON.stringify(schema).replaceAll('"#/', '"description#/');
  const matches = ajv.compile(JSON.parse(text));
  expect(matches(value), `${ajv.errorsText(matches.errors)} in ${JSON.stringify(value)?.slice(0, 500)}`).toBe(true);
}

/** The operation that a request is, if there is one. */
function operationOf(method: string, path: string): Operation | undefined {
  const fits = (template: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
  const there = operations.filter((operation) => fits(operation.path));
  return there.find((operation) => operation.method === method) ?? there[0]; // which tells of 405
}

/** What a server answered. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: whatever it is, tests compare it
  readonly body: any;
}

/** The answer to a request, which is one that the description tells of. */
export async function described(method: string, url: string, response: Response): Promise<Answer> {
  const { status, headers } = response;
  const text = await response.text();
  const { pathname } = new URL(url);
  const operation = operationOf(method, pathname);
  const type = headers.get('content-type');
  if (operation) {
    const answer = operation.responses[status];
    expect(answer, `${method} ${pathname} answered ${status}: ${text}`).toBeDefined();
    const [[expected, content] = [null, undefined]] = Object.entries(answer?.content ?? {});
    expect(type).toBe(expected);
    if (content) expectDescribed(content.schema, JSON.parse(text));
    for (const name of Object.keys(answer?.headers ?? {})) {
      if (status !== 503) expect(headers.has(name), `${name} of ${status}`).toBe(true);
    }
  }
  if (status >= 400) expect(type).toBe('application/problem+json');
  return { status, headers, body: text === '' ? undefined : JSON.parse(text) };
}

interface Question {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a text already. */
  readonly body?: unknown;
}

/** Asks a server, and expects to be answered as its description says. */
export async function ask(
  server: { readonly url: string; readonly token: string },
  method: string,
  path: string,
  { token = server.token, headers = {}, body }: Question = {},
): Promise<Answer> {
  const url = `${server.url}${path}`;
  const sent = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  const type = sent === null ? undefined : { 'content-type': 'application/json' };
  const authorization = token === '' ? undefined : { authorization: `Bearer ${token}` };
  const response = await fetch(url, { method, body: sent, headers: { ...authorization, ...type, ...headers } });
  return described(method, url, response);
}
