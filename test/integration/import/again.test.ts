import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCli, type CliRun } from '../cli/run-cli';
import { Crash, crashAt, createImportFixture, leadRows, MAPPING, type ImportFixture } from './fixture';

/** Two of its rows have a bad number of visits. */
const content = leadRows(10, { refuseEach: 4 });

let fixture: ImportFixture;
beforeAll(async () => {
  fixture = await createImportFixture();
});
beforeEach(async () => {
  await fixture.empty();
  await fixture.write('mapping.yaml', MAPPING);
  await fixture.write('leads.csv', content);
});
afterAll(() => fixture.drop());

const at = (name: string): string => join(fixture.folder, name);

const importing = async (file: string, ...options: readonly string[]): Promise<CliRun> =>
  await runCli(['import', 'leads', at(file), '--mapping', at('mapping.yaml'), ...options], {
    connectionString: fixture.connectionString,
    dataDir: fixture.folder,
  });

const reported = ({ stdout }: CliRun): unknown => JSON.parse(stdout);

describe('the file of refused rows', () => {
  test('is written again from what is kept, also beside a copy of the file', async () => {
    expect((await importing('leads.csv')).status).toBe(5);
    const written = readFileSync(at('leads.csv.refused.csv'), 'utf8');
    await rm(at('leads.csv.refused.csv'));
    await fixture.write('copy.csv', content);
    for (const name of ['leads.csv', 'copy.csv']) {
      const again = await importing(name);
      expect([again.status, again.stderr]).toEqual([5, expect.stringContaining(`Correct them in ${at(name)}.refused`)]);
      expect(again.stderr).toContain('2 of 10 rows were refused; 2 of them still wait to be corrected.');
      expect(readFileSync(at(`${name}.refused.csv`), 'utf8')).toBe(written);
    }
  });

  test('is left alone while somebody mends it', async () => {
    await importing('leads.csv');
    await fixture.write('leads.csv.refused.csv', 'half mended');
    expect((await importing('leads.csv')).status).toBe(5);
    expect(readFileSync(at('leads.csv.refused.csv'), 'utf8')).toBe('half mended');
  });

  test('is asked for no more once every row was mended', async () => {
    await importing('leads.csv');
    await fixture.write('mended.csv', readFileSync(at('leads.csv.refused.csv'), 'utf8').replaceAll(',many,', ',3,'));
    expect((await importing('mended.csv')).status).toBe(0);
    await rm(at('leads.csv.refused.csv'));
    const again = await importing('leads.csv');
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('All refused rows have come back since')]);
    expect(existsSync(at('leads.csv.refused.csv'))).toBe(false);
    expect(reported(await importing('leads.csv', '--output', 'json'))).toMatchObject({
      state: 'already_done',
      refused: { total: 2, open: 0, byReason: { bad_number: 2 } },
      refusedFile: null,
    });
  });

  test.each(['leads.csv.refused.csv.part', 'leads.csv.refused.csv'])(
    'that cannot be written because %s is a folder is told with a remedy, and written by the same command',
    async (folder) => {
      mkdirSync(at(folder));
      const run = await importing('leads.csv', '--output', 'json');
      expect(run.status).toBe(1);
      expect(JSON.parse(run.stderr)).toMatchObject({
        error: { code: 'refused_file_unwritable', remedy: expect.stringContaining('same command') as unknown },
      });
      await rm(at(folder), { recursive: true });
      expect((await importing('leads.csv')).status).toBe(5);
      expect(readFileSync(at('leads.csv.refused.csv'), 'utf8')).toContain('L4,');
    },
  );

  test('is named where somebody retries its rows by their code', async () => {
    await importing('leads.csv');
    const retry = (...options: readonly string[]) =>
      runCli(['sync', 'retry', '--code', 'bad_number', ...options], { connectionString: fixture.connectionString });
    const remedy = 'Mend it in leads.csv.refused.csv and import that with the same mapping.';
    const run = await retry();
    expect([run.status, run.stderr.split(remedy).length - 1]).toEqual([6, 1]);
    expect(reported(await retry('--output', 'json'))).toMatchObject({
      refused: [{ remedy: expect.stringContaining(remedy) as unknown }, { code: 'not_retriable' }],
    });
  });
});

describe('an import that stopped', () => {
  const stopped = 'An import of leads.csv stopped after 1000 rows';

  test('is spoken of where it is gone on with, and nowhere else', async () => {
    const path = await fixture.write('leads.csv', leadRows(1_100));
    await expect(fixture.run(path, { failpoint: crashAt('import_batch.after_commit', 1) })).rejects.toThrow(Crash);

    await fixture.write('leads.csv', leadRows(1_200));
    expect((await importing('leads.csv')).stderr).not.toContain('stopped');
    expect((await importing('leads.csv')).stderr).not.toContain('stopped');

    await fixture.write('leads.csv', leadRows(1_300));
    const anew = await importing('leads.csv', '--resume');
    expect(anew.stderr).toContain('No import of this file with this mapping was interrupted');

    await fixture.write('renamed.csv', leadRows(1_100));
    expect((await importing('renamed.csv')).stderr).toContain(`${stopped}; it goes on from there.`);
  });
});
