import { check } from './check/command.js';
import type { Command } from './command.js';
import { completions } from './completions/command.js';
import { convert } from './convert/command.js';
import { diff } from './diff/command.js';
import { newDeck } from './new/command.js';
import { progress } from './progress/command.js';
import { study } from './study/command.js';

/** All there are, in the order in which people meet them. */
export const COMMANDS = [study, newDeck, check, diff, convert, progress, completions] as readonly Command[];
