import { CrmCallError } from '../../connectors/crm-port';
import type { LeadId } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import { isInUse, listConnections, type Connection } from '../../store/connection';
import { recordsOfLead } from '../../store/crm-record';
import { undeliveredHandOffs } from '../../store/crm-wish-backlog';
import { noteFailure, noteSuccess } from './call-failure';
import type { CrmConnections } from './crm-connection';
import { readRecords, type ReadDeps } from './read-records';

export interface ReadPastDeps extends ReadDeps {
  readonly connections: CrmConnections;
  /** For how long callers are gathered before a batch is read. */
  readonly sleep: (ms: number) => Promise<void>;
}

export type PastReading =
  { readonly read: true; readonly readAt: EpochMs } | { readonly read: false; readonly code: string };

/** Deadlines fall on whole minutes for many leads at once, and nobody waits for this within a tenth of a second. */
const GATHER_MS = 100;

/**
 * Reads what the CRM says of a lead up to now, so that a touch made in time is known before anybody is called late. Callers at
 * the same time share batches. `read: false` says why it could not be read: then nothing may be concluded.
 */
export function createPastReader(
  deps: ReadPastDeps,
): (request: { readonly leadId: LeadId; readonly deadline: EpochMs }) => Promise<PastReading> {
  const gathered = new Map<string, Gathering>();

  const readRecord = (connectionId: string, crmId: string): Promise<PastReading> => {
    let gathering = gathered.get(connectionId);
    if (gathering === undefined) {
      const crmIds: string[] = [];
      const result = deps.sleep(GATHER_MS).then(() => {
        // From here on others gather for the next batch: a reading counts only for those who asked before it began.
        gathered.delete(connectionId);
        return readTogether(deps, connectionId, crmIds);
      });
      gathering = { crmIds, result };
      gathered.set(connectionId, gathering);
    }
    gathering.crmIds.push(crmId);
    return gathering.result;
  };

  return async ({ leadId, deadline }) => {
    const connections = (await listConnections(deps.db)).filter((connection) => isInUse(connection));
    // Asked first: what is delivered while the records are read is judged the next time.
    const undelivered = await hasUndelivered(deps, connections, leadId);
    const records = (await recordsOfLead(deps.db, leadId)).filter((record) =>
      connections.some((connection) => connection.id === record.connectionId),
    );
    const readings = await Promise.all(records.map((record) => readRecord(record.connectionId, record.crmId)));
    const failed = readings.find((reading) => !reading.read);
    if (failed !== undefined) return failed;
    // A promise that the rep has not been told of cannot be judged; a touch that was read is known nonetheless.
    if (undelivered) return { read: false, code: 'not_delivered' };
    // Where there is no record, nobody can have touched it. The reading began after the caller's deadline, by his clock.
    return {
      read: true,
      readAt: Math.max(deadline, ...readings.map((reading) => (reading.read ? reading.readAt : 0))),
    };
  };
}

interface Gathering {
  readonly crmIds: string[];
  readonly result: Promise<PastReading>;
}

/** Reps are told by connections that write tasks; the others expect no hand-off. */
async function hasUndelivered(
  deps: ReadPastDeps,
  connections: readonly Connection[],
  leadId: LeadId,
): Promise<boolean> {
  for (const { id, mode } of connections) {
    if (mode !== 'tasks') continue;
    const undelivered = await undeliveredHandOffs(deps.db, { connectionId: id, leadIds: [leadId] });
    if (undelivered.has(leadId)) return true;
  }
  return false;
}

async function readTogether(deps: ReadPastDeps, connectionId: string, asked: readonly string[]): Promise<PastReading> {
  const opening = await deps.connections.open(connectionId);
  if (!opening.open) return { read: false, code: opening.code };
  const crmIds = [...new Set(asked)];
  const size = opening.crm.port.batchSize;
  let readAt = Number.POSITIVE_INFINITY;
  try {
    for (let from = 0; from < crmIds.length; from += size) {
      readAt = Math.min(readAt, await readRecords(deps, opening.crm, { crmIds: crmIds.slice(from, from + size) }));
    }
    await noteSuccess(deps.db, connectionId, deps.clock());
    return { read: true, readAt };
  } catch (error) {
    if (!(error instanceof CrmCallError)) throw error;
    const failure = await noteFailure(deps.db, { connectionId, error, now: deps.clock() });
    return { read: false, code: failure.code };
  }
}
