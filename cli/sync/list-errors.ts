import type { SyncError } from '../../store/sync-error';
import { SYNC_ERROR_STATES, syncErrorListSchema } from '../../views/sync-errors';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { renderTable } from '../table';
import { instantText } from '../wording';
import { readErrors } from './open-errors';

/** `leadline sync errors`. */
export async function listErrors(
  context: CliContext,
  options: { readonly state: string; readonly connection?: string; readonly code?: string; readonly limit: number },
): Promise<void> {
  const state = SYNC_ERROR_STATES.find((candidate) => candidate === options.state);
  if (state === undefined) {
    throw new CliFailure(EXIT.usage, 'invalid_option', `--state is one of ${SYNC_ERROR_STATES.join(', ')}.`);
  }
  const errors = await readErrors(await context.database(), { ...options, state });
  context.output.result(syncErrorListSchema.encode({ errors, nextCursor: null }), () =>
    errors.length === 0 ? `There are no ${state} sync errors.` : errorTable(errors),
  );
}

const errorTable = (errors: readonly SyncError[]): string =>
  renderTable<SyncError>(
    [
      { title: 'error', value: (error) => String(error.id), align: 'right' },
      { title: 'when', value: (error) => instantText(error.occurredAt) },
      { title: 'connection', value: (error) => `${error.connectionId} ${error.direction}` },
      { title: 'code', value: (error) => error.code },
      { title: 'field', value: (error) => error.field },
      { title: 'message', value: (error) => error.message },
    ],
    errors,
  );
