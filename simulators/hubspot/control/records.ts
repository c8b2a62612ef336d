import { z } from 'zod';
import { ApiError } from '../api-error';
import { setAssociation } from '../associations/associate';
import { plainType } from '../associations/association-types';
import { isoTime } from '../iso-time';
import { createRecord } from '../objects/create-record';
import { allProperties, type CrmRecord, type PropertyChanges } from '../objects/record';
import { applyChanges } from '../objects/apply-changes';
import { objectTypeOf, type ObjectType } from '../object-types';
import type { Session } from '../parts';
import { normaliseValue } from '../properties/normalise';
import { operation, sessionIn } from './operation';
import { moment } from './time';

const portalId = z.number().int();
const objectType = z.string();

export const about = z.array(z.object({ objectType: z.string(), id: z.string() }));

const seedRecord = z.object({
  properties: z.record(z.string(), z.string()),
  about: about.default([]),
  createdAt: moment.optional(),
});

/**
 * Records that were there before: also with properties that clients may not write, created at any time, associated with others. Fires no
 * webhooks. All or nothing; ids in the order given.
 */
export const seed = operation(
  z.object({ portalId, objectType, records: z.array(seedRecord) }),
  (context, input): { readonly ids: readonly string[] } => {
    const session = {
      ...sessionIn(context, input.portalId, { source: 'IMPORT', sourceId: 'seed' }),
      quiet: true,
    } as const;
    const type = objectTypeOf(input.objectType);
    return { ids: input.records.map((record) => seedOne(session, type, record).id) };
  },
);

function seedOne(session: Session, type: ObjectType, input: z.infer<typeof seedRecord>): CrmRecord {
  const definitions = session.parts.catalog.live({ portalId: session.portal.portalId, type });
  const isReadOnly = (name: string) => definitions.get(name)?.readOnlyValue === true;
  const entries = Object.entries(input.properties);
  const then = { ...session, nowMs: input.createdAt ?? session.nowMs };
  const properties = Object.fromEntries(entries.filter(([name]) => !isReadOnly(name)));
  const created = createRecord(then, { type, properties, associations: [] });
  const kept = entries
    .filter(([name]) => isReadOnly(name))
    .map(([name, value]) => [name, keptValue(session, type, name, value)]);
  const record = applyChanges(then, created, Object.fromEntries(kept) as PropertyChanges);
  associateAbout(then, record, input.about);
  return record;
}

function keptValue(session: Session, type: ObjectType, name: string, value: string): string | null {
  const definition = session.parts.catalog.live({ portalId: session.portal.portalId, type }).get(name);
  if (!definition) throw new ApiError({ status: 400, message: `No property ${name}.` });
  const outcome = normaliseValue({ ...definition, readOnlyValue: false }, value, {
    current: undefined,
    ownerExists: () => true,
  });
  if (!outcome.ok) throw new ApiError({ status: 400, message: outcome.problem.message });
  return outcome.value;
}

/** Plain associations from one record to others. */
export function associateAbout(session: Session, from: CrmRecord, others: z.infer<typeof about>): void {
  for (const other of others) {
    const type = objectTypeOf(other.objectType);
    const to = session.parts.records.find({ portalId: session.portal.portalId, type, id: other.id });
    const plain = plainType(from.type, type);
    if (!to || !plain)
      throw new ApiError({ status: 404, message: `Cannot associate with ${other.objectType} ${other.id}.` });
    setAssociation(session, { from, to }, [plain]);
  }
}

/** A record as the control plane shows it: everything, whatever the API would leave out. */
export interface DumpedRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly archived: boolean;
  /** Ids of associated records per type asked for. */
  readonly associations: Readonly<Record<string, readonly string[]>>;
}

/** All records of a type, in the order of their ids. */
export const dump = operation(
  z.object({
    portalId,
    objectType,
    archived: z.boolean().default(false),
    associations: z.array(z.string()).default([]),
  }),
  (context, input): readonly DumpedRecord[] => {
    const session = sessionIn(context, input.portalId, { source: 'CRM_UI', sourceId: '' });
    return allOf(session, objectTypeOf(input.objectType), input.archived).map((record) => ({
      id: record.id,
      properties: allProperties(record),
      createdAt: isoTime(record.createdAtMs),
      updatedAt: isoTime(record.updatedAtMs),
      archived: record.archivedAtMs !== null,
      associations: Object.fromEntries(input.associations.map((name) => [name, neighbours(session, record, name)])),
    }));
  },
);

export interface DuplicateGroup {
  /** The values that the records share. */
  readonly values: readonly string[];
  readonly ids: readonly string[];
}

/** Records in use that share all the given properties (those with none of them are left alone), and the associated record, if asked. */
export const findDuplicates = operation(
  z.object({ portalId, objectType, by: z.array(z.string()).min(1), associatedWith: z.string().optional() }),
  (context, input): readonly DuplicateGroup[] => {
    const session = sessionIn(context, input.portalId, { source: 'CRM_UI', sourceId: '' });
    const groups = new Map<string, { readonly values: readonly string[]; readonly ids: string[] }>();
    for (const record of allOf(session, objectTypeOf(input.objectType), false)) {
      const own = input.by.map((name) => record.properties[name] ?? '');
      if (own.every((value) => value === '')) continue;
      const others = input.associatedWith === undefined ? [''] : neighbours(session, record, input.associatedWith);
      for (const other of others) {
        const values = [...own, ...(other === '' ? [] : [other])];
        const group = groups.get(JSON.stringify(values)) ?? { values, ids: [] };
        group.ids.push(record.id);
        groups.set(JSON.stringify(values), group);
      }
    }
    return [...groups.values()].filter(({ ids }) => ids.length > 1);
  },
);

function allOf(session: Session, type: ObjectType, archived: boolean): readonly CrmRecord[] {
  const { portalId: portal } = session.portal;
  return session.parts.records.page({ portalId: portal, type, archived, afterId: 0, limit: Number.MAX_SAFE_INTEGER });
}

function neighbours(session: Session, record: CrmRecord, typeName: string): readonly string[] {
  return session.parts.associations.neighbours(session.portal.portalId, record, objectTypeOf(typeName));
}
