import type { Issue } from 'ownwords';
import { Problem } from './problem.js';

/** What `POST /grades` is told. Whether there is such a card or grade is for the study to say. */
export interface Grading {
  readonly cardId: string;
  readonly grade: string;
  readonly id?: string;
  readonly durationMs?: number;
  readonly recalled?: readonly string[];
}

const LONGEST_BODY = 16 * 1024;

const isText = (value: unknown) => typeof value === 'string';
const RULES: Readonly<Record<keyof Grading, readonly [isRight: (value: unknown) => boolean, what: string]>> = {
  cardId: [isText, 'the id of a card'],
  grade: [isText, 'a grade'],
  id: [(value) => isText(value) && value !== '' && (value as string).length <= 200, 'a text of 1 to 200 characters'],
  durationMs: [(value) => typeof value === 'number' && value >= 0, 'a number from 0'],
  recalled: [(value) => Array.isArray(value) && value.every(isText), 'a list of slugs'],
};
const NEEDED = ['cardId', 'grade'];

/** @throws Problem */
export async function gradingIn(request: Request): Promise<Grading> {
  const body = await jsonIn(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw faulty([{ path: '', message: 'must be an object' }]);
  const members = { ...Object.fromEntries(NEEDED.map((name) => [name, undefined])), ...body };
  const issues = Object.entries(members).flatMap(([name, value]): Issue[] => {
    const path = `/${name.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!Object.hasOwn(RULES, name))
      return [{ path, message: `is not known; there are ${Object.keys(RULES).join(', ')}` }];
    const [isRight, what] = RULES[name as keyof Grading];
    return isRight(value) ? [] : [{ path, message: `${value === undefined ? 'is missing; it ' : ''}must be ${what}` }];
  });
  if (issues.length > 0) throw faulty(issues.slice(0, 20));
  return members as unknown as Grading;
}

function faulty(issues: readonly Issue[]): Problem {
  return new Problem(422, 'invalid-argument', 'Nothing was recorded: the body is not a grading', { issues });
}

async function jsonIn(request: Request): Promise<unknown> {
  if (request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw new Problem(415, 'invalid-argument', 'The body must be application/json');
  }
  const bytes = await bytesIn(request);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem(400, 'invalid-argument', 'The body is not JSON');
  }
}

/** The body, of which no more is read than is allowed. */
async function bytesIn(request: Request): Promise<Uint8Array> {
  const tooLarge = () => new Problem(413, 'too-large', `The body is longer than ${LONGEST_BODY} bytes`);
  if (Number(request.headers.get('content-length')) > LONGEST_BODY) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const read = await reader?.read().catch(() => {
      throw new Problem(400, 'unreachable', 'The body broke off; send it again');
    });
    if (!read?.value) return Buffer.concat(chunks);
    length += read.value.length;
    if (length > LONGEST_BODY) throw tooLarge();
    chunks.push(read.value);
  }
}
