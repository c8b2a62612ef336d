import { isCrmConnection, type HubspotConnectionConfig } from '../../connectors/connection-schema';
import type { CrmPort } from '../../connectors/crm-port';
import type { HubspotPortOptions } from '../../connectors/hubspot/hubspot-port';
import type { Workspace } from '../../config/workspace';
import type { Clock } from '../../domain/time';
import { findConnection, gateOf, readSecrets, type Connection } from '../../store/connection';
import type { Database } from '../../store/database';
import type { SecretBox } from '../../store/secret-box';

/** A CRM connection that may be called now. */
export interface OpenConnection {
  readonly connection: Connection;
  readonly config: HubspotConnectionConfig;
  readonly port: CrmPort;
}

/** Or why not; `until` is null when a person has to act. */
export type Opening =
  | { readonly open: true; readonly crm: OpenConnection }
  | { readonly open: false; readonly code: string; readonly until: number | null };

/** Opens connections by id. Ports are kept, since each holds its share of the vendor's rate limit. */
export interface CrmConnections {
  open(connectionId: string): Promise<Opening>;
}

export interface CrmConnectionsDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly secretBox: SecretBox;
  /** The live workspace. */
  readonly workspace: () => Pick<Workspace, 'connections'>;
  /** `createHubspotPort`, with what concerns the process filled in. */
  readonly makePort: (
    options: Pick<HubspotPortOptions, 'accessToken' | 'baseUrl' | 'timeZone' | 'requestsPer10s'> & {
      readonly connectionId: string;
    },
  ) => CrmPort;
}

export function createCrmConnections(deps: CrmConnectionsDeps): CrmConnections {
  const ports = new Map<string, { readonly options: string; readonly port: CrmPort }>();

  const portFor = (connection: Connection, config: HubspotConnectionConfig, accessToken: string): CrmPort => {
    const { baseUrl, portal } = connection.settings;
    const options = {
      connectionId: connection.id,
      accessToken,
      requestsPer10s: config.limits.requests_per_10s,
      ...(baseUrl === undefined ? {} : { baseUrl }),
      ...(portal === undefined ? {} : { timeZone: portal.timeZone }),
    };
    const kept = ports.get(connection.id);
    // A rotated token or another address makes a new port.
    if (kept?.options === JSON.stringify(options)) return kept.port;
    const port = deps.makePort(options);
    ports.set(connection.id, { options: JSON.stringify(options), port });
    return port;
  };

  return {
    open: async (connectionId) => {
      const connection = await findConnection(deps.db, connectionId);
      const config = deps
        .workspace()
        .connections.filter(isCrmConnection)
        .find(({ id }) => id === connectionId);
      if (connection === null || config === undefined) return { open: false, code: 'not_configured', until: null };
      const gate = gateOf(connection, deps.clock());
      if (!gate.open) return gate;
      const { accessToken } = await readSecrets(deps.db, deps.secretBox, connectionId);
      if (accessToken === undefined) return { open: false, code: 'not_connected', until: null };
      return { open: true, crm: { connection, config, port: portFor(connection, config, accessToken) } };
    },
  };
}
