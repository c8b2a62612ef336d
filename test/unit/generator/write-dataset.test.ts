import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { generate } from '../../../simulators/generator/generate';
import { defaultSettings } from '../../../simulators/generator/settings';
import { writeDataset } from '../../../simulators/generator/write-dataset';

const settings = { ...defaultSettings(Date.UTC(2026, 4, 1)), people: 60, companies: 10, activities: 900 };
const items = [...generate(settings)];

describe('a dataset on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'leadline-dataset-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has every activity and outcome on a line of its own as NDJSON', async () => {
    const files = await writeDataset(settings, { folder: join(folder, 'new'), format: 'ndjson' });
    const read = async (file: string): Promise<unknown[]> =>
      (await readFile(file, 'utf8'))
        .trimEnd()
        .split('\n')
        .filter((line) => line !== '')
        .map((line): unknown => JSON.parse(line));

    const expected = (kind: string) =>
      items
        .filter((item) => item.kind === kind)
        .map((item) => ({
          ...(item.kind === 'activity' ? item.activity : item.outcome),
          knownAt: new Date(item.knownAt).toISOString(),
        }));
    expect(await read(files.activities)).toEqual(expected('activity'));
    expect(await read(files.outcomes)).toEqual(expected('outcome'));
  });

  it('has the same in columns as CSV', async () => {
    const files = await writeDataset(settings, { folder, format: 'csv' });
    const rows = parse<Record<string, string>>(await readFile(files.activities, 'utf8'), { columns: true });
    const activities = items.filter((item) => item.kind === 'activity');
    expect(rows).toHaveLength(activities.length);
    for (const [index, { activity, knownAt }] of activities.entries()) {
      expect(rows[index]).toMatchObject({
        id: activity.id,
        type: activity.type,
        occurred_at: activity.occurredAt,
        known_at: new Date(knownAt).toISOString(),
        email: activity.lead.email ?? '',
        external_id: activity.lead.id ?? '',
        asset: activity.asset ?? '',
        country: activity.attributes?.['country'] ?? '',
        consent_email: activity.consents?.email ?? '',
      });
    }
  });
});
