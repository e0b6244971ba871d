import type { Issue } from './errors.js';

/** Whether the value is a JSON object: neither null nor an array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON Pointer to a member of the value that `path` points to. */
export function pointer(path: string, member: string | number): string {
  return `${path}/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A value as a short text for messages, never throwing and never long. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
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

/** Deep enough for anything people write, and shallow enough for any program to walk. */
const MOST_LEVELS = 32;

/** The fault of free-form data that no program should be handed: nested without end, or aimed at its prototype. */
export function dataIssues(value: unknown, path: string, levels = MOST_LEVELS): Issue[] {
  if (typeof value !== 'object' || value === null) return [];
  if (levels === 0) return [{ path, message: `is nested deeper than ${MOST_LEVELS} levels` }];
  return Object.entries(value).flatMap(([member, inner]) => {
    const place = pointer(path, member);
    if (member === '__proto__') return [{ path: place, message: 'is not a name that data may use' }];
    return dataIssues(inner, place, levels - 1);
  });
}
