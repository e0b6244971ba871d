/** Things in groups by what they have in common, in the order in which they come. */
export function grouped<Thing, Name>(things: Iterable<Thing>, nameOf: (thing: Thing) => Name): Map<Name, Thing[]> {
  const groups = new Map<Name, Thing[]>();
  for (const thing of things) {
    const name = nameOf(thing);
    const group = groups.get(name) ?? [];
    groups.set(name, group);
    group.push(thing);
  }
  return groups;
}
