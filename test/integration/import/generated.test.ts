import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { generate } from '../../../simulators/generator/generate';
import { defaultSettings } from '../../../simulators/generator/settings';
import { writeDataset } from '../../../simulators/generator/write-dataset';
import { BEGUN, createImportFixture, type ImportFixture } from './fixture';

jest.setTimeout(120_000);

const settings = { ...defaultSettings(BEGUN), people: 150, companies: 25, activities: 2_400 };
const truth = [...generate(settings)];
const mapping = (name: string): string =>
  readFileSync(join(__dirname, '..', '..', '..', 'examples', 'generated', name), 'utf8');

let fixture: ImportFixture;
beforeAll(async () => {
  fixture = await createImportFixture();
  await writeDataset(settings, { folder: fixture.folder, format: 'csv' });
});
afterAll(() => fixture.drop());

test('every person of the generator is one lead, under whatever spelling, by address or id', async () => {
  const report = await fixture.run(join(fixture.folder, 'activities.csv'), { mapping: mapping('activities.yaml') });
  expect(report.counts).toMatchObject({ leadsNew: settings.people, refused: 0 });
  const owners = await fixture.db.selectFrom('activity').select(['source_id', 'lead_id']).execute();
  const leadOf = new Map(owners.map((row) => [row.source_id, row.lead_id]));
  const leadsOfPerson = new Map<number, Set<string | undefined>>();
  for (const item of truth) {
    if (item.kind !== 'activity') continue;
    const leads = leadsOfPerson.get(item.person) ?? new Set();
    leadsOfPerson.set(item.person, leads.add(leadOf.get(item.activity.id)));
  }
  expect(leadsOfPerson.size).toBe(settings.people);
  expect([...leadsOfPerson.values()].filter((leads) => leads.size !== 1 || leads.has(undefined))).toEqual([]);
});

test('a no in a form is kept as such, apart from what nobody answered', async () => {
  const answers = truth.flatMap((item) =>
    item.kind === 'activity' && !item.repeated && item.activity.attributes?.['uses_our_crm'] !== undefined
      ? [item.activity.attributes['uses_our_crm']]
      : [],
  );
  const stored = await fixture.db
    .selectFrom('lead_attribute')
    .select(['value'])
    .where('name', '=', 'uses_our_crm')
    .execute();
  expect(answers.filter((answer) => !answer).length).toBeGreaterThan(10);
  expect(stored.map(({ value }) => value).toSorted()).toEqual(answers.toSorted());
});

test('repeats are counted once, and late ones keep both their times', async () => {
  const repeats = truth.filter((item) => item.kind === 'activity' && item.repeated);
  const run = await fixture.db.selectFrom('import_run').select('counts').executeTakeFirstOrThrow();
  expect(repeats.length).toBeGreaterThan(0);
  expect(run.counts).toMatchObject({ activitiesNew: settings.activities, activitiesRepeated: repeats.length });

  const told = new Map<string, number>();
  for (const item of truth) {
    if (item.kind !== 'activity' || told.has(item.activity.id)) continue;
    told.set(item.activity.id, item.knownAt - Date.parse(item.activity.occurredAt));
  }
  const late = [...told].filter(([, delayMs]) => delayMs > 0).map(([id, delayMs]) => ({ id, delayMs }));
  const { rows } = await sql<{ id: string; delayMs: number }>`
    select source_id as id, (extract(epoch from known_at - occurred_at) * 1000)::bigint as "delayMs"
    from activity where known_at > occurred_at and not reconstructed
  `.execute(fixture.db);
  const byId = (a: { readonly id: string }, b: { readonly id: string }): number => a.id.localeCompare(b.id);
  expect(late.filter(({ delayMs }) => delayMs > 3_600_000).length).toBeGreaterThan(settings.activities / 50);
  expect(rows.toSorted(byId)).toEqual(late.toSorted(byId));
});

test('outcomes find their leads and are no one’s news to the scorer', async () => {
  await fixture.db.deleteFrom('score_queue').execute();
  const won = truth.filter((item) => item.kind === 'outcome');
  const report = await fixture.run(join(fixture.folder, 'outcomes.csv'), { mapping: mapping('outcomes.yaml') });
  expect(won.length).toBeGreaterThan(0);
  expect(report.counts).toMatchObject({ rows: won.length, leadsNew: 0, refused: 0 });
  expect(await fixture.db.selectFrom('outcome').select('source_id').execute()).toHaveLength(won.length);
  expect(await fixture.db.selectFrom('score_queue').select('id').execute()).toEqual([]);
});
