import { type Issue, StudyError } from 'ownwords';
import { safe } from './text.js';

/** The program was called in a way it does not understand. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What was asked for is not done; the message says why, and what to do instead. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What came from this place cannot be used; the cause says why. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(place: string, cause: Error) {
    super(place, { cause });
  }
}

/**
 * Whether it is an error of the library. In a bundle, what the command line takes from the library's source has a class of its own for
 * them.
 */
export function isStudyError(error: unknown): error is StudyError {
  return error instanceof StudyError || (error instanceof Error && error.name === 'StudyError');
}

/** 2 for a call that is not understood, and 1 for everything else that went wrong. */
export function exitCodeOf(error: unknown): number {
  return error instanceof UsageError ? 2 : 1;
}

/** What went wrong, in lines for people. An error that nobody expected is shown with all there is to find it by. */
export function explained(error: unknown): string {
  return safe(`ownwords: ${linesOf(error).join('\n  ')}\n`);
}

function linesOf(error: unknown): string[] {
  if (error instanceof UsageError) return [error.message, 'See --help for what there is.'];
  if (error instanceof Refusal) return [error.message];
  if (error instanceof InputError) {
    if (isOfSystem(error.cause)) return [`${error.message}: ${error.cause.message.split(', ')[0]}`];
    const [first, ...more] = linesOf(error.cause);
    return [`${error.message}: ${first}`, ...more];
  }
  if (isStudyError(error)) {
    const { code, message, issues } = error;
    return issues.length > 1 ? [`${code}, ${issues.length} faults:`, ...issues.map(lineOf)] : [`${code}: ${message}`];
  }
  if (isOfSystem(error)) return [error.message]; // it says what and where
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}

function isOfSystem(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function lineOf({ line, path, message }: Issue): string {
  return `${line === undefined ? '' : `line ${line} `}${path || 'the whole'}: ${message}`;
}
