import { visit } from 'jsonc-parser';

/** Something in a JSON text: a value, with the name before it where it has one. */
export interface Spot {
  /** Where the value begins. */
  readonly value: number;
  /** Where its name begins, if it is a member of an object. */
  readonly name?: number | undefined;
  readonly isObject: boolean;
}

/** An object is found by its name, a text by itself. */
export const offsetOf = ({ value, name, isObject }: Spot): number => (isObject ? (name ?? value) : value);

/** A name that stands twice in one object. */
export interface Twin {
  readonly name: string;
  readonly first: number;
  readonly second: number;
  /** The JSON Pointer to both. */
  readonly path: string;
}

/** What is looked for in a level of a JSON text. */
interface Wanted {
  spot?: Spot;
  readonly members: Map<string, Wanted>;
}

/** The nearest to what each pointer leads to in a JSON text that can be read: where it leads nowhere, what it leads through. */
export function spotsAt(text: string, pointers: readonly (readonly string[])[]): readonly Spot[] {
  const root: Wanted = { members: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const member of pointer) {
      let next = at.members.get(member);
      if (next === undefined) {
        next = { members: new Map() };
        at.members.set(member, next);
      }
      at = next;
    }
  }
  look(text, root);
  return pointers.map((pointer) => {
    let at: Wanted | undefined = root;
    let spot: Spot = { value: 0, isObject: true };
    for (const member of [undefined, ...pointer]) {
      if (member !== undefined) at = at?.members.get(member);
      spot = at?.spot ?? spot;
    }
    return spot;
  });
}

/** An object or a list while it is gone through. */
interface Level {
  readonly wanted: Wanted | undefined;
  /** The next member: its name and where it stands, or its number in a list. */
  member: string | number;
  name: number | undefined;
}

/** Takes down the spots that are wanted. Of members that stand twice the last one counts, as in `JSON.parse`. */
function look(text: string, root: Wanted): void {
  const levels: Level[] = [];
  const meet = (value: number, isObject: boolean): Wanted | undefined => {
    const level = levels.at(-1);
    const wanted = level ? level.wanted?.members.get(String(level.member)) : root;
    if (wanted?.spot) forget(wanted);
    if (wanted) wanted.spot = { value, name: level?.name, isObject };
    if (typeof level?.member === 'number') level.member++;
    return wanted;
  };
  visit(text, {
    onObjectBegin: (offset) => void levels.push({ wanted: meet(offset, true), member: '', name: undefined }),
    onArrayBegin: (offset) => void levels.push({ wanted: meet(offset, false), member: 0, name: undefined }),
    onObjectProperty: (name, offset) => {
      const level = levels.at(-1) as Level;
      level.member = name;
      level.name = offset;
    },
    onLiteralValue: (_, offset) => void meet(offset, false),
    onObjectEnd: () => void levels.pop(),
    onArrayEnd: () => void levels.pop(),
  });
}

/** A value that stood before under the same name is gone, with all that was in it. */
function forget(wanted: Wanted): void {
  delete wanted.spot;
  for (const member of wanted.members.values()) forget(member);
}

/** The names that stand more than once in their object, in a JSON text that can be read. */
export function twinsIn(text: string): readonly Twin[] {
  const twins: Twin[] = [];
  const objects: Map<string, number>[] = [];
  visit(text, {
    onObjectBegin: () => void objects.push(new Map()),
    onObjectEnd: () => void objects.pop(),
    onObjectProperty: (name, second, _length, _line, _column, pathOf) => {
      const names = objects.at(-1) as Map<string, number>;
      const first = names.get(name);
      if (first === undefined) {
        names.set(name, second);
        return;
      }
      const path = [...pathOf(), name].map(
        (member) => `/${String(member).replaceAll('~', '~0').replaceAll('/', '~1')}`,
      );
      twins.push({ name, first, second, path: path.join('') });
    },
  });
  return twins;
}
