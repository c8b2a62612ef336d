import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { noFailpoint, type Failpoint } from '../../../domain/failpoint';
import type { EpochMs } from '../../../domain/time';
import { importFile, type ImportReport } from '../../../pipeline/import/import-file';
import { loadMapping } from '../../../pipeline/import/load-mapping';
import { createTestDatabase, type TestDatabase } from '../harness/database';

export const BEGUN: EpochMs = Date.UTC(2026, 4, 4, 9);

export const MAPPING = `
rows: leads
source: former-crm
identity: { external: { column: Id }, email: { column: Mail } }
occurredAt: import_start
attributes:
  city: { column: City }
consents:
  - { channel: email, column: No Mail, withdrawn: [Yes], silent: [No] }
activities:
  - type: site_visits
    id: '{Id}/visits'
    when: [{ column: Visits, above: 0 }]
    props: { visits: { column: Visits, type: integer } }
outcomes:
  - { kind: converted, column: Won, type: boolean }
`;

export const HEADER = 'Id,Mail,City,No Mail,Visits,Won';

export interface ImportFixture extends TestDatabase {
  readonly folder: string;
  write(name: string, content: string): Promise<string>;
  run(path: string, options?: RunOptions): Promise<ImportReport>;
  /** As it was at first: no rows, no files. */
  empty(): Promise<void>;
}

export interface RunOptions {
  readonly mapping?: string;
  readonly quiet?: boolean;
  readonly now?: EpochMs;
  readonly failpoint?: Failpoint;
  readonly signal?: AbortSignal;
  readonly onRows?: (rows: number) => void;
}

/** A database and a folder of their own for one test file. */
export async function createImportFixture(): Promise<ImportFixture> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'leadline-import-'));
  return {
    ...database,
    folder,
    write: async (name, content) => {
      const path = join(folder, name);
      await writeFile(path, content);
      return path;
    },
    run: async (path, options = {}) => {
      const text = options.mapping ?? MAPPING;
      const reading = loadMapping('mapping.yaml', text);
      if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
      return await importFile(
        { db: database.db, clock: () => options.now ?? BEGUN, failpoint: options.failpoint ?? noFailpoint },
        {
          path,
          mapping: reading.mapping,
          mappingText: text,
          connectionId: 'import',
          quiet: options.quiet ?? false,
          actor: 'cli:test',
          signal: options.signal ?? new AbortController().signal,
          onProgress: ({ rows }) => options.onRows?.(rows),
        },
      );
    },
    empty: async () => {
      await sql`truncate lead, activity, score_queue, lead_track, stage_move, import_run, sync_error, audit cascade`.execute(
        database.db,
      );
      await Promise.all((await readdir(folder)).map((name) => rm(join(folder, name))));
    },
    drop: async () => {
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Rows that differ in everything; every `refuseEach`-th has a bad number of visits. */
export function leadRows(
  count: number,
  options: { readonly from?: number; readonly refuseEach?: number } = {},
): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const n = index + (options.from ?? 1);
    const refused = options.refuseEach !== undefined && n % options.refuseEach === 0;
    return `L${n},p${n}@example.com,City ${n % 7},${n % 5 === 0 ? 'Yes' : 'No'},${refused ? 'many' : n % 4},${n % 3 === 0 ? 'yes' : 'no'}`;
  });
  return `${[HEADER, ...lines].join('\n')}\n`;
}

/** Everything an import leaves behind, told by the leads' ids at their source, so that two databases can be compared. */
export async function whatIsStored({ db }: Pick<TestDatabase, 'db'>): Promise<unknown> {
  const { rows } = await sql<{ stored: unknown }>`
    select jsonb_build_object(
      'leads', (select count(*) from lead),
      'tracks', (select jsonb_object_agg(stage || ' ' || quiet, n) from (select stage, quiet, count(*) as n from lead_track group by 1, 2) as t),
      'moves', (select count(*) from stage_move),
      'aliases', (select jsonb_agg(to_jsonb(a) order by kind, value) from (select kind, source, value from lead_alias) as a),
      'attributes', (select jsonb_agg(to_jsonb(a) order by id, name, source_id) from (
        select alias.value as id, name, lead_attribute.value, occurred_at, known_at, source_id from lead_attribute join lead_alias as alias using (lead_id) where kind = 'external') as a),
      'consents', (select jsonb_agg(to_jsonb(c) order by id, source_id) from (
        select alias.value as id, channel, status, occurred_at, source_id from lead_consent join lead_alias as alias using (lead_id) where kind = 'external') as c),
      'activities', (select jsonb_agg(to_jsonb(a) order by source_id) from (
        select source, source_id, type, props, occurred_at, known_at, reconstructed from activity) as a),
      'outcomes', (select jsonb_agg(to_jsonb(o) order by source_id) from (select kind, value, source_id, occurred_at from outcome) as o),
      'queue', (select jsonb_object_agg(kind || ' ' || quiet, n) from (select kind, quiet, count(distinct lead_id) as n from score_queue group by 1, 2) as q),
      'errors', (select jsonb_agg(to_jsonb(e) order by origin) from (select origin, code, field, message, state, record from sync_error) as e)
    ) as stored
  `.execute(db);
  return rows[0]?.stored;
}

/** Throws at the n-th passing of a failpoint, as a crash would end the process there. */
export function crashAt(name: string, passing: number): Failpoint {
  let passings = 0;
  return (passed) => {
    if (passed !== name) return;
    passings += 1;
    if (passings === passing) throw new Crash(name);
  };
}

export class Crash extends Error {}
