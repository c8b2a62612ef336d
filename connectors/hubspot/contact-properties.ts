import { POINT, type Points } from '../../domain/points';
import type { EpochMs } from '../../domain/time';
import type { ContactFields, ContactReading } from '../crm-port';
import { DISPOSITION, LEAD_ID, READ_PROPERTIES } from './property-definitions';

/** HubSpot's limit for a string value, in characters. */
const MAX_STRING = 65_536;

/** A lead as contact properties. HubSpot takes strings; `''` clears. Our own properties win over the field mapping. */
export function toProperties(fields: ContactFields): Record<string, string> {
  return {
    ...fields.mapped,
    [LEAD_ID]: fields.leadId,
    leadline_score: toDecimal(fields.score),
    leadline_fit: toDecimal(fields.fit),
    leadline_grade: fields.grade,
    leadline_combined_score: fields.combined,
    leadline_stage: fields.stage,
    leadline_owner: fields.owner ?? '',
    leadline_reasons: fields.reasons.slice(0, MAX_STRING),
    leadline_sla_due: fields.slaDueAt === null ? '' : toIso(fields.slaDueAt),
    leadline_updated_at: toIso(fields.updatedAt),
    ...(fields.crmOwnerId === undefined ? {} : { [READ_PROPERTIES.owner]: fields.crmOwnerId }),
    ...(fields.clearDisposition === true ? { [DISPOSITION]: '' } : {}),
  };
}

/** A record as batch read gives it, with the history of what we need the time of. */
export interface ContactRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string | null>>;
  readonly propertiesWithHistory?: Readonly<
    Record<string, readonly { readonly value: string; readonly timestamp: Date }[]>
  >;
}

export function toReading(record: ContactRecord): ContactReading {
  const { properties } = record;
  const lifecycleStage = textOf(properties[READ_PROPERTIES.lifecycleStage]);
  const disposition = textOf(properties[DISPOSITION]);
  return {
    crmId: record.id,
    mergedIds: (properties[READ_PROPERTIES.mergedIds] ?? '').split(';').filter((id) => id !== ''),
    leadId: textOf(properties[LEAD_ID]),
    ownerCrmId: textOf(properties[READ_PROPERTIES.owner]),
    leadStatus: textOf(properties[READ_PROPERTIES.leadStatus]),
    disposition,
    dispositionAt: disposition === null ? null : changedAt(record, DISPOSITION),
    lifecycleStage,
    lifecycleStageAt: lifecycleStage === null ? null : changedAt(record, READ_PROPERTIES.lifecycleStage),
    lastContactedAt: instantOf(properties[READ_PROPERTIES.lastContacted]),
  };
}

/** A date-time property; HubSpot answers in ISO 8601, older records in epoch milliseconds. */
export function instantOf(value: string | null | undefined): EpochMs | null {
  if (value == null || value === '') return null;
  const ms = /^\d+$/.test(value) ? Number(value) : Date.parse(value);
  return Number.isFinite(ms) ? ms : null;
}

const textOf = (value: string | null | undefined): string | null => (value == null || value === '' ? null : value);

/** When the present value was set: the newest entry of the history, wherever it stands in the list. */
function changedAt(record: ContactRecord, property: string): EpochMs | null {
  const times = (record.propertiesWithHistory?.[property] ?? []).map((version) => version.timestamp.getTime());
  return times.length === 0 ? null : Math.max(...times);
}

/** Points as HubSpot's number: exact, so that the reasons sum to it. 7250 -> `72.5`. */
const toDecimal = (points: Points): string => String(points / POINT);

const toIso = (at: EpochMs): string => new Date(at).toISOString();
