import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { generate, type GeneratedItem } from './generate';
import type { GeneratorSettings } from './settings';

export type DatasetFormat = 'ndjson' | 'csv';

const PROFILE = [
  'first_name',
  'last_name',
  'company',
  'country',
  'industry',
  'employees',
  'revenue_usd',
  'uses_our_crm',
  'seniority',
  'function',
  'phone',
  'stated_need',
] as const;
const ACTIVITY_COLUMNS = [
  'id',
  'type',
  'occurred_at',
  'known_at',
  'email',
  'external_id',
  'asset',
  'percent',
  ...PROFILE,
  'consent_email',
  'consent_phone',
];
const OUTCOME_COLUMNS = ['id', 'email', 'kind', 'occurred_at', 'known_at'];

/**
 * Writes `activities` and `outcomes` in the format asked for into the folder, each in order of `known_at`, and returns the
 * files' paths. Streams: the size of the files does not matter.
 */
export async function writeDataset(
  settings: GeneratorSettings,
  to: { folder: string; format: DatasetFormat },
): Promise<{ activities: string; outcomes: string }> {
  await mkdir(to.folder, { recursive: true });
  const files = {
    activities: join(to.folder, `activities.${to.format}`),
    outcomes: join(to.folder, `outcomes.${to.format}`),
  };
  // Generated twice rather than kept: the seed makes both the same.
  await writeItems(generate(settings), { file: files.activities, kind: 'activity', format: to.format });
  await writeItems(generate(settings), { file: files.outcomes, kind: 'outcome', format: to.format });
  return files;
}

/** Writes the items of one kind, in the order given. */
export async function writeItems(
  items: Iterable<GeneratedItem>,
  to: { readonly file: string; readonly kind: GeneratedItem['kind']; readonly format: DatasetFormat },
): Promise<void> {
  await pipeline(Readable.from(lines(items, to.kind, to.format)), createWriteStream(to.file));
}

function* lines(items: Iterable<GeneratedItem>, kind: GeneratedItem['kind'], format: DatasetFormat): Generator<string> {
  if (format === 'csv') yield csvLine(kind === 'activity' ? ACTIVITY_COLUMNS : OUTCOME_COLUMNS);
  for (const item of items) {
    if (item.kind !== kind) continue;
    yield format === 'csv' ? csvLine(cellsOf(item)) : `${JSON.stringify(recordOf(item))}\n`;
  }
}

/** A no is written out: left to itself the library makes it an empty cell, and that means not answered. */
const csvLine = (cells: readonly (string | number | boolean | null)[]): string =>
  stringify([cells], { cast: { boolean: String } });

const recordOf = (item: GeneratedItem): object => {
  const knownAt = new Date(item.knownAt).toISOString();
  return item.kind === 'activity' ? { ...item.activity, knownAt } : { ...item.outcome, knownAt };
};

function cellsOf(item: GeneratedItem): readonly (string | number | boolean | null)[] {
  const knownAt = new Date(item.knownAt).toISOString();
  if (item.kind === 'outcome') {
    const { id, email, kind, occurredAt } = item.outcome;
    return [id, email, kind, occurredAt, knownAt];
  }
  const { id, type, occurredAt, lead, asset, props, attributes, consents } = item.activity;
  return [
    id,
    type,
    occurredAt,
    knownAt,
    lead.email ?? null,
    lead.id ?? null,
    asset ?? null,
    props?.['percent'] ?? null,
    ...PROFILE.map((name) => attributes?.[name] ?? null),
    consents?.email ?? null,
    consents?.phone ?? null,
  ];
}
