import { resolveSyncError } from '../../pipeline/retry-sync-error';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';
import { noSuchError } from './show-error';

/** `leadline sync resolve`. */
export async function resolveError(context: CliContext, id: number): Promise<void> {
  const db = await context.database();
  const outcome = await resolveSyncError({ db, clock: context.clock }, { id, actor: context.actor });
  if (outcome === 'unknown') throw noSuchError(id);
  if (outcome === 'closed') {
    throw new CliFailure(EXIT.conflict, 'already_closed', `Sync error ${id} was retried or resolved before.`);
  }
  context.output.result({ id, state: outcome }, () => `Sync error ${id} is resolved.`);
}
