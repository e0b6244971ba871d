import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import type { Proposal } from 'ownwords/decks/tools';
import type { Edit } from './edit.js';

/** Adds former ids to cards in JSON, spaced and broken into lines as what stands around them. */
export function editJson(text: string, proposals: readonly Proposal[]): readonly Edit[] | undefined {
  const tree = parseTree(text);
  const cards = tree && findNodeAtLocation(tree, ['cards']);
  if (!cards) return undefined;
  const byKey = membersOf(cards);
  const edits = proposals.flatMap(({ cardId, add }): Edit[] => {
    const card = byKey.get(cardId.slice(cardId.indexOf('/') + 1));
    if (!card) return [];
    const formerly = membersOf(card).get('formerly');
    return [formerly ? lengthened(text, formerly, add) : newMember(text, card, add)];
  });
  return edits.length === proposals.length ? edits : undefined;
}

/** The values of an object by name; of two with one name the last, as `JSON.parse` takes it. */
function membersOf({ children = [] }: Node): Map<string, Node> {
  return new Map(
    children.flatMap(({ children: [name, value] = [] }) =>
      name && value ? [[name.value as string, value] as const] : [],
    ),
  );
}

const endOf = ({ offset, length }: Node): number => offset + length;

/** The list of a card that had other ids before already. */
function lengthened(text: string, { offset, children = [], ...node }: Node, ids: readonly string[]): Edit {
  const last = children.at(-1);
  if (!last) return { from: offset, to: offset + node.length, text: listed(ids, ', ') };
  const before = children.at(-2);
  const lead = text.slice(offset + 1, last.offset);
  const between = before ? text.slice(endOf(before), last.offset) : `,${lead === '' ? ' ' : lead}`;
  const end = endOf(last);
  return { from: end, to: end, text: ids.map((id) => between + JSON.stringify(id)).join('') };
}

/** A member behind the last one of the card. */
function newMember(text: string, { children = [] }: Node, ids: readonly string[]): Edit {
  const [before, last] = children.slice(-2) as [Node, Node]; // prompt and answer at least
  const between = text.slice(endOf(before), last.offset);
  const [name, value] = last.children as [Node, Node];
  const colon = text.slice(endOf(name), value.offset);
  const list = listed(ids, between === ',' ? ',' : ', ');
  return { from: endOf(last), to: endOf(last), text: `${between}"formerly"${colon}${list}` };
}

const listed = (ids: readonly string[], comma: string): string =>
  `[${ids.map((id) => JSON.stringify(id)).join(comma)}]`;
