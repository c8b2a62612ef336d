import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, type ApiInstance } from '../api/instance';
import { runCli, type CliRun } from './run-cli';

const MAPPING = `rows: leads
source: former-crm
identity: { external: { column: Id } }
occurredAt: import_start
activities:
  - { type: { column: What }, id: '{Id}/{What}' }
`;

let api: ApiInstance;
let folder: string;
beforeAll(async () => {
  api = await startApi();
  folder = await mkdtemp(join(tmpdir(), 'leadline-cli-import-'));
  await writeFile(join(folder, 'mapping.yaml'), MAPPING);
  await writeFile(join(folder, 'leads.csv'), 'Id,What\n1,donwload\n2,donwload\n3,fax\n4,download\n');
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

const importing = async (options: readonly string[], connectionString?: string): Promise<CliRun> =>
  await runCli(
    ['import', 'leads', join(folder, 'leads.csv'), '--mapping', join(folder, 'mapping.yaml'), ...options],
    connectionString === undefined ? {} : { connectionString },
  );

it('says which connection an unknown one may stand for, and has a default that is none of the workspace', async () => {
  const run = await importing(['--connection', 'wbe'], api.connectionString);
  expect([run.status, run.stdout]).toEqual([4, '']);
  expect(run.stderr).toContain('There is no connection wbe.');
  expect(run.stderr).toContain('Did you mean web? Name one of import, crm, web');
  expect(await api.db.selectFrom('import_run').selectAll().execute()).toEqual([]);
});

it('names activity types that the live model does not know, in a rehearsal and after the import', async () => {
  const unknownActivityTypes = [
    { type: 'donwload', activities: 2, meant: 'download' },
    { type: 'fax', activities: 1, meant: null },
  ];
  for (const options of [['--dry-run'], []]) {
    const run = await importing([...options, '--output', 'json'], api.connectionString);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({ unknownActivityTypes });
    expect(run.stderr).toMatch(/activity type donwload \(2 activities\): .* Did you mean download\?/);
    expect(run.stderr).toMatch(/activity type fax \(1 activity\): .* Known types: demo_request, download,/);
  }
});

it('rehearses without a running Leadline, and says that the types were not looked at', async () => {
  const run = await importing(['--dry-run', '--output', 'json']);
  expect([run.status, run.stderr]).toEqual([0, expect.stringContaining('was not looked at')]);
  expect(JSON.parse(run.stdout)).toMatchObject({ rows: 4, unknownActivityTypes: null });
});
