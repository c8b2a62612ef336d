import type { Clock, EpochMs } from '../../domain/time';
import { saveQuota, type CrmQuota } from '../../store/crm-quota';
import type { Database } from '../../store/database';

const EVERY_MS = 10_000;

/** Takes what a CRM says of its quota with every answer, and keeps it every ten seconds: for people, nothing depends on it. */
export function createQuotaNotes(deps: {
  readonly db: Database;
  readonly clock: Clock;
}): (connectionId: string, quota: CrmQuota) => void {
  const notedAt = new Map<string, EpochMs>();
  return (connectionId, quota) => {
    const now = deps.clock();
    if (now - (notedAt.get(connectionId) ?? -Infinity) < EVERY_MS) return;
    notedAt.set(connectionId, now);
    // Whoever made the call needs the database next and reports if it is away; a call must not fail for a figure.
    saveQuota(deps.db, { ...quota, connectionId, now }).catch(() => notedAt.delete(connectionId));
  };
}
