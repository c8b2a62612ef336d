import { spawn } from 'node:child_process';
import { createWriteStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createImportFixture, leadRows, MAPPING, whatIsStored, type ImportFixture } from './fixture';

const ROOT = join(__dirname, '..', '..', '..');
const START_UP_MS = 120_000;

jest.setTimeout(START_UP_MS);

interface Ended {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

let fixture: ImportFixture;
beforeAll(async () => {
  fixture = await createImportFixture();
});
beforeEach(async () => {
  await fixture.empty();
  await fixture.write('mapping.yaml', MAPPING);
});
afterAll(() => fixture.drop());

/** `leadline …` as a process group of its own, as a failpoint kills the whole group. */
async function leadline(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'cli', 'main.ts'), ...args], {
    cwd: ROOT,
    env: { PATH, HOME, LEADLINE_DATA_DIR: fixture.folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status, signal, ...output }));
  });
}

const importing = (file: string, ...options: readonly string[]): readonly string[] => [
  'import',
  'leads',
  join(fixture.folder, file),
  '--mapping',
  join(fixture.folder, 'mapping.yaml'),
  ...options,
];

const database = (): Record<string, string> => ({ LEADLINE_DATABASE_URL: fixture.connectionString });

test('killed with SIGKILL between two batches and started again, it reports the whole and ends with status 5 for refused rows', async () => {
  await fixture.write('leads.csv', leadRows(2_100, { refuseEach: 300 }));
  await fixture.write('failpoint', 'import_batch.after_commit:2');
  const killed = await leadline(importing('leads.csv', '--quiet'), {
    ...database(),
    LEADLINE_FAILPOINT_FILE: join(fixture.folder, 'failpoint'),
  });
  expect(killed).toMatchObject({ signal: 'SIGKILL', stdout: '' });
  expect(await whatIsStored(fixture)).toMatchObject({ leads: 1_994 });

  const again = await leadline([...importing('leads.csv', '--quiet', '--resume'), '--output', 'json'], database());
  expect(again.status).toBe(5);
  expect(JSON.parse(again.stdout)).toMatchObject({
    state: 'done',
    resumedAfter: 2_000,
    rows: 2_100,
    leads: { new: 2_093, rowsOfKnown: 0 },
    activities: { new: 1_575, repeated: 0 },
    refused: { total: 7, byReason: { bad_number: 7 } },
    refusedFile: join(fixture.folder, 'leads.csv.refused.csv'),
  });
  expect(again.stderr).toContain('rows_refused');
  expect(await whatIsStored(fixture)).toMatchObject({ leads: 2_093, tracks: { 'subscriber true': 2_093 } });
});

test('a file without fault ends with status 0 and a report; the same again does nothing', async () => {
  await fixture.write('leads.csv', leadRows(20));
  const first = await leadline(importing('leads.csv'), database());
  expect(first.status).toBe(0);
  expect(first.stdout).toMatch(
    /^rows +20\nleads +20 new, 0 rows about known ones\nactivities +15 new, 0 repeated\nrefused +0\nseconds +\d/,
  );
  const second = await leadline(importing('leads.csv'), database());
  expect(second.status).toBe(0);
  expect(second.stdout).toContain('nothing was done');
});

test('a mapping that cannot be used is told with file, line and remedy, before anything is opened', async () => {
  await fixture.write('leads.csv', leadRows(5).replaceAll('City', 'Town'));
  await fixture.write('mapping.yaml', MAPPING.replace('integer', 'whole'));
  const shape = await leadline(importing('leads.csv'));
  expect(shape).toMatchObject({ status: 5, stdout: '' });
  expect(shape.stderr).toContain(
    'mapping.yaml:14 activities[0].props.visits.type: The text "whole" is not allowed here.',
  );

  await fixture.write('mapping.yaml', MAPPING);
  const columns = await leadline(importing('leads.csv'));
  expect(columns.status).toBe(5);
  expect(columns.stderr).toContain('mapping.yaml:7 attributes.city.column: The file has no column "City".');
  expect(columns.stderr).toContain('says nothing about the column "Town"');
});

test('the kind asked for must be the mapping’s; auto takes it from there', async () => {
  await fixture.write('leads.csv', leadRows(5));
  const [, , ...rest] = importing('leads.csv', '--dry-run');
  expect(await leadline(['import', 'activities', ...rest])).toMatchObject({ status: 2 });
  expect(await leadline(['import', 'auto', ...rest])).toMatchObject({ status: 0 });
});

test(
  '200,000 rows go through a heap smaller than the file, and a rehearsal needs no database',
  async () => {
    const rows = 200_000;
    const [header = '', row = ''] = leadRows(1).split('\n');
    const filler = 'x'.repeat(600);
    function* lines(): Generator<string> {
      yield `${header}\n`;
      for (let n = 1; n <= rows; n += 1) yield `${row.replace('L1,', `L${n},`).replace('City 1', filler)}\n`;
    }
    const path = join(fixture.folder, 'large.csv');
    await pipeline(Readable.from(lines()), createWriteStream(path));
    expect(statSync(path).size).toBeGreaterThan(120_000_000);

    const ended = await leadline([...importing('large.csv', '--dry-run'), '--output', 'json'], {
      NODE_OPTIONS: '--max-old-space-size=96',
    });
    expect(ended.status).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      rows,
      activitiesByType: { site_visits: rows },
      refused: { total: 0 },
    });
  },
  2 * START_UP_MS,
);
