import { syncStatusSchema, viewSyncStatus, type SyncStatus } from '../../views/sync-status';
import type { CliContext } from '../context';
import { renderTable } from '../table';
import { fromNow } from '../wording';

/** `leadline sync status`. */
export async function showStatus(context: CliContext): Promise<void> {
  const status = await viewSyncStatus(await context.database(), context.clock());
  context.output.result(syncStatusSchema.encode(status), () =>
    status.connections.length === 0 ? 'There is no connection; the workspace names none.' : statusTable(status),
  );
}

function statusTable(status: SyncStatus): string {
  const ago = (at: number | null): string | null => (at === null ? null : fromNow(at, status.asOf));
  return renderTable<SyncStatus['connections'][number]>(
    [
      { title: 'connection', value: (row) => row.id },
      { title: 'system', value: (row) => row.vendor },
      { title: 'mode', value: (row) => row.mode },
      { title: 'state', value: (row) => stateText(row, status.asOf) },
      { title: 'to write', value: (row) => (row.out === null ? null : String(row.out.waiting)), align: 'right' },
      { title: 'oldest', value: (row) => ago(row.out?.oldestWaitingAt ?? null) },
      { title: 'last write', value: (row) => ago(row.out?.lastSentAt ?? null) },
      { title: 'to read', value: (row) => String(row.in.waiting), align: 'right' },
      { title: 'last received', value: (row) => ago(row.in.lastReceivedAt) },
      { title: 'errors', value: (row) => String(row.openErrors.in + row.openErrors.out), align: 'right' },
    ],
    status.connections,
  );
}

function stateText(row: SyncStatus['connections'][number], now: number): string {
  if (row.state === 'paused') return `paused by ${row.pausedBy ?? 'somebody'}`;
  if (row.breaker !== null)
    return `resting until ${fromNow(row.breaker.until, now)} (${row.breaker.code ?? 'failures'})`;
  return row.state;
}
