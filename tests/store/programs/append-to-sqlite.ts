// Appends its share of events and names those acknowledged: `append-to-sqlite.mjs DRIVER PATH LOG NAME WRITER WRITERS COUNT`.
import { sqliteStore } from 'ownwords/sqlite';
import { appendAndTell, shareOf } from '../appending.js';
import { SQLITE_DRIVERS } from '../sqlite-drivers.js';

const [driver = '', path = '', log = '', ...share] = process.argv.slice(2);
const connect = SQLITE_DRIVERS[driver];
if (!connect) throw new Error(`No driver ${driver}`);
const database = connect(path);
await appendAndTell(sqliteStore(database, { log }), shareOf(share));
database.close();
