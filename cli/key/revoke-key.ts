import { endApiKey } from '../../pipeline/manage-api-keys';
import { CliFailure } from '../cli-failure';
import type { CliContext } from '../context';
import { EXIT } from '../exit-codes';

/** `leadline key revoke`. */
export async function revokeKey(context: CliContext, id: string): Promise<void> {
  const outcome = await endApiKey({ db: await context.database(), clock: context.clock }, { id, actor: context.actor });
  if (outcome === 'unknown') {
    throw new CliFailure(EXIT.notFound, 'key_unknown', `There is no key ${id}.`, {
      remedy: 'List them with `leadline key list`.',
    });
  }
  context.output.result({ id, state: outcome }, () =>
    outcome === 'revoked' ? `Key ${id} is revoked.` : `Key ${id} was revoked before.`,
  );
}
