import { issueApiKey } from '../../pipeline/manage-api-keys';
import { SCOPES } from '../../store/api-key';
import { newApiKeySchema } from '../../views/api-keys';
import type { CliContext } from '../context';

/** `leadline key create`. The key alone goes to stdout, so that it can be put straight where it belongs. */
export async function createKey(
  context: CliContext,
  options: { readonly name: string; readonly scope?: readonly string[] },
): Promise<void> {
  const scopes = SCOPES.filter((scope) => (options.scope ?? ['read']).includes(scope));
  const db = await context.database();
  const made = await issueApiKey({ db, clock: context.clock }, { name: options.name, scopes, actor: context.actor });
  context.output.result(newApiKeySchema.encode({ ...made.apiKey, key: made.plainKey }), () => made.plainKey);
  context.output.log(`Key ${made.apiKey.id} may ${scopes.join(', ')}. Keep it now: only its hash is stored.`);
}
