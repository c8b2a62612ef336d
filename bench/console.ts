import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { issueApiKey } from '../pipeline/manage-api-keys';
import type { Database } from '../store/database';
import type { Benchmark } from './benchmark';
import { firstLoadKiB } from './console/first-load';
import { seedYear } from './console/seed';
import { SCREENS, visits } from './console/visits';
import { startInstance } from './ingest/instance';
import type { Figure } from './report';

const FULL = { leads: 100_000, activitiesALead: 10, seconds: 60 };
const QUICK = { leads: 5_000, activitiesALead: 10, seconds: 10 };
const USERS = 20;
/** Somebody who clicks as fast as the screens come, and reads each for so long. */
const READS_FOR_MS = 1_000;
/** Reading all of a table smaller than this is what a planner should do. */
const LARGE_TABLE = 10_000;
const CONSOLE = join(__dirname, '..', 'console', 'dist');

/** How fast every screen of the console has its data while twenty people use it, and what their browsers fetch first. */
export const benchConsole: Benchmark = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const instance = await startInstance();
  try {
    say(`seeding ${size.leads} leads with ${size.leads * size.activitiesALead} activities`);
    await seedYear(instance.db, instance.workspace, { ...size, now: Date.now() });
    const { plainKey } = await issueApiKey(
      { db: instance.db, clock: Date.now },
      { name: 'bench', scopes: ['read', 'operate', 'admin'], actor: 'bench' },
    );
    const url = await instance.startServer();
    const scansBefore = await scansOfLargeTables(instance.db);
    say(`${USERS} people for ${size.seconds} s`);
    const took = await useConsole({ url, key: plainKey, leadIds: await someLeads(instance.db), ...size });
    const scans = (await scansOfLargeTables(instance.db)) - scansBefore;
    return [...screenFigures(took), scanFigure(scans), await scriptFigure()];
  } finally {
    await instance.close();
  }
};

interface Use {
  readonly url: string;
  readonly key: string;
  readonly leadIds: readonly string[];
  readonly leads: number;
  readonly seconds: number;
}

/** Milliseconds that each request took, by operation. */
type Took = Map<string, number[]>;

async function useConsole(use: Use): Promise<ReadonlyMap<string, readonly number[]>> {
  const took: Took = new Map();
  const endsAt = performance.now() + use.seconds * 1_000;
  await Promise.all(Array.from({ length: USERS }, (_, user) => browse({ ...use, endsAt, seed: user }, took)));
  return took;
}

async function browse(use: Use & { readonly endsAt: number; readonly seed: number }, took: Took): Promise<void> {
  // People do not click in step: each begins at another screen and another moment.
  await pause((use.seed / USERS) * READS_FOR_MS);
  let screen = 0;
  for (const { paths } of visits(use)) {
    screen += 1;
    if (screen <= use.seed % SCREENS) continue;
    if (performance.now() > use.endsAt) return;
    await Promise.all(paths.map((path) => ask(use, path, took)));
    await pause(READS_FOR_MS);
  }
}

async function ask({ url, key }: Use, path: string, took: Took): Promise<void> {
  const startedAt = performance.now();
  const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer}`);
  const operation = operationOf(path);
  took.set(operation, [...(took.get(operation) ?? []), performance.now() - startedAt]);
}

/** The path without ids and parameters; what is searched for is another matter than a filter. */
const operationOf = (path: string): string => {
  const [route = ''] = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{leadId}').split('?');
  return path.includes('search=') ? `${route} (search)` : route;
};

function screenFigures(took: ReadonlyMap<string, readonly number[]>): readonly Figure[] {
  const slowest = [...took]
    .map(([operation, times]) => ({ operation, p95: percentile(times, 0.95), count: times.length }))
    .toSorted((a, b) => b.p95 - a.p95);
  return [
    { name: 'worstP95Ms', value: slowest[0]?.p95 ?? Number.NaN, unit: 'ms', goal: '<= 200' },
    ...slowest.map(({ operation, p95 }) => ({ name: `p95Ms ${operation}`, value: p95, unit: 'ms', goal: null })),
    { name: 'requests', value: slowest.reduce((sum, { count }) => sum + count, 0), unit: '', goal: null },
  ];
}

const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(part * times.length) - 1] ?? Number.NaN;

const scanFigure = (scans: number): Figure => ({ name: 'unindexedQueries', value: scans, unit: '', goal: '= 0' });

const scriptFigure = async (): Promise<Figure> => ({
  name: 'scriptKiB',
  value: await firstLoadKiB(CONSOLE),
  unit: 'KiB',
  goal: '<= 300',
});

/** How often a large table was read from end to end so far, as PostgreSQL counts. */
async function scansOfLargeTables(db: Database): Promise<number> {
  const { rows } = await sql<{ scans: number }>`
    select coalesce(sum(seq_scan), 0)::int as scans from pg_stat_user_tables where n_live_tup > ${LARGE_TABLE}
  `.execute(db);
  return rows[0]?.scans ?? 0;
}

async function someLeads(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from lead tablesample bernoulli (1) limit 500`.execute(db);
  return rows.map(({ id }) => id);
}
