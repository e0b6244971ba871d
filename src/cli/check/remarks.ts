import type { Remark } from 'ownwords/csv';
import { membersOf } from './place.js';
import type { RuleName } from './rules.js';

/** What is not there weighs more than what is there in another form. */
export const ruleOfRemark = ({ kind }: Pick<Remark, 'kind'>): RuleName => kind;

/** A sentence as findings have them: it starts small, and says what it is about. */
export function asFinding(message: string): string {
  if (/^(has|begins|needs) /.test(message)) return `this ${message}`;
  return message.replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase());
}

/** The key of the card that a path leads to. */
export function keyOf(path: string): string | undefined {
  const [first, key] = membersOf(path);
  return first === 'cards' ? key : undefined;
}
