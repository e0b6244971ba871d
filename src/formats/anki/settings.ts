import type { CollectionParts } from './collection-parts.js';
import { loose } from './values.js';

const USUAL_ROLLOVER = 4;
const MOST_OFFSET = 24 * 60;

/** The settings of a whole collection that mean something here. */
export type Settings = Pick<CollectionParts, 'rolloverHour' | 'creationOffset' | 'schedulerVersion'>;

/** @param setting the JSON value of a setting, by its name; nothing if it is not there */
export function settingsOf(setting: (name: string) => unknown): Settings {
  const rollover = loose(setting('rollover'));
  const offset = loose(setting('creationOffset') ?? undefined);
  return {
    rolloverHour:
      rollover !== undefined && Number.isInteger(rollover) && rollover >= 0 && rollover <= 23
        ? rollover
        : USUAL_ROLLOVER,
    ...(offset !== undefined && Math.abs(offset) <= MOST_OFFSET && { creationOffset: Math.round(offset) }),
    schedulerVersion: (loose(setting('schedVer')) ?? 1) >= 2 ? 2 : 1,
  };
}
