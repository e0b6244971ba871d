// Begins a transaction that writes, says so, and ends it after a while: `hold-sqlite.mjs DRIVER PATH MS`.
import { writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { SQLITE_DRIVERS } from '../sqlite-drivers.js';

const [driver = '', path = '', ms = '0'] = process.argv.slice(2);
const connect = SQLITE_DRIVERS[driver];
if (!connect) throw new Error(`No driver ${driver}`);
const database = connect(path);
database.exec('begin immediate');
writeSync(1, 'held\n');
await setTimeout(Number(ms));
database.exec('commit');
database.close();
