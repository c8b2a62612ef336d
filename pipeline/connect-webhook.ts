import { randomBytes } from 'node:crypto';
import type { Workspace } from '../config/workspace';
import { LeadlineError } from '../domain/errors';
import type { Clock } from '../domain/time';
import { writeAudit } from '../store/audit';
import { applyConnections, readSecrets, saveSecrets } from '../store/connection';
import type { Database } from '../store/database';
import type { SecretBox } from '../store/secret-box';
import { MOST_SECRETS } from './webhook-signature';

export interface ConnectWebhookDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly workspace: Workspace;
}

/** The Standard Webhooks convention asks for 24 to 64. */
const SECRET_BYTES = 32;

/**
 * Makes a secret by which a source signs what it sends, and returns it: it is shown this once. Former secrets stay valid,
 * up to two, so that a source can be changed over without a pause; `revokeOthers` ends them.
 */
export async function connectWebhook(
  deps: ConnectWebhookDeps,
  request: { readonly connectionId: string; readonly revokeOthers: boolean; readonly actor: string },
): Promise<{ readonly secret: string; readonly activeSecrets: number }> {
  const { connectionId, revokeOthers, actor } = request;
  const isKnown = deps.workspace.connections.some(({ id, vendor }) => id === connectionId && vendor === 'webhook');
  if (!isKnown) {
    throw new LeadlineError('connection_unknown', `The workspace has no webhook connection "${connectionId}".`, {
      remedy: 'Add it to connections.yaml with vendor: webhook and start Leadline anew, or name another one with --id.',
    });
  }
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  const now = deps.clock();
  return await deps.db.transaction().execute(async (tx) => {
    await applyConnections(tx, { connections: deps.workspace.connections, now });
    const { signingSecrets = [] } = await readSecrets(tx, deps.secretBox, connectionId);
    const active = [secret, ...(revokeOthers ? [] : signingSecrets)].slice(0, MOST_SECRETS);
    await saveSecrets(tx, deps.secretBox, { connectionId, secrets: { signingSecrets: active } });
    await writeAudit(tx, {
      actor,
      action: 'connection.connect',
      subject: `connection:${connectionId}`,
      detail: { activeSecrets: active.length },
      now,
    });
    return { secret, activeSecrets: active.length };
  });
}
