// Prints what loading the package changes on Date.prototype. Usage: node date-prototype.mjs import|require [before]
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const [how, before] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const load = (name) => (how === 'import' ? import(name) : require(name));
const memory = () =>
  Reflect.ownKeys(Date.prototype).map((name) => [name, Object.getOwnPropertyDescriptor(Date.prototype, name)]);

if (before) await load('ts-fsrs');
const earlier = memory();
const { fsrsScheduler } = await load('ownwords');
const later = memory();
fsrsScheduler();

assert.equal(Object.hasOwn(Date.prototype, 'dueFormat'), Boolean(before));
assert.deepEqual(later, earlier);
