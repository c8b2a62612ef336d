import type { Clock } from '../domain/time';
import { createApiKey, revokeApiKey, type ApiKey, type Scope } from '../store/api-key';
import { writeAudit } from '../store/audit';
import type { Database } from '../store/database';

interface KeyDeps {
  readonly db: Database;
  readonly clock: Clock;
}

/** Makes a key and says so in the audit. The plain key is returned once and kept nowhere. */
export async function issueApiKey(
  deps: KeyDeps,
  request: { readonly name: string; readonly scopes: readonly Scope[]; readonly actor: string },
): Promise<{ readonly apiKey: ApiKey; readonly plainKey: string }> {
  return await deps.db.transaction().execute(async (tx) => {
    const now = deps.clock();
    const made = await createApiKey(tx, { name: request.name, scopes: request.scopes, now });
    await writeAudit(tx, {
      actor: request.actor,
      action: 'api_key.create',
      subject: `api_key:${made.apiKey.id}`,
      detail: { scopes: made.apiKey.scopes },
      now,
    });
    return made;
  });
}

/** Revokes a key and says so in the audit. */
export async function endApiKey(
  deps: KeyDeps,
  request: { readonly id: string; readonly actor: string },
): Promise<'revoked' | 'already_revoked' | 'unknown'> {
  return await deps.db.transaction().execute(async (tx) => {
    const now = deps.clock();
    const outcome = await revokeApiKey(tx, request.id, now);
    if (outcome === 'revoked') {
      await writeAudit(tx, { actor: request.actor, action: 'api_key.revoke', subject: `api_key:${request.id}`, now });
    }
    return outcome;
  });
}
