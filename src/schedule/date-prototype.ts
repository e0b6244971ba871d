// ts-fsrs 5 puts four methods on Date.prototype when it is loaded. This module is loaded before it and remembers how it was.
const before = Object.getOwnPropertyDescriptors(Date.prototype);

/** Leaves Date.prototype as it was before ts-fsrs was loaded from here. */
export function restoreDatePrototype(): void {
  for (const name of Reflect.ownKeys(Date.prototype)) {
    if (!Object.hasOwn(before, name)) Reflect.deleteProperty(Date.prototype, name);
  }
  Object.defineProperties(Date.prototype, before);
}
