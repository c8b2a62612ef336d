import { showSyncError, type SyncError } from '../../store/sync-error';
import { syncErrorSchema } from '../../views/sync-errors';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { terminalLine } from '../terminal-text';
import { instantText } from '../wording';

/** `leadline sync show`. */
export async function showError(context: CliContext, id: number): Promise<void> {
  const error = await showSyncError(await context.database(), id);
  if (error === null) throw noSuchError(id);
  context.output.result(syncErrorSchema.encode(error), () => errorText(error));
}

export const noSuchError = (id: number): CliFailure =>
  new CliFailure(EXIT.notFound, 'sync_error_unknown', `There is no sync error ${id}.`, {
    remedy: 'List them with `leadline sync errors`.',
  });

function errorText(error: SyncError): string {
  const lines: (readonly [string, string | null])[] = [
    ['error', `${error.id} (${error.state})`],
    ['when', instantText(error.occurredAt)],
    ['connection', `${error.connectionId}, ${error.direction === 'in' ? 'coming in' : 'going out'}`],
    ['code', error.code],
    ['field', error.field],
    ['message', error.message],
    ['remedy', error.remedy],
    ['lead', error.leadId],
    ['from', error.origin],
    ['closed', instantText(error.closedAt)],
  ];
  const shown = lines.filter(([, value]) => value !== null);
  const width = Math.max(...shown.map(([label]) => label.length));
  const head = shown.map(([label, value]) => `${label.padEnd(width)}  ${terminalLine(value ?? '')}`);
  return [...head, '', 'record', JSON.stringify(error.record, null, 2)].join('\n');
}
