import { sql } from 'kysely';
import type { Database } from '../../store/database';

const BATCH_SIZES = [500, 5_000];

/**
 * The peer: the same activities, as many of them, into a table of the same columns, key and index in the same database, in
 * batches that are a transaction each, over one connection. Nothing is looked up, nothing else is written. Rows a second at
 * the batch size that serves it best.
 */
export async function bareInsertRate(db: Database, rows: number): Promise<number> {
  const all = await newestActivities(db, rows);
  const rates: number[] = [];
  for (const size of BATCH_SIZES) rates.push(await insertAll(db, all, size));
  return Math.max(...rates);
}

async function insertAll(db: Database, all: readonly BareRow[], size: number): Promise<number> {
  await sql`drop table if exists bench_bare_activity`.execute(db);
  await sql`create table bench_bare_activity (like activity including all)`.execute(db);
  const rate = await db.connection().execute(async (connection) => {
    const start = performance.now();
    for (let from = 0; from < all.length; from += size) await insertBatch(connection, all.slice(from, from + size));
    return (all.length * 1_000) / (performance.now() - start);
  });
  await sql`drop table bench_bare_activity`.execute(db);
  return rate;
}

interface BareRow {
  readonly lead_id: string;
  readonly source: string;
  readonly source_id: string;
  readonly type: string;
  readonly asset: string | null;
  readonly props: string | null;
  readonly occurred_ms: number;
  readonly known_ms: number;
}

async function newestActivities(db: Database, limit: number): Promise<readonly BareRow[]> {
  const { rows } = await sql<BareRow>`
    select lead_id, source, source_id, type, asset, props::text as props,
      (extract(epoch from occurred_at) * 1000)::bigint as occurred_ms,
      (extract(epoch from known_at) * 1000)::bigint as known_ms
    from activity order by id desc limit ${limit}
  `.execute(db);
  return rows;
}

async function insertBatch(db: Database, rows: readonly BareRow[]): Promise<void> {
  await sql`
    insert into bench_bare_activity (lead_id, source, source_id, type, asset, props, occurred_at, known_at)
    select lead_id, source, source_id, type, asset, props, to_timestamp(occurred_ms / 1000.0), to_timestamp(known_ms / 1000.0)
    from unnest(
      ${rows.map((row) => row.lead_id)}::uuid[], ${rows.map((row) => row.source)}::text[],
      ${rows.map((row) => row.source_id)}::text[], ${rows.map((row) => row.type)}::text[],
      ${rows.map((row) => row.asset)}::text[], ${rows.map((row) => row.props)}::jsonb[],
      ${rows.map((row) => row.occurred_ms)}::bigint[], ${rows.map((row) => row.known_ms)}::bigint[]
    ) as row (lead_id, source, source_id, type, asset, props, occurred_ms, known_ms)
  `.execute(db);
}
