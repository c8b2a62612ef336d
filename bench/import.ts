import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitDrain } from '../pipeline/import/await-drain';
import { wishContacts } from '../store/crm-wish';
import type { Benchmark, BenchOptions } from './benchmark';
import { countRecords, type Counted } from './import/count-records';
import { prepareCopy } from './import/prepare-copy';
import { openRealFile, type RealFile } from './import/real-file';
import { callCount, runImport, type ImportRun } from './import/run-import';
import { EXAMPLE, startWholeInstance, type WholeInstance } from './import/whole-instance';
import { measureMinimalWorkflow } from './minimal-workflow/measure';
import type { Figure } from './report';

const FULL = { rows: 9_240, inCrm: 1_000, mqls: 2_500 };
const QUICK = { rows: 1_000, inCrm: 100, mqls: null };
const MQLS_OFF = 50;

/**
 * The real file into a whole instance whose HubSpot holds some of the leads: once live, held against a minimal workflow on the
 * same Temporal, and once quiet. What came of it is counted, record by record.
 */
export const benchImport: Benchmark = async (options) => {
  const size = options.quick ? QUICK : FULL;
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  try {
    const path = options.file ?? options.env['LEADLINE_X_EDUCATION_CSV'] ?? DEFAULT_FILE;
    const file = await openRealFile({ path, folder, ...size });
    const live = await onInstance(options, file, (instance) => runLive(instance, file, options));
    const quiet = await onInstance(options, file, (instance) => runQuiet(instance, file, options));
    return [...speedFigures(live, file), ...countFigures(live, file, size), ...quietFigures(quiet, live, file)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Beside this clone, where the reference data of the project lie. */
const DEFAULT_FILE = resolve(__dirname, '..', '..', 'shared', 'data', 'x-education-leads.csv');

interface Live {
  readonly run: ImportRun;
  readonly counted: Counted;
  /** Hand-offs a second of the peer. */
  readonly minimal: number;
  readonly updateCalls: number;
}

interface Quiet {
  readonly run: ImportRun;
  readonly counted: Counted;
}

async function onInstance<Result>(
  { env, say }: BenchOptions,
  file: RealFile,
  measure: (instance: WholeInstance) => Promise<Result>,
): Promise<Result> {
  say('starting an instance on a fresh data folder');
  const instance = await startWholeInstance(env, { workspaceDir: join(EXAMPLE, 'workspace'), prospectIds: file.inCrm });
  try {
    return await measure(instance);
  } finally {
    await instance.stop();
  }
}

async function runLive(instance: WholeInstance, file: RealFile, { say }: BenchOptions): Promise<Live> {
  say(`importing ${file.leads} leads, live`);
  const run = await runImport(instance, { path: file.path, quiet: false });
  say(`calls by endpoint: ${JSON.stringify(run.calls)}`);
  const counted = await countRecords(instance, file.inCrm);
  say('writing every contact once more');
  const updateCalls = await updateAll(instance);
  say('the peer: the same leads, each by a minimal workflow');
  const copy = await prepareCopy(instance.databaseUrl, file.path);
  try {
    const minimal = await measureMinimalWorkflow({ ...copy, temporalAddress: instance.temporalAddress });
    return { run, counted, minimal, updateCalls };
  } finally {
    await copy.drop();
  }
}

async function runQuiet(instance: WholeInstance, file: RealFile, { say }: BenchOptions): Promise<Quiet> {
  say(`importing ${file.leads} leads, quiet`);
  const run = await runImport(instance, { path: file.path, quiet: true });
  return { run, counted: await countRecords(instance, file.inCrm) };
}

/** Has every contact written again; resolves to the calls it took. */
async function updateAll({ db, hubspot, portalId }: WholeInstance): Promise<number> {
  await hubspot.resetCounters();
  const leads = await db.selectFrom('lead').select('id').execute();
  await db
    .transaction()
    .execute((tx) => wishContacts(tx, { leadIds: leads.map(({ id }) => id), purpose: 'refresh', now: Date.now() }));
  await awaitDrain(
    { db, clock: Date.now, pause: (ms) => pause(ms) },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  return callCount((await hubspot.counters({ portalId })).byEndpoint);
}

function speedFigures({ run, minimal, updateCalls }: Live, file: RealFile): readonly Figure[] {
  const peer = { name: 'minimal workflow', value: minimal, unit: 'hand-offs/s' };
  const share = run.handOffsPerSecond / minimal;
  const first = (1_000 * callCount(run.calls)) / file.leads;
  const update = (1_000 * updateCalls) / file.leads;
  return [
    { name: 'seconds', value: run.seconds, unit: 's', goal: null },
    { name: 'handOffsPerSecond', value: run.handOffsPerSecond, unit: 'hand-offs/s', goal: null, peer },
    { name: 'handOffsShareOfMinimalWorkflow', value: share, unit: '', goal: '>= 0.5', peer },
    { name: 'hubspotCallsPer1000First', value: first, unit: 'calls', goal: '<= 35' },
    { name: 'hubspotCallsPer1000Update', value: update, unit: 'calls', goal: '<= 11' },
  ];
}

function countFigures(
  { run, counted }: Live,
  file: RealFile,
  expected: { readonly mqls: number | null },
): readonly Figure[] {
  const off =
    expected.mqls === null ? [] : [count('mqlsOffTarget', Math.abs(run.mqls - expected.mqls), `<= ${MQLS_OFF}`)];
  return [
    count('leads', counted.leads, `= ${file.leads}`),
    count('mqls', run.mqls, null),
    ...off,
    count('handOffs', run.handOffs, `= ${run.mqls}`),
    ...contactFigures('', counted, file),
    count('tasks', counted.tasks, `= ${run.mqls}`),
    count('tasksDoubled', counted.tasksDoubled, '= 0'),
  ];
}

const quietFigures = ({ run, counted }: Quiet, live: Live, file: RealFile): readonly Figure[] => [
  { name: 'quietSeconds', value: run.seconds, unit: 's', goal: null },
  count('quietMqls', run.mqls, `= ${live.run.mqls}`),
  count('quietTasks', counted.tasks, '= 0'),
  count('quietClocks', counted.clocks, '= 0'),
  ...contactFigures('quiet', counted, file),
];

function contactFigures(prefix: string, counted: Counted, file: RealFile): readonly Figure[] {
  const name = (of: string): string => (prefix === '' ? of : prefix + of.charAt(0).toUpperCase() + of.slice(1));
  return [
    count(name('contacts'), counted.contacts, `= ${file.leads}`),
    count(name('contactsLinked'), counted.contactsLinked, `= ${file.inCrm.length}`),
    count(name('contactsDoubled'), counted.contactsDoubled, '= 0'),
  ];
}

const count = (name: string, value: number, goal: string | null): Figure => ({ name, value, unit: '', goal });
