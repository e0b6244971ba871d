import { type Issue, StudyError, type StudyErrorCode } from './errors.js';

/** Whether the value is a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON Pointer to a member of the value that `path` points to. */
export function pointer(path: string, member: string | number): string {
  return `${path}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A value as a short text for messages, never throwing. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The value that a JSON text spells; anything but a text is taken as that value already. */
export function valueOfJson(input: unknown, refuse: (issue: Issue) => Error): unknown {
  if (typeof input !== 'string') return input;
  try {
    return JSON.parse(input.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw refuse({ path: '', message: `not JSON: ${(cause as Error).message}` });
  }
}

/**
 * A copy of JSON data that shares nothing with it.
 * @param finish what to do with each list and object of the copy, as `Object.freeze`
 */
export function copyOf<Value>(value: Value, finish: (part: object) => unknown = () => {}): Value {
  if (typeof value !== 'object' || value === null) return value;
  const copy = Array.isArray(value) ? ([...value] as Value & object) : { ...value };
  for (const member in copy) {
    const part = copy[member];
    if (typeof part === 'object') copy[member] = copyOf(part, finish);
  }
  finish(copy);
  return copy;
}

/** Deep enough for anything people write, and shallow enough for any program to walk. */
const MOST_LEVELS = 32;

/** The fault of free-form data that no program should be handed: nested without end, or aimed at its prototype. */
export function dataIssues(value: unknown, path: string, levels = MOST_LEVELS): Issue[] {
  if (typeof value !== 'object' || value === null) return [];
  if (levels === 0) return [{ path, message: `is nested deeper than ${MOST_LEVELS} levels` }];
  return Object.entries(value).flatMap(([member, inner]) => {
    const place = pointer(path, member);
    if (member === '__proto__') return [{ path: place, message: 'is no name to use' }];
    return dataIssues(inner, place, levels - 1);
  });
}

/** What is right in some place, and what to say after "it must be" where something else is found. */
export type Rule = readonly [isRight: (value: unknown) => boolean, what: string, need?: 'optional'];
export type Rules = { readonly [member: string]: Rule };

/** The same rule for a member that may be absent. */
export const optional = ([isRight, what]: Rule): Rule => [isRight, what, 'optional'];

export const ANY_TEXT: Rule = [(value) => typeof value === 'string', 'a text'];

export const text: Rule = [(value) => typeof value === 'string' && /\S/.test(value), 'a text that is not empty'];

export const number = (least: number, most: number): Rule => [
  (value) => typeof value === 'number' && value >= least && value <= most,
  `a number from ${least} to ${most}`,
];

export const whole = (least: number, most: number): Rule => [
  (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
  `a whole number from ${least} to ${most}`,
];

/** A list in which nothing stands twice. */
export const listOf = (isRight: (item: unknown) => boolean, what: string): Rule => [
  (value) => Array.isArray(value) && value.every(isRight) && new Set(value).size === value.length,
  `a list of different ${what}`,
];

/** Whether the value can be gone through; a text is not meant. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** @throws StudyError with the code, if the value breaks the rule */
export function check(code: StudyErrorCode, name: string, value: unknown, [isRight, what]: Rule): void {
  if (!isRight(value)) throw new StudyError(code, `${name} is ${shown(value)}; it must be ${what}`);
}

/** Whether the members that have a rule keep it, and there are no others. Says in one look what most values are: faultless. */
function isFaultless(value: Readonly<Record<string, unknown>>, rules: Rules): boolean {
  let ruled = 0;
  for (const member in rules) {
    const [isRight, , need] = rules[member] as Rule;
    const found = value[member];
    if (found === undefined ? !need : !isRight(found)) return false;
    if (found !== undefined) ruled++;
  }
  for (const _ in value) ruled--;
  return ruled === 0;
}

const NONE: readonly Issue[] = [];

/**
 * Every fault in the members of an object.
 * @param others what to make of members without a rule: a fault; data to carry, if any program can; nothing
 */
export function memberIssues(
  value: unknown,
  rules: Rules,
  path: string,
  others?: 'carried' | 'ignored',
): readonly Issue[] {
  if (!isRecord(value)) return [{ path, message: `is ${shown(value)}; it must be an object` }];
  if (isFaultless(value, rules)) return NONE;
  const issues: Issue[] = [];
  for (const member in rules) {
    const [isRight, what, need] = rules[member] as Rule;
    const found = value[member];
    if (found === undefined ? need : isRight(found)) continue;
    const fault = found === undefined ? 'is missing' : `is ${shown(found)}`;
    issues.push({ path: pointer(path, member), message: `${fault}; it must be ${what}` });
  }
  for (const member in value) {
    if (others === 'ignored' || Object.hasOwn(rules, member)) continue;
    const message = `is not known here; there are ${Object.keys(rules).join(', ')}`;
    if (others) for (const issue of dataIssues({ [member]: value[member] }, path)) issues.push(issue);
    else issues.push({ path: pointer(path, member), message });
  }
  return issues;
}
