import { CrmCallError } from '../../connectors/crm-port';
import { waitingChanges } from '../../store/crm-change';
import { noteFailure, noteSuccess } from './call-failure';
import type { CrmConnections } from './crm-connection';
import { readRecords, type ReadDeps } from './read-records';

export interface ReadChangesDeps extends ReadDeps {
  readonly connections: CrmConnections;
  /** Aborted when the process is to end: no further batch is begun. */
  readonly signal: AbortSignal;
}

/** What reading the changes came to. Numbers and codes only. */
export interface ReadingResult {
  readonly read: number;
  readonly remaining: number;
  /** When to come back by oneself; null: not before somebody pokes. */
  readonly waitMs: number | null;
  readonly stoppedBy: string | null;
}

const LONGEST_RUN_MS = 45_000;

/** Reads the records of a connection that were noticed to have changed, a batch at a time, until none is left. */
export async function readChanges(deps: ReadChangesDeps, connectionId: string): Promise<ReadingResult> {
  const startedAt = deps.clock();
  let read = 0;
  for (;;) {
    const opening = await deps.connections.open(connectionId);
    const limit = opening.open ? opening.crm.port.batchSize : 1;
    const changes = await waitingChanges(deps.db, { connectionId, limit });
    const now = deps.clock();
    if (changes.length === 0) return { read, remaining: 0, waitMs: null, stoppedBy: null };
    if (!opening.open) {
      const waitMs = opening.until === null ? null : Math.max(opening.until - now, 0);
      return { read, remaining: changes.length, waitMs, stoppedBy: opening.code };
    }
    const isOver = deps.signal.aborted || now - startedAt >= LONGEST_RUN_MS;
    if (isOver) return { read, remaining: changes.length, waitMs: 0, stoppedBy: null };
    try {
      await readRecords(deps, opening.crm, { crmIds: changes.map((change) => change.crmId), changes });
      await noteSuccess(deps.db, connectionId, deps.clock());
    } catch (error) {
      if (!(error instanceof CrmCallError)) throw error;
      const failure = await noteFailure(deps.db, { connectionId, error, now: deps.clock() });
      const waitMs = Math.max(failure.stopUntil - deps.clock(), 0);
      return { read, remaining: changes.length, waitMs, stoppedBy: failure.code };
    }
    read += changes.length;
  }
}
