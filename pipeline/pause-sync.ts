import type { Clock } from '../domain/time';
import { writeAudit, type AuditAction } from '../store/audit';
import { findConnection, pauseConnections, resumeConnections } from '../store/connection';
import type { Database } from '../store/database';
import { notify } from '../store/notify';

interface PauseDeps {
  readonly db: Database;
  readonly clock: Clock;
}

interface PauseRequest {
  /** Every connection when undefined. */
  readonly connectionId: string | undefined;
  readonly actor: string;
}

/** Stops the calls of a connection or of all. Resolves to the ids that were not paused before; null if there is no such connection. */
export const pauseSync = (deps: PauseDeps, request: PauseRequest): Promise<readonly string[] | null> =>
  change(deps, request, 'sync.pause', async (tx, ids, now) => pauseConnections(tx, { ids, by: request.actor, now }));

/** Lets calls go again. Resolves to the ids that were paused or broken; null if there is no such connection. */
export const resumeSync = (deps: PauseDeps, request: PauseRequest): Promise<readonly string[] | null> =>
  change(deps, request, 'sync.resume', async (tx, ids) => {
    const resumed = await resumeConnections(tx, { ids });
    await notify(tx, 'crm');
    return resumed;
  });

async function change(
  deps: PauseDeps,
  { connectionId, actor }: PauseRequest,
  action: AuditAction,
  apply: (tx: Database, ids: readonly string[] | 'all', now: number) => Promise<readonly string[]>,
): Promise<readonly string[] | null> {
  return await deps.db.transaction().execute(async (tx) => {
    if (connectionId !== undefined && (await findConnection(tx, connectionId)) === null) return null;
    const now = deps.clock();
    const changed = await apply(tx, connectionId === undefined ? 'all' : [connectionId], now);
    for (const id of changed) await writeAudit(tx, { actor, action, subject: `connection:${id}`, now });
    return changed;
  });
}
