import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '../store/embedded-server';
import { TEST_DATABASE_SETTING } from '../test/integration/harness/database';
import { startLifecycle } from '../test/workflow/harness';
import { nextMorning } from '../test/workflow/scenes';
import type { Benchmark } from './benchmark';
import { liveLeadYear, type LeadYear } from './lead-year';
import type { Figure } from './report';

/** How long the histories grow that a lead leaves in Temporal in a year full of events, on the time-skipping server. */
export const benchHistory: Benchmark = async ({ say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), onLog: () => undefined });
  // The harness of the workflow tests makes its database on the server that this names.
  process.env[TEST_DATABASE_SETTING] = server.connectionString;
  const life = await startLifecycle();
  try {
    say('a lead lives through a year');
    // Opening hours decide what falls together, so every run begins at the same hour of a working day.
    await life.advanceTo(await nextMorning(life));
    const year = await liveLeadYear(life);
    const runs = (await life.histories(year.leadId)).map((history) => history.events?.length ?? 0);
    say(`events by run: ${runs.join(' ')}`);
    return figuresOf(year, runs);
  } finally {
    await life.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

const figuresOf = (year: LeadYear, runs: readonly number[]): readonly Figure[] => [
  { name: 'eventsPerLeadYear', value: runs.reduce((sum, events) => sum + events, 0), unit: 'events', goal: '<= 300' },
  { name: 'eventsPerRun', value: Math.max(...runs), unit: 'events', goal: '<= 100' },
  // The load that was asked for.
  { name: 'runs', value: runs.length, unit: '', goal: null },
  { name: 'activities', value: year.activities, unit: '', goal: '>= 500' },
  { name: 'decisionChanges', value: year.decisionChanges, unit: '', goal: '>= 12' },
  { name: 'escalatedVisits', value: year.escalatedVisits, unit: '', goal: '= 2' },
  { name: 'recycles', value: year.recycles, unit: '', goal: '= 1' },
];
