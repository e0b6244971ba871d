import { migratePostgres, postgresStore } from 'ownwords/postgres';
import { storeLaws } from 'ownwords/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { freshDatabase } from './database.js';
import { POSTGRES_DRIVERS, type Pool } from './drivers.js';

const KINDS = Object.entries(POSTGRES_DRIVERS).flatMap(([name, connect]) =>
  [0, 16].map((partitions) => ({ name, connect, partitions })),
);

describe.each(KINDS)('postgresStore over $name with $partitions partitions', ({ connect, partitions }) => {
  let pool: Pool;
  beforeAll(async () => {
    pool = connect(await freshDatabase());
    await migratePostgres(pool, { partitions });
  });
  afterAll(() => pool.end());

  for (const law of storeLaws) {
    it(law.name, () => {
      const opening = (log: string) => () => postgresStore(pool, { log });
      return law.hold({ open: opening(crypto.randomUUID()), openOther: opening(crypto.randomUUID()) });
    });
  }
});
