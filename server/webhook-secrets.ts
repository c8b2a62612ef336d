import { findConnection, readSecrets } from '../store/connection';
import type { Clock } from '../domain/time';
import type { Database } from '../store/database';
import type { SecretBox } from '../store/secret-box';
import type { WorkspaceReader } from '../views/workspaces';

interface WebhookSecretsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  readonly workspaces: WorkspaceReader;
}

/** What signed messages to a generic webhook are verified with; none where there is no such connection. */
export const genericSecrets =
  (deps: WebhookSecretsDeps) =>
  async (connectionId: string): Promise<readonly string[]> =>
    await signingSecrets(deps, { connectionId, vendor: 'webhook' });

/** What HubSpot's messages are verified with; no secrets where there is no such connection. */
export const hubspotVerification =
  (deps: WebhookSecretsDeps) =>
  async (connectionId: string): Promise<{ readonly secrets: readonly string[]; readonly acceptsV1: boolean }> => {
    const secrets = await signingSecrets(deps, { connectionId, vendor: 'hubspot' });
    if (secrets.length === 0) return { secrets, acceptsV1: false };
    const live = await deps.workspaces.liveAt(deps.clock());
    const config = live?.workspace.connections.find((connection) => connection.id === connectionId);
    return { secrets, acceptsV1: config?.vendor === 'hubspot' && config.webhook.accept_v1 };
  };

/** A connection answers only at its own vendor's address, or one could be spoken to in the other's signature. */
async function signingSecrets(
  deps: WebhookSecretsDeps,
  wanted: { readonly connectionId: string; readonly vendor: string },
): Promise<readonly string[]> {
  // No connection's id holds NUL, and PostgreSQL takes no text with one.
  if (wanted.connectionId.includes('\0')) return [];
  const connection = await findConnection(deps.db, wanted.connectionId);
  if (connection?.vendor !== wanted.vendor) return [];
  return (await readSecrets(deps.db, deps.secretBox, wanted.connectionId)).signingSecrets ?? [];
}
