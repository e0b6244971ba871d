// Appends its share of events and names those acknowledged: `append-to-postgres.mjs DRIVER URL LOG NAME WRITER WRITERS COUNT`.
import { postgresStore } from 'ownwords/postgres';
import { POSTGRES_DRIVERS } from '../../postgres/drivers.js';
import { appendAndTell, shareOf } from '../appending.js';

const [driver = '', url = '', log = '', ...share] = process.argv.slice(2);
const pool = POSTGRES_DRIVERS[driver as keyof typeof POSTGRES_DRIVERS](url, { max: 1 });
await appendAndTell(postgresStore(pool, { log }), shareOf(share));
await pool.end();
