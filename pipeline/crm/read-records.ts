import type { ContactReading, TouchKey, TouchReading } from '../../connectors/crm-port';
import type { Failpoint } from '../../domain/failpoint';
import type { LeadId } from '../../domain/lead';
import { DAY_MS, type Clock, type EpochMs } from '../../domain/time';
import { settleChanges, type CrmChange } from '../../store/crm-change';
import { followMerge, leadsOfRecords } from '../../store/crm-record';
import { knownTouches, saveStates, saveTouches } from '../../store/crm-state';
import type { Database } from '../../store/database';
import { notify } from '../../store/notify';
import { recordSyncErrors } from '../../store/sync-error';
import { wakeLeads } from '../../store/wake';
import type { OpenConnection } from './crm-connection';

export interface ReadDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
}

/** For so long after a touch was heard of its time may be corrected in the CRM; then it is not read again. */
const CORRECTABLE_MS = 14 * DAY_MS;

/**
 * Reads linked records and what people did with them, keeps it, and wakes the leads for which a decision may now be another.
 * At most a batch. Resolves to the instant the reading stands for: everything that had happened by then has been seen.
 */
export async function readRecords(
  deps: ReadDeps,
  crm: OpenConnection,
  request: { readonly crmIds: readonly string[]; readonly changes?: readonly CrmChange[] },
): Promise<EpochMs> {
  const connectionId = crm.connection.id;
  const readAt = deps.clock();
  const readings = await crm.port.readContacts(request.crmIds);
  const leads = await leadsOfRecords(deps.db, { connectionId, crmIds: request.crmIds });
  const known = await settledTouches(deps.db, { connectionId, leads, before: readAt - CORRECTABLE_MS });
  const touches = await crm.port.readTouches({ crmIds: readings.map((reading) => reading.crmId), known });
  await deps.db.transaction().execute(async (tx) => {
    await keep(tx, { connectionId, readings, touches, asked: request.crmIds, readAt });
    await settleChanges(tx, { connectionId, changes: request.changes ?? [], now: readAt });
    deps.failpoint('crm_read.before_commit');
  });
  deps.failpoint('crm_read.after_commit');
  return readAt;
}

/** The touches of records that need not be read again. */
async function settledTouches(
  db: Database,
  query: { readonly connectionId: string; readonly leads: ReadonlyMap<string, LeadId>; readonly before: EpochMs },
): Promise<readonly TouchKey[]> {
  const { connectionId, leads, before } = query;
  const recordOf = new Map([...leads].map(([crmId, leadId]) => [leadId, crmId]));
  const stored = await knownTouches(db, { connectionId, leadIds: [...recordOf.keys()], before });
  return stored.flatMap(({ leadId, kind, crmId }) => {
    const contactCrmId = recordOf.get(leadId);
    // Kinds in SQL are the port's own.
    return contactCrmId === undefined ? [] : [{ contactCrmId, kind: kind as TouchKey['kind'], crmId }];
  });
}

async function keep(
  tx: Database,
  found: {
    readonly connectionId: string;
    readonly readings: readonly ContactReading[];
    readonly touches: readonly TouchReading[];
    readonly asked: readonly string[];
    readonly readAt: EpochMs;
  },
): Promise<void> {
  const { connectionId, readAt } = found;
  await followMerges(tx, found);
  const leads = await leadsOfRecords(tx, { connectionId, crmIds: found.readings.map((reading) => reading.crmId) });
  const states = found.readings.flatMap((reading) => {
    const leadId = leads.get(reading.crmId);
    return leadId === undefined ? [] : [{ ...reading, leadId }];
  });
  const touches = found.touches.flatMap((touch) => {
    const leadId = leads.get(touch.contactCrmId);
    // What is planned for later is read again when its time has come.
    return leadId === undefined || touch.occurredAt > readAt ? [] : [{ ...touch, leadId }];
  });
  const changed = new Set<LeadId>([
    ...(await saveStates(tx, { connectionId, states, readAt })),
    ...(await saveTouches(tx, { connectionId, touches, readAt })),
  ]);
  if (changed.size === 0) return;
  await wakeLeads(tx, [...changed]);
  await notify(tx, 'wake');
}

/** A record that was merged away answers as the one it was merged into, also when the webhook about it never came. */
async function followMerges(
  tx: Database,
  found: {
    readonly connectionId: string;
    readonly readings: readonly ContactReading[];
    readonly asked: readonly string[];
    readonly readAt: EpochMs;
  },
): Promise<void> {
  for (const reading of found.readings) {
    const mergedIds = reading.mergedIds.filter((id) => found.asked.includes(id));
    if (mergedIds.length === 0) continue;
    await noteMerge(tx, { connectionId: found.connectionId, mergedIds, winnerId: reading.crmId, now: found.readAt });
  }
}

/** Follows a merge; leads that lose their record to another lead are told to a person. */
export async function noteMerge(
  tx: Database,
  merge: {
    readonly connectionId: string;
    readonly mergedIds: readonly string[];
    readonly winnerId: string;
    readonly now: EpochMs;
  },
): Promise<void> {
  const { connectionId, winnerId, now } = merge;
  const left = await followMerge(tx, merge);
  const reports = left.map((leadId) => ({
    connectionId,
    direction: 'in' as const,
    code: 'record_shared',
    message: 'The contact of this lead was merged in the CRM into one that is another lead.',
    remedy: 'Merge the leads, or separate the contacts in the CRM; then resolve this error.',
    record: { contact: winnerId },
    leadId,
    origin: `merge:${connectionId}:${leadId}`,
  }));
  await recordSyncErrors(tx, reports, now);
}
