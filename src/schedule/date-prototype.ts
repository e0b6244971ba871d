// ts-fsrs 5 puts four methods on Date.prototype when it is loaded. This module is loaded before it and remembers how it was.
const before = Object.getOwnPropertyDescriptors(Date.prototype);

/** Leaves Date.prototype as it was before ts-fsrs was loaded from here. */
export function restoreDatePrototype(): void {
  for (const name of Reflect.ownKeys(Date.prototype)) {
    const earlier = Object.hasOwn(before, name) ? before[name as keyof typeof before] : undefined;
    if (earlier) Object.defineProperty(Date.prototype, name, earlier);
    else Reflect.deleteProperty(Date.prototype, name);
  }
}
