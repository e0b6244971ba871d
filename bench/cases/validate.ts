import { type Progress, parseProgress } from 'ownwords';
import type { About, Place, Task } from '../case.js';
import { readProgressText } from '../inputs.js';
import { atMost } from '../target.js';
import * as whole from './import.js';

export const about: About = {
  ...whole.about,
  name: 'validate',
  work: '`parseProgress()` alone, of parsed JSON',
  meaning: 'The part of it that finds every fault of a file and its place.',
  target: atMost(0.3),
};

export function ours({ inputs }: Place): Task {
  const text = readProgressText(inputs);
  let parsed: unknown;
  let progress: Progress;
  return {
    before() {
      parsed = JSON.parse(text);
      globalThis.gc?.();
    },
    run() {
      progress = parseProgress(parsed);
    },
    result: () => progress.events.map((event) => JSON.stringify(event)),
  };
}

export const peer = whole.peer;
