import { existsSync, readFileSync } from 'node:fs';
import { FAILPOINTS } from '../../../domain/failpoint';
import { DAY_MS } from '../../../domain/time';
import { BEGUN, Crash, crashAt, createImportFixture, leadRows, whatIsStored, type ImportFixture } from './fixture';

jest.setTimeout(120_000);

/** Three batches, the last one short; some rows are refused. */
const ROWS = 2_100;
const content = leadRows(ROWS, { refuseEach: 300 });

let fixture: ImportFixture;
let path: string;
/** What an import leaves behind that nothing happens to. */
let expected: { readonly stored: unknown; readonly refusedFile: string };

beforeAll(async () => {
  fixture = await createImportFixture();
  path = await fixture.write('leads.csv', content);
  await fixture.run(path);
  expected = { stored: await whatIsStored(fixture), refusedFile: readFileSync(`${path}.refused.csv`, 'utf8') };
});
beforeEach(async () => {
  await fixture.empty();
  await fixture.write('leads.csv', content);
});
afterAll(() => fixture.drop());

const places = FAILPOINTS.filter((name) => name.startsWith('import_')).flatMap((name) =>
  name.startsWith('import_batch') ? [1, 2, 3].map((passing) => [name, passing] as const) : [[name, 1] as const],
);

test.each(places)(
  'an import that dies at %s, passing %i, is finished by the same command and doubles nothing',
  async (name, passing) => {
    await expect(fixture.run(path, { failpoint: crashAt(name, passing) })).rejects.toThrow(Crash);
    // Gone on with the next day: "import_start" still means the day before. Unless it had not begun.
    const now = name === 'import_begin.before_commit' ? BEGUN : BEGUN + DAY_MS;
    const report = await fixture.run(path, { now });
    expect(report.counts).toMatchObject({ rows: ROWS, leadsNew: ROWS - 7, refusedByCode: { bad_number: 7 } });
    expect(await whatIsStored(fixture)).toEqual(expected.stored);
    expect(readFileSync(`${path}.refused.csv`, 'utf8')).toBe(expected.refusedFile);
    expect(existsSync(`${path}.refused.csv.part`)).toBe(false);
  },
);

test('a finished import is left alone, also under another name', async () => {
  await fixture.run(path);
  const copy = await fixture.write('copy.csv', content);
  for (const again of [path, copy]) {
    const report = await fixture.run(again, { now: BEGUN + DAY_MS });
    expect(report).toMatchObject({ state: 'already_done', counts: { rows: ROWS } });
  }
  expect(await whatIsStored(fixture)).toEqual(expected.stored);
});

test('an interrupted import stops between batches and goes on from there', async () => {
  const interruption = new AbortController();
  const stopped = await fixture.run(path, { signal: interruption.signal, onRows: () => interruption.abort() });
  expect(stopped).toMatchObject({ state: 'interrupted', refusedFile: null, counts: { rows: 1_000 } });
  expect(await fixture.run(path)).toMatchObject({ state: 'done', resumedAfter: 1_000 });
  expect(await whatIsStored(fixture)).toEqual(expected.stored);
});

test('of two processes that import the same file one gives way, and nothing is doubled', async () => {
  const ends = await Promise.allSettled([fixture.run(path), fixture.run(path)]);
  const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as { code: string }] : []));
  expect(failures.map(({ code }) => code)).toEqual(['import_elsewhere']);
  await fixture.run(path);
  expect(await whatIsStored(fixture)).toEqual(expected.stored);
});

test('an import that was begun live is not gone on with quietly', async () => {
  await expect(fixture.run(path, { failpoint: crashAt('import_batch.after_commit', 1) })).rejects.toThrow(Crash);
  await expect(fixture.run(path, { quiet: true })).rejects.toMatchObject({ code: 'import_settings_differ' });
});
