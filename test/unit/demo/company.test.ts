import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heroes, makeCompany, writeYear } from '../../../cli/up/demo/company';
import { newDemo } from '../../../cli/up/demo/demo-state';

const company = makeCompany(newDemo({ people: 200, now: Date.UTC(2026, 4, 4, 9) }));

test('whoever stands in the door has asked for nobody in the year, and could buy', () => {
  const [first] = heroes(company);
  const types = company.items.flatMap((item) =>
    item.person === first!.index && item.kind === 'activity' ? [item.activity.type] : [],
  );
  expect(types.length).toBeGreaterThan(0);
  expect(types.filter((type) => ['demo_request', 'contact_sales', 'trial_activated'].includes(type))).toEqual([]);
  expect(['US', 'CA']).toContain(first!.company.country);
});

test('the files hold everything once, those first whom a visitor will look at', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-year-'));
  try {
    const files = await writeYear(company, folder);
    const lines = await Promise.all(
      files.map(async ({ file }) => (await readFile(file, 'utf8')).trimEnd().split('\n').slice(1)),
    );
    expect(lines.map(({ length }) => length).reduce((sum, length) => sum + length)).toBe(company.items.length);
    expect(lines[0]!.length).toBeLessThan(lines[1]!.length);
    expect(lines[0]!.join('\n').toLowerCase()).toContain(heroes(company)[0]!.email);
    const again = await writeYear(company, folder);
    expect(await readFile(again[1]!.file, 'utf8')).toContain(lines[1]![0]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
