import type { ContactFields, ContactReading, ContactUpdate, CrmPort, FoundContact, RowResult } from '../crm-port';
import { rowResults, type BatchRecord } from './batch-rows';
import type { Call } from './call';
import { toProperties, toReading } from './contact-properties';
import { DISPOSITION, LEAD_ID, READ_PROPERTIES } from './property-definitions';

const CONTACTS = 'contacts';
/** Fewer records fit an answer that carries history. */
const HISTORY_BATCH = 50;

const STATE_PROPERTIES = [LEAD_ID, DISPOSITION, ...Object.values(READ_PROPERTIES)];
/** Whose time of change decisions read. */
const DATED_PROPERTIES = [DISPOSITION, READ_PROPERTIES.lifecycleStage];

type ContactCalls = Pick<CrmPort, 'findContacts' | 'updateContacts' | 'createContacts' | 'readContacts'>;

/** Contacts by batch read, update and upsert. Search is never used: its index lags behind writes. */
export function contactCalls(call: Call): ContactCalls {
  return {
    findContacts: async ({ key, values }) => {
      const wanted = [...new Set(values)];
      if (wanted.length === 0) return [];
      if (key.kind === 'crm_id') return await findBy(call, { values: wanted });
      return await findBy(call, { idProperty: key.kind === 'lead_id' ? LEAD_ID : key.property, values: wanted });
    },
    updateContacts: (rows) => (rows.length === 0 ? Promise.resolve([]) : updateAll(call, rows)),
    createContacts: (rows) => (rows.length === 0 ? Promise.resolve([]) : upsertAll(call, rows)),
    readContacts: async (crmIds) => {
      const wanted = [...new Set(crmIds)];
      const readings: ContactReading[] = [];
      for (let from = 0; from < wanted.length; from += HISTORY_BATCH) {
        readings.push(...(await readStates(call, wanted.slice(from, from + HISTORY_BATCH))));
      }
      return readings;
    },
  };
}

async function findBy(
  call: Call,
  query: { readonly idProperty?: string; readonly values: readonly string[] },
): Promise<readonly FoundContact[]> {
  const { idProperty, values } = query;
  const asked =
    idProperty === 'email' ? ['email', 'hs_additional_emails'] : idProperty === undefined ? [] : [idProperty];
  const answer = await call((client) =>
    client.crm.objects.batchApi.read(
      CONTACTS,
      {
        inputs: values.map((id) => ({ id })),
        properties: [LEAD_ID, READ_PROPERTIES.lifecycleStage, ...asked],
        propertiesWithHistory: [],
        ...(idProperty === undefined ? {} : { idProperty }),
      },
      false,
    ),
  );
  const records = answer.results.map((record) => ({ record, names: namesOf(record, asked) }));
  return values.flatMap((value) =>
    records
      .filter(({ names }) => names.has(value) || names.has(value.toLowerCase()))
      .map(({ record }) => ({ value, ...foundIn(record) })),
  );
}

function foundIn(record: BatchRecord): Omit<FoundContact, 'value'> {
  const { crmId, leadId, lifecycleStage } = toReading(record);
  return { crmId, leadId, lifecycleStage };
}

/** Every value the record answers to. E-mail addresses are several and compared in lower case; so are HubSpot's unique values. */
function namesOf(record: BatchRecord, properties: readonly string[]): ReadonlySet<string> {
  if (properties.length === 0) return new Set([record.id]);
  const values = properties.flatMap((property) => record.properties[property]?.split(';') ?? []);
  return new Set(values.flatMap((value) => [value, value.toLowerCase()]));
}

async function updateAll(call: Call, rows: readonly ContactUpdate[]): Promise<readonly RowResult[]> {
  const answer = await call((client) =>
    client.crm.objects.batchApi.update(CONTACTS, {
      inputs: rows.map((row) => ({
        id: row.crmId,
        properties: toProperties(row.fields),
        objectWriteTraceId: row.fields.leadId,
      })),
    }),
  );
  const written = rows.map((row) => ({
    traceId: row.fields.leadId,
    isRecord: (record: BatchRecord) => record.id === row.crmId,
    ids: [row.crmId],
  }));
  return rowResults(written, answer, () => false);
}

async function upsertAll(call: Call, rows: readonly ContactFields[]): Promise<readonly RowResult[]> {
  const answer = await call((client) =>
    client.crm.objects.batchApi.upsert(CONTACTS, {
      inputs: rows.map((fields) => ({
        id: fields.leadId,
        idProperty: LEAD_ID,
        properties: toProperties(fields),
        objectWriteTraceId: fields.leadId,
      })),
    }),
  );
  const written = rows.map((fields) => ({
    traceId: fields.leadId,
    isRecord: (record: BatchRecord) => record.properties[LEAD_ID] === fields.leadId,
    ids: [fields.leadId],
  }));
  return rowResults(written, answer, (record) => record._new === true);
}

async function readStates(call: Call, crmIds: readonly string[]): Promise<readonly ContactReading[]> {
  const answer = await call((client) =>
    client.crm.objects.batchApi.read(
      CONTACTS,
      {
        inputs: crmIds.map((id) => ({ id })),
        properties: [...STATE_PROPERTIES],
        propertiesWithHistory: [...DATED_PROPERTIES],
      },
      false,
    ),
  );
  return answer.results.map(toReading);
}
