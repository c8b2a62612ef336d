import type { CrmPort, TouchKey, TouchReading } from '../crm-port';
import type { Call } from './call';
import { ENGAGEMENT_TYPES, type EngagementType } from './touch-rules';

const READ_BATCH = 100;
/** The association API's own limit of inputs. */
const ASSOCIATION_BATCH = 1_000;
/** Of a contact's engagements of one type the newest are read, those with the highest ids; older ones were read before. */
const NEWEST = 100;
const MAX_PAGES = 20;

/** Calls, one-to-one e-mails and meetings of contacts: one association read a type, then the records that are not left out as known. */
export function engagementCalls(call: Call): Pick<CrmPort, 'readTouches'> {
  return {
    readTouches: async ({ crmIds, known }) => {
      if (crmIds.length === 0) return [];
      const touches: TouchReading[] = [];
      for (const type of ENGAGEMENT_TYPES) touches.push(...(await readType(call, type, crmIds, known)));
      return touches;
    },
  };
}

async function readType(
  call: Call,
  type: EngagementType,
  crmIds: readonly string[],
  known: readonly TouchKey[],
): Promise<readonly TouchReading[]> {
  const knownPairs = new Set(known.filter((key) => type.kinds.includes(key.kind)).map(pairOf));
  const contactsOf = new Map<string, string[]>();
  for (const [contactCrmId, engagementIds] of await readAssociations(call, type, crmIds)) {
    for (const id of newest(engagementIds)) {
      if (knownPairs.has(pairOf({ contactCrmId, crmId: id }))) continue;
      contactsOf.set(id, [...(contactsOf.get(id) ?? []), contactCrmId]);
    }
  }
  const ids = [...contactsOf.keys()];
  const touches: TouchReading[] = [];
  for (let from = 0; from < ids.length; from += READ_BATCH) {
    const answer = await call((client) =>
      client.crm.objects.batchApi.read(
        type.objectType,
        {
          inputs: ids.slice(from, from + READ_BATCH).map((id) => ({ id })),
          properties: [...type.properties],
          propertiesWithHistory: [],
        },
        false,
      ),
    );
    for (const record of answer.results) {
      const touch = type.touchOf(record);
      if (touch === null) continue;
      for (const contactCrmId of contactsOf.get(record.id) ?? []) {
        touches.push({ contactCrmId, crmId: record.id, ...touch });
      }
    }
  }
  return touches;
}

/** Engagement ids by contact. A contact with many has several pages, told apart by `after` on its input. */
async function readAssociations(
  call: Call,
  type: EngagementType,
  crmIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  let inputs: { id: string; after?: string }[] = [...new Set(crmIds)].map((id) => ({ id }));
  for (let page = 0; page < MAX_PAGES && inputs.length > 0; page += 1) {
    const next: { id: string; after?: string }[] = inputs.slice(ASSOCIATION_BATCH);
    const answer = await call((client) =>
      client.crm.associations.v4.batchApi.getPage('contacts', type.objectType, {
        inputs: inputs.slice(0, ASSOCIATION_BATCH).map(({ id, after }) => ({ id, after: after ?? '' })),
      }),
    );
    for (const result of answer.results) {
      const id = result._from.id;
      found.set(id, [...(found.get(id) ?? []), ...result.to.map((to) => asText(to.toObjectId))]);
      const after = result.paging?.next?.after;
      if (after !== undefined) next.push({ id, after });
    }
    inputs = next;
  }
  return found;
}

/** An engagement concerns several contacts, and may be known of one of them only. */
const pairOf = ({ contactCrmId, crmId }: Pick<TouchKey, 'contactCrmId' | 'crmId'>): string =>
  `${contactCrmId}/${crmId}`;

/** The id is a number on the wire, whatever the client's type says. */
const asText = (id: string | number): string => String(id);

const newest = (ids: readonly string[]): readonly string[] =>
  ids.toSorted((a, b) => Number(b) - Number(a)).slice(0, NEWEST);
