import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DAY_MS } from '../../../domain/time';
import { generate, type GeneratedItem } from '../../../simulators/generator/generate';
import { makeCompanies, makePeople, NOT_SERVED, type Person } from '../../../simulators/generator/population';
import { defaultSettings, type GeneratorSettings } from '../../../simulators/generator/settings';
import { writeItems } from '../../../simulators/generator/write-dataset';
import type { DemoState } from './demo-state';

/** The made-up company's year, in memory while it is filled in. */
export interface Company {
  readonly settings: GeneratorSettings;
  readonly people: readonly Person[];
  readonly items: readonly GeneratedItem[];
  /** By person: when they last asked for somebody, and when they bought. */
  readonly past: ReadonlyMap<number, Past>;
}

interface Past {
  readonly askedAt: number | null;
  readonly wonAt: number | null;
}

const REQUESTS: ReadonlySet<string> = new Set(['demo_request', 'contact_sales', 'trial_activated']);
/** Of the year, in the order in which they are imported. */
export const YEAR_FILES = ['demo-first', 'demo-year', 'demo-outcomes'] as const;
const LATELY_MS = 30 * DAY_MS;

export const settingsOf = ({ seed, people, companies, activities, endsAt }: DemoState): GeneratorSettings => ({
  ...defaultSettings(endsAt),
  seed,
  people,
  companies,
  activities,
});

export function makeCompany(state: DemoState): Company {
  const settings = settingsOf(state);
  const items = [...generate(settings)];
  const past = new Map<number, Past>();
  for (const item of items) {
    const { askedAt, wonAt } = past.get(item.person) ?? { askedAt: null, wonAt: null };
    if (item.kind === 'outcome') past.set(item.person, { askedAt, wonAt: item.knownAt });
    else if (REQUESTS.has(item.activity.type)) past.set(item.person, { askedAt: item.knownAt, wonAt });
  }
  return { settings, people: makePeople(settings, makeCompanies(settings)), items, past };
}

/**
 * Those who could buy and have kept still so far, the likeliest first: at each start one of them stands in the door. Of
 * America, since whoever plays the demo works there.
 */
export function heroes(company: Pick<Company, 'people' | 'past'>): readonly Person[] {
  const fits = (person: Person): boolean =>
    ['US', 'CA'].includes(person.company.country) && ['director', 'vp', 'cxo'].includes(person.seniority);
  const silent = company.people.filter(
    ({ index, company: { country } }) => !company.past.has(index) && !NOT_SERVED.has(country),
  );
  return silent.toSorted((a, b) => Number(fits(b)) - Number(fits(a)) || b.propensity - a.propensity);
}

/** The files to import, in this order: those first whom a visitor will look at. */
export async function writeYear(
  company: Company,
  folder: string,
): Promise<readonly { file: string; kind: 'activities' | 'outcomes' }[]> {
  await mkdir(folder, { recursive: true });
  const { items, settings } = company;
  const shown = new Set(
    heroes(company)
      .slice(0, 20)
      .map(({ index }) => index),
  );
  for (const [person, { askedAt }] of company.past) {
    if (askedAt !== null && askedAt > settings.endsAt - LATELY_MS) shown.add(person);
  }
  const write = async (
    name: (typeof YEAR_FILES)[number],
    kind: 'activities' | 'outcomes',
    of: readonly GeneratedItem[],
  ) => {
    const file = join(folder, `${name}.csv`);
    await writeItems(of, { file, kind: kind === 'activities' ? 'activity' : 'outcome', format: 'csv' });
    return { file, kind };
  };
  return [
    await write(
      'demo-first',
      'activities',
      items.filter((item) => shown.has(item.person)),
    ),
    await write(
      'demo-year',
      'activities',
      items.filter((item) => !shown.has(item.person)),
    ),
    await write('demo-outcomes', 'outcomes', items),
  ];
}

export const forgetYear = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });
