import { errorOf, type Issue, StudyError } from '../errors.js';
import { memberIssues, pointer, type Rules, shown, valueOfJson, whole } from '../json.js';
import { eventIssues } from './check-event.js';
import type { StudyEvent } from './event.js';
import { inOrder } from './history.js';
import { Ids } from './ids.js';

/** A learner's whole progress as one JSON value: to back up, to take along, to merge into another study. */
export interface Progress {
  readonly format: 'ownwords-progress';
  readonly version: number;
  /** ISO 8601, UTC. For people; nothing is derived from it. */
  readonly exportedAt: string;
  /** In the order of history. */
  readonly events: readonly StudyEvent[];
}

const FORMAT = 'ownwords-progress';
/** The version that this library writes. */
export const PROGRESS_VERSION = 1;

/** Brings the members of a file from one version to the next. */
export type Upgrade = (file: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** The step at index `n` leads from version `n + 1` to `n + 2`. */
const UPGRADES: readonly Upgrade[] = [];

const HEADER: Rules = {
  format: [(value) => value === FORMAT, `"${FORMAT}"`],
  version: whole(1, Number.MAX_SAFE_INTEGER),
};
const FILE: Rules = {
  exportedAt: [(value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)), 'a date and time in ISO 8601'],
  events: [Array.isArray, 'a list of events'],
};

/** Faults are listed up to this many; a file with more has another problem. */
const MOST_ISSUES = 100;

/** The progress file of these events. */
export function progressOf(events: Iterable<StudyEvent>, now: number): Progress {
  return {
    format: FORMAT,
    version: PROGRESS_VERSION,
    exportedAt: new Date(now).toISOString(),
    events: inOrder([...events]),
  };
}

/**
 * Progress from a value of unknown origin, such as parsed JSON, or from JSON text. Files of older versions are upgraded.
 * @throws StudyError `invalid-progress` whose `issues` list the faults with their paths; `newer-version`
 * @example
 * const progress = parseProgress(await file.text());
 */
export function parseProgress(value: unknown): Progress {
  const file = upgradedProgress(
    valueOfJson(value, (issue) => invalid([issue])),
    UPGRADES,
  );
  const issues = [
    ...memberIssues(file, FILE, '', 'carried'),
    ...(Array.isArray(file.events) ? eventListIssues(file.events) : []),
  ];
  if (issues.length > 0) throw invalid(issues);
  return file as unknown as Progress;
}

/**
 * A progress file in the newest version, its events not yet looked at.
 * @param upgrades one pure step for each older version
 */
export function upgradedProgress(file: unknown, upgrades: readonly Upgrade[]): Readonly<Record<string, unknown>> {
  const newest = upgrades.length + 1;
  const issues = memberIssues(file, HEADER, '', 'ignored');
  if (issues.length > 0) throw invalid(issues);
  const { version } = file as Progress;
  if (version > newest) {
    throw new StudyError('newer-version', `This progress has version ${version}; update ownwords to read it`);
  }
  return upgrades
    .slice(version - 1)
    .reduce((older, upgrade) => upgrade(older), file as Readonly<Record<string, unknown>>);
}

function eventListIssues(events: readonly unknown[]): Issue[] {
  const issues: Issue[] = [];
  const ids = new Ids();
  ids.reserve(events.length);
  const places: number[] = []; // of the ids
  for (let place = 0; place < events.length && issues.length < MOST_ISSUES; place++) {
    const event = events[place];
    const faults = eventIssues(event);
    for (const { path, message } of faults) issues.push({ path: pointer('/events', place) + path, message });
    if (faults.length > 0) continue;
    const { id } = event as StudyEvent;
    if (ids.add(id)) {
      places.push(place);
      continue;
    }
    const first = places[ids.find(id) as number];
    issues.push({ path: `/events/${place}/id`, message: `${shown(id)} is the id of /events/${first} already` });
  }
  return issues;
}

function invalid(issues: readonly Issue[]): StudyError {
  return errorOf('invalid-progress', 'This progress cannot be read', issues);
}
