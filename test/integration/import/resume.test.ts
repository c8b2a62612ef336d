import { existsSync, readFileSync } from 'node:fs';
import { FAILPOINTS } from '../../../domain/failpoint';
import { DAY_MS } from '../../../domain/time';
import { BEGUN, Crash, crashAt, createImportFixture, leadRows, whatIsStored, type ImportFixture } from './fixture';

/** Three batches, the last one short; some rows are refused. */
const ROWS = 2_100;
const content = leadRows(ROWS, { refuseEach: 300 });

let whole: ImportFixture;
let expected: unknown;
let refused: string;

beforeAll(async () => {
  whole = await createImportFixture();
  const path = await whole.write('leads.csv', content);
  await whole.run(path);
  expected = await whatIsStored(whole);
  refused = readFileSync(`${path}.refused.csv`, 'utf8');
});
afterAll(() => whole.drop());

const places = FAILPOINTS.filter((name) => name.startsWith('import_')).flatMap((name) =>
  name.startsWith('import_batch') ? [1, 2, 3].map((passing) => [name, passing] as const) : [[name, 1] as const],
);

describe('an import that dies', () => {
  test.each(places)('at %s, passing %i, is finished by the same command and doubles nothing', async (name, passing) => {
    const fixture = await createImportFixture();
    try {
      const path = await fixture.write('leads.csv', content);
      await expect(fixture.run(path, { failpoint: crashAt(name, passing) })).rejects.toThrow(Crash);
      // Resumed the next day: "import_start" still means the day before.
      const report = await fixture.run(path, { now: BEGUN + DAY_MS });
      expect(report.counts).toMatchObject({
        rows: ROWS,
        leadsNew: ROWS - 7,
        refused: 7,
        refusedByCode: { bad_number: 7 },
      });
      const beforeAnything = name === 'import_begin.before_commit';
      if (!beforeAnything) expect(await whatIsStored(fixture)).toEqual(expected);
      expect(readFileSync(`${path}.refused.csv`, 'utf8')).toBe(refused);
      expect(existsSync(`${path}.refused.csv.part`)).toBe(false);
    } finally {
      await fixture.drop();
    }
  });

  test('before it had begun, begins at its second start', async () => {
    const fixture = await createImportFixture();
    try {
      const path = await fixture.write('leads.csv', content);
      await expect(fixture.run(path, { failpoint: crashAt('import_begin.before_commit', 1) })).rejects.toThrow(Crash);
      await fixture.run(path);
      expect(await whatIsStored(fixture)).toEqual(expected);
    } finally {
      await fixture.drop();
    }
  });
});

test('a finished import is left alone', async () => {
  const report = await whole.run(`${whole.folder}/leads.csv`, { now: BEGUN + DAY_MS });
  expect(report).toMatchObject({ state: 'already_done', counts: { rows: ROWS } });
  expect(await whatIsStored(whole)).toEqual(expected);
});

test('the same content under another name is the same import', async () => {
  const copy = await whole.write('copy.csv', content);
  expect(await whole.run(copy)).toMatchObject({ state: 'already_done' });
  expect(await whatIsStored(whole)).toEqual(expected);
});

test('an interrupted import stops between batches and goes on from there', async () => {
  const fixture = await createImportFixture();
  try {
    const path = await fixture.write('leads.csv', content);
    const interruption = new AbortController();
    const stopped = await fixture.run(path, { signal: interruption.signal, onRows: () => interruption.abort() });
    expect(stopped).toMatchObject({ state: 'interrupted', refusedFile: null, counts: { rows: 1_000 } });
    expect(await fixture.run(path)).toMatchObject({ state: 'done', resumedAfter: 1_000 });
    expect(await whatIsStored(fixture)).toEqual(expected);
  } finally {
    await fixture.drop();
  }
});

test('of two processes that import the same file one gives way, and nothing is doubled', async () => {
  const fixture = await createImportFixture();
  try {
    const path = await fixture.write('leads.csv', content);
    const ends = await Promise.allSettled([fixture.run(path), fixture.run(path)]);
    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as { code: string }] : []));
    expect(failures.map(({ code }) => code)).toEqual(['import_elsewhere']);
    await fixture.run(path);
    expect(await whatIsStored(fixture)).toEqual(expected);
  } finally {
    await fixture.drop();
  }
});

test('an import that was begun live is not gone on with quietly', async () => {
  const fixture = await createImportFixture();
  try {
    const path = await fixture.write('leads.csv', content);
    await expect(fixture.run(path, { failpoint: crashAt('import_batch.after_commit', 1) })).rejects.toThrow(Crash);
    await expect(fixture.run(path, { quiet: true })).rejects.toMatchObject({ code: 'import_settings_differ' });
  } finally {
    await fixture.drop();
  }
});
