import type { Database } from '../../store/database';
import { listSyncErrors, type SyncError, type SyncErrorState } from '../../store/sync-error';

const PAGE = 500;

/** Errors of a state, a connection and a code, the newest first, as many as asked for. */
export async function readErrors(
  db: Database,
  query: {
    readonly state: SyncErrorState;
    readonly connection?: string | undefined;
    readonly code?: string | undefined;
    readonly limit: number;
  },
): Promise<readonly SyncError[]> {
  const found: SyncError[] = [];
  let beforeId: number | undefined;
  while (found.length < query.limit) {
    const page = await listSyncErrors(db, {
      state: query.state,
      limit: PAGE,
      ...(query.connection === undefined ? {} : { connectionId: query.connection }),
      ...(beforeId === undefined ? {} : { beforeId }),
    });
    found.push(...page.filter((error) => query.code === undefined || error.code === query.code));
    beforeId = page.at(-1)?.id;
    if (page.length < PAGE) break;
  }
  return found.slice(0, query.limit);
}
