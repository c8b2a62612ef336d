import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../store/database';
import type { Benchmark } from './benchmark';
import { bareInsertRate } from './ingest/bare-insert';
import { CONNECTION, startInstance, type BenchInstance } from './ingest/instance';
import { seedKnownLeads } from './ingest/known-leads';
import { ACTIVITIES_A_MESSAGE, makeLoad } from './ingest/load';
import { decisionsBefore, recompute } from './ingest/recompute';
import { sendLoad } from './ingest/send-load';

const FULL = { leads: 20_000, seconds: 60, messages: 1_500 };
const QUICK = { leads: 4_000, seconds: 10, messages: 250 };
const IN_FLIGHT = 4;
/** Two seconds' worth or so: enough for full batches, little enough to call the backlog flat. */
const MOST_WAITING = 20_000;

/**
 * How many activities a second go the whole way from a signed request to a score, held against bare inserts of the same
 * activities; and whether exactly the leads are woken whose decisions changed.
 */
export const benchIngest: Benchmark = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  const instance = await startInstance();
  try {
    say(`seeding ${size.leads} known leads`);
    await seedKnownLeads(instance.db, instance.workspace, {
      connectionId: CONNECTION,
      count: size.leads,
      now: Date.now(),
    });
    const before = await decisionsBefore(instance.db);
    const load = await runLoad(instance, size, say);
    say('recomputing every lead from the log');
    const truth = await recompute(instance.db, instance.workspace, { before, read: load.wakes.read });
    say('inserting the same activities barely');
    const bare = await bareInsertRate(instance.db, load.scored);
    const peer = { name: 'bare batch insert', value: Math.round(bare), unit: 'rows/s' };
    return [
      { name: 'scoredShareOfBareInsert', value: load.scoredPerSecond / bare, unit: '', goal: '>= 0.2', peer },
      { name: 'scoredPerSecond', value: Math.round(load.scoredPerSecond), unit: 'activities/s', goal: null, peer },
      {
        name: 'wakesPerDecisionChange',
        value: load.wakes.wakes / truth.changes,
        unit: '',
        goal: '<= 1.2',
        limit: { name: 'true decision changes', value: truth.changes, unit: '' },
      },
      {
        name: 'missedDecisionChanges',
        value: truth.missed,
        unit: '',
        goal: '= 0',
        limit: { name: 'leads recomputed', value: before.size, unit: '' },
      },
      { name: 'drainSeconds', value: load.drainSeconds, unit: 's', goal: null },
    ];
  } finally {
    await instance.close();
  }
};

async function runLoad(instance: BenchInstance, size: typeof FULL, say: (line: string) => void) {
  const { db, secret } = instance;
  const url = await instance.startProcesses();
  say(`making ${size.messages} signed messages ahead`);
  const load = makeLoad({ leads: size.leads, secret, sentAt: Date.now(), seed: 7 });
  const ready = Array.from({ length: size.messages }, () => load.next().value).values();
  const waiting = (): Promise<number> => activitiesWaiting(db);
  say(`sending for ${size.seconds} s`);
  const start = performance.now();
  const sent = await sendLoad({
    url,
    nextMessage: () => ready.next().value ?? load.next().value,
    inFlight: IN_FLIGHT,
    forMs: size.seconds * 1_000,
    waiting,
    mostWaiting: MOST_WAITING,
  });
  const drainFrom = performance.now();
  while ((await waiting()) > 0) await pause(50);
  // Until the last of them is scored: a backlog at the end counts as time.
  const seconds = (performance.now() - start) / 1_000;
  const drainSeconds = (performance.now() - drainFrom) / 1_000;
  await untilNoWakeWaits(db);
  say(`${sent.activities} activities scored in ${seconds.toFixed(1)} s; waiting by and by: ${sent.waiting.join(' ')}`);
  return {
    scored: sent.activities,
    scoredPerSecond: sent.activities / seconds,
    drainSeconds,
    wakes: await instance.stopProcesses(),
  };
}

/** Acknowledged and not scored. */
async function activitiesWaiting(db: Database): Promise<number> {
  const { rows } = await sql<{ messages: number; activities: number }>`
    select (select count(*) from inbox where processed_at is null) as messages, (select count(*) from score_queue) as activities
  `.execute(db);
  return (rows[0]?.messages ?? 0) * ACTIVITIES_A_MESSAGE + (rows[0]?.activities ?? 0);
}

async function untilNoWakeWaits(db: Database): Promise<void> {
  while ((await db.selectFrom('wake').select('lead_id').limit(1).execute()).length > 0) await pause(50);
}
