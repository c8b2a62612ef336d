import { readFileSync } from 'node:fs';
import { DAY_MS } from '../../../domain/time';
import { listSyncErrors } from '../../../store/sync-error';
import { BEGUN, createImportFixture, HEADER, leadRows, MAPPING, whatIsStored, type ImportFixture } from './fixture';

jest.setTimeout(120_000);

let fixture: ImportFixture;
beforeAll(async () => {
  fixture = await createImportFixture();
});
beforeEach(() => fixture.empty());
afterAll(() => fixture.drop());

const queue = () => fixture.db.selectFrom('score_queue').select(['kind', 'quiet', 'lead_id']).execute();

test('one row gives a lead with its aliases, attributes, consents, activities and outcome', async () => {
  const path = await fixture.write('leads.csv', `${HEADER}\nL1,Ann@Example.com,Pune,Yes,3,yes\n`);
  const report = await fixture.run(path);
  expect(report).toMatchObject({
    state: 'done',
    counts: { rows: 1, leadsNew: 1, activitiesNew: 1, refused: 0 },
    refusedFile: null,
  });
  expect(await whatIsStored(fixture)).toMatchObject({
    leads: 1,
    tracks: { 'subscriber false': 1 },
    aliases: [
      { kind: 'email', value: 'ann@example.com' },
      { kind: 'external', source: 'former-crm', value: 'L1' },
    ],
    attributes: [{ id: 'L1', name: 'city', value: 'Pune' }],
    consents: [{ id: 'L1', channel: 'email', status: 'withdrawn' }],
    activities: [
      { source: 'former-crm', source_id: 'L1/visits', type: 'site_visits', props: { visits: 3 }, reconstructed: false },
    ],
    outcomes: [{ kind: 'converted', value: true }],
    queue: { 'activity false': 1, 'profile false': 1 },
    errors: null,
  });
});

test('a quiet import asks for quiet scoring, of the new leads too', async () => {
  await fixture.run(await fixture.write('leads.csv', leadRows(10)), { quiet: true });
  expect((await queue()).every(({ quiet }) => quiet)).toBe(true);
  expect(await whatIsStored(fixture)).toMatchObject({ tracks: { 'subscriber true': 10 } });
});

test('history with times of its own is marked as reconstructed and was knowable then', async () => {
  const mapping = MAPPING.replace('occurredAt: import_start', 'occurredAt: { column: When }');
  const path = await fixture.write('leads.csv', `${HEADER},When\nL1,,Pune,No,3,yes,2025-11-02T10:00:00+05:30\n`);
  await fixture.run(path, { mapping });
  const activities = await fixture.db.selectFrom('activity').selectAll().execute();
  const then = Date.UTC(2025, 10, 2, 4, 30);
  expect(activities).toMatchObject([{ occurred_at: then, known_at: then, reconstructed: true }]);
});

describe('refused rows', () => {
  const broken = [
    HEADER,
    'L1,a@example.com,Pune,No,1,no',
    'L2,nobody,Pune,perhaps,1,no',
    'L3,c@example.com,Pune,No,1',
    ',,Pune,No,1,no',
    'L5,e@example.com,"Pu\0ne",No,1,no',
    `${'x'.repeat(500)},f@example.com,Pune,No,1,no`,
    'L7,g@example.com,Pune,No,1,no',
  ].join('\n');

  test('are kept with their reason as sync errors, and the others are imported', async () => {
    const report = await fixture.run(await fixture.write('leads.csv', broken));
    expect(report.counts).toMatchObject({
      rows: 7,
      leadsNew: 2,
      refused: 5,
      refusedByCode: { bad_email: 1, wrong_cell_count: 1, no_identity: 1, bad_character: 1, value_too_long: 1 },
    });
    const errors = await listSyncErrors(fixture.db, { state: 'open', limit: 10 });
    expect(errors).toHaveLength(5);
    expect(errors.at(-1)).toMatchObject({
      connectionId: 'import',
      direction: 'in',
      code: 'bad_email',
      field: 'Mail',
      message:
        'leads.csv, line 3: Mail: "nobody" is not an e-mail address. No Mail: "perhaps" says neither yes nor no to email.',
      record: { row: 2, line: 3, cells: ['L2', 'nobody', 'Pune', 'perhaps', '1', 'no'] },
      origin: `import:${report.run}:2`,
    });
  });

  test('stand in a file of the same columns; corrected there and imported, they close their errors', async () => {
    const path = await fixture.write('leads.csv', broken.replace('\0', ''));
    const { refusedFile, run } = await fixture.run(path);
    expect(refusedFile).toBe(`${path}.refused.csv`);
    const lines = readFileSync(`${path}.refused.csv`, 'utf8').trim().split('\n');
    expect(lines[0]).toBe(`leadline_origin,leadline_reason,${HEADER}`);
    expect(lines[2]).toBe(
      `import:${run}:3,"leads.csv, line 4: The row has 5 cells, the header 6.",L3,c@example.com,Pune,No,1`,
    );

    const corrected = lines.map((line) => line.replace('nobody,Pune,perhaps', 'b@example.com,Pune,No'));
    await fixture.write('leads.csv.refused.csv', `${corrected.join('\n')}\n`);
    const again = await fixture.run(`${path}.refused.csv`, { now: BEGUN + DAY_MS });
    expect(again.counts).toMatchObject({ rows: 4, leadsNew: 1, refused: 3 });

    const states = await fixture.db
      .selectFrom('sync_error')
      .select(['state', 'code'])
      .where('origin', 'like', `import:${run}:%`)
      .orderBy('id')
      .execute();
    expect(states).toEqual([
      { state: 'resolved', code: 'bad_email' },
      { state: 'retried', code: 'wrong_cell_count' },
      { state: 'retried', code: 'no_identity' },
      { state: 'retried', code: 'value_too_long' },
    ]);
    expect(await listSyncErrors(fixture.db, { state: 'open', limit: 10 })).toHaveLength(3);
    expect(readFileSync(`${path}.refused.csv.refused.csv`, 'utf8').split('\n')[0]).toBe(
      `leadline_origin,leadline_reason,${HEADER}`,
    );
  });

  test('include those whose id and e-mail belong to two leads', async () => {
    const content = `${HEADER}\nL1,a@example.com,Pune,No,1,no\nL2,b@example.com,Pune,No,1,no\nL1,b@example.com,Goa,No,1,no\n`;
    const report = await fixture.run(await fixture.write('leads.csv', content));
    expect(report.counts).toMatchObject({ leadsNew: 2, refusedByCode: { identity_conflict: 1 } });
  });
});

describe('a later version of the file', () => {
  test('stores and scores what changed, and nothing else', async () => {
    await fixture.run(await fixture.write('leads.csv', leadRows(50)));
    await fixture.db.deleteFrom('score_queue').execute();
    const changed = leadRows(51).replace('L7,p7@example.com,City 0,', 'L7,p7@example.com,Goa,');
    const report = await fixture.run(await fixture.write('leads.csv', changed), { now: BEGUN + DAY_MS });
    expect(report.counts).toMatchObject({
      rows: 51,
      leadsNew: 1,
      rowsOfKnownLeads: 50,
      activitiesNew: 1,
      activitiesRepeated: 38,
    });
    expect(new Set((await queue()).map((row) => row.lead_id)).size).toBe(2);
    const cities = await fixture.db
      .selectFrom('lead_attribute')
      .innerJoin('lead_alias', 'lead_alias.lead_id', 'lead_attribute.lead_id')
      .where('lead_alias.value', '=', 'L7')
      .select(['lead_attribute.value', 'occurred_at'])
      .orderBy('occurred_at')
      .execute();
    expect(cities).toEqual([
      { value: 'City 0', occurred_at: BEGUN },
      { value: 'Goa', occurred_at: BEGUN + DAY_MS },
    ]);
  });

  test('with corrected history: the later import holds, and a third of the same adds nothing', async () => {
    const mapping = MAPPING.replace(
      'occurredAt: import_start',
      "occurredAt: { column: When, format: 'yyyy-MM-dd', zone: UTC }",
    );
    const content = (city: string) => `${HEADER},When\nL1,,${city},No,0,no,2026-01-05\n`;
    await fixture.run(await fixture.write('a.csv', content('Pune')), { mapping });
    await fixture.run(await fixture.write('b.csv', content('Goa')), { mapping, now: BEGUN + DAY_MS });
    await fixture.run(await fixture.write('c.csv', `${content('Goa')}\n`), { mapping, now: BEGUN + 2 * DAY_MS });
    const facts = await fixture.db
      .selectFrom('lead_attribute')
      .select(['value'])
      .orderBy('occurred_at')
      .orderBy('source')
      .orderBy('source_id')
      .execute();
    expect(facts.map(({ value }) => value)).toEqual(['Pune', 'Goa']);
  });
});

describe('a file that breaks off', () => {
  test('keeps the rows before the fault, and goes on when it is mended', async () => {
    const rows = leadRows(1_500);
    const path = await fixture.write('leads.csv', `${rows}L1501,"never closed,Pune,No,1,no\n`);
    await expect(fixture.run(path)).rejects.toMatchObject({ code: 'csv_open_quote' });
    expect(await whatIsStored(fixture)).toMatchObject({ leads: 1_000 });
    const mended = await fixture.run(await fixture.write('leads.csv', `${rows}L1501,n@example.com,Pune,No,1,no\n`));
    expect(mended.counts).toMatchObject({
      rows: 1_501,
      leadsNew: 501,
      rowsOfKnownLeads: 1_000,
      activitiesRepeated: 750,
    });
    expect(await whatIsStored(fixture)).toMatchObject({ leads: 1_501 });
  });

  test('with a line that never ends stops there, whatever follows', async () => {
    const path = await fixture.write(
      'leads.csv',
      `${leadRows(5)}L6,"${'x'.repeat(1_200_000)}\n${leadRows(5, { from: 7 })}`,
    );
    await expect(fixture.run(path)).rejects.toMatchObject({ code: 'csv_row_too_long' });
  });
});
