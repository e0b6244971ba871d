import type { Command } from './command.js';
import { study } from './study/command.js';

/** All there are, in the order in which people meet them. */
export const COMMANDS = [study] as readonly Command[];
