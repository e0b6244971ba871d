import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A name that no learner can have. */
export class NameError extends Error {
  override readonly name = 'NameError';
}

const LONGEST_NAME = 100;

/**
 * Proves who somebody is: the learner's name, a dot, and the name's signature. The name is written as in a URL, so that any
 * name fits into a header, and signed as it is written.
 * @throws NameError
 */
export function tokenFor(learner: string, secret: string): string {
  if (learner === '' || learner.length > LONGEST_NAME || /\p{Cc}|\p{Cs}/u.test(learner)) {
    throw new NameError(`A learner's name has 1 to ${LONGEST_NAME} characters, and no control characters among them`);
  }
  const name = encodeURIComponent(learner);
  return `${name}.${signature(name, secret)}`;
}

/** Whose token it is; nothing if it is nobody's. */
export function learnerOf(token: string, secret: string): string | undefined {
  const dot = token.lastIndexOf('.');
  if (dot <= 0) return undefined;
  const name = token.slice(0, dot);
  const given = Buffer.from(token.slice(dot + 1));
  const right = Buffer.from(signature(name, secret));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  return decodeURIComponent(name);
}

function signature(name: string, secret: string): string {
  return createHmac('sha256', secret).update(name).digest('base64url');
}

/** The secret that a folder keeps, for its owner alone; made when it is missing. */
export function secretIn(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'secret');
  const draft = join(folder, `secret.${process.pid}.new`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  try {
    writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    linkSync(draft, path); // appears whole, and never replaces that of a program which was faster
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(path, 'utf8').trim();
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
