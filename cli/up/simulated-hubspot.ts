import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Workspace } from '../../config/workspace';
import { isCrmConnection } from '../../connectors/connection-schema';
import { createHubspotPort } from '../../connectors/hubspot/hubspot-port';
import type { Clock } from '../../domain/time';
import { connectCrm, type ConnectReport } from '../../pipeline/crm/connect';
import { HubspotSimulatorControl } from '../../simulators/hubspot/control-client';
import { findConnection } from '../../store/connection';
import { openDatabase } from '../../store/database';
import { readSecretBox } from '../../store/secret-key-file';

export interface SimulatedHubspot {
  /** Which connection of the workspace it plays. */
  readonly connectionId: string;
  readonly folder: string;
}

/** What a person would copy from HubSpot's settings: kept beside the simulator's data, for its owner alone. */
const credentialsSchema = z.object({
  portalId: z.int(),
  appId: z.int(),
  accessToken: z.string(),
  clientSecret: z.string(),
});
const CONFLICT = 409;

type Credentials = z.output<typeof credentialsSchema>;

/** The properties a rep's or HubSpot's own change of which Leadline wants to hear of. */
const WATCHED = [
  'leadline_disposition',
  'hs_lead_status',
  'hubspot_owner_id',
  'notes_last_contacted',
  'lifecyclestage',
];

/** The CRM connection that the simulator shall play; null when there is none or it is connected to a HubSpot of the user's. */
export async function simulatedConnection(options: {
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly workspace: Workspace;
}): Promise<SimulatedHubspot | null> {
  const config = options.workspace.connections.find(isCrmConnection);
  if (config === undefined) return null;
  const folder = join(options.dataDir, 'simulators', config.id);
  const { db } = openDatabase({ connectionString: options.databaseUrl, maxConnections: 1 });
  try {
    const connection = await findConnection(db, config.id);
    // A connection without an address of its own is HubSpot's.
    const isUsers = connection?.hasSecrets === true && connection.settings.baseUrl === undefined;
    return isUsers ? null : { connectionId: config.id, folder };
  } finally {
    await db.destroy();
  }
}

/** Makes a portal with the team as its owners, if there is none yet, and has it tell our server of changes. */
export async function preparePortal(
  simulated: SimulatedHubspot,
  at: { readonly simulatorUrl: string; readonly apiUrl: string; readonly workspace: Workspace },
): Promise<Credentials> {
  const control = new HubspotSimulatorControl(at.simulatorUrl);
  let credentials = await readCredentials(simulated.folder);
  if (credentials === null) {
    const portal = await control.createPortal({
      accessToken: `pat-na1-${randomUUID()}`,
      clientSecret: randomUUID(),
      reuse: true,
    });
    const people = [...at.workspace.team.reps, ...at.workspace.team.managers];
    const owners = people.map(({ email }) => ({ email, ...nameIn(email) }));
    await control.saveOwners({ portalId: portal.portalId, owners });
    credentials = credentialsSchema.parse(portal);
    await writeFile(credentialsPath(simulated.folder), JSON.stringify(credentials), { mode: 0o600 });
  }
  await createOwnProperties(at.simulatorUrl, credentials.accessToken, at.workspace);
  await control.configureWebhooks({
    appId: credentials.appId,
    targetUrl: `${at.apiUrl}/webhooks/hubspot/${simulated.connectionId}`,
    subscriptions: WATCHED.map((propertyName) => ({ eventType: 'contact.propertyChange', propertyName })),
  });
  return credentials;
}

/** `ana.costa@…` is Ana Costa. */
function nameIn(email: string): { readonly firstName: string; readonly lastName: string } {
  const [local = ''] = email.split('@');
  const [firstName = '', ...rest] = local.split(/[._-]+/).map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return { firstName, lastName: rest.join(' ') };
}

/**
 * Creates what a company's administrator would have created for themselves: the properties by which the workspace links
 * records, with unique values. Those that are there stay.
 */
export async function createOwnProperties(
  simulatorUrl: string,
  accessToken: string,
  workspace: Workspace,
): Promise<void> {
  const keys = workspace.connections.filter(isCrmConnection).flatMap((connection) => connection.link_by);
  for (const name of new Set(keys.map((key) => key.property).filter((property) => property !== 'email'))) {
    const response = await fetch(`${simulatorUrl}/crm/v3/properties/contacts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${accessToken}` },
      body: JSON.stringify({
        name,
        label: name,
        groupName: 'contactinformation',
        type: 'string',
        fieldType: 'text',
        hasUniqueValue: true,
      }),
    });
    if (!response.ok && response.status !== CONFLICT) throw new Error(`The simulator refused the property ${name}.`);
  }
}

/** Connects as `leadline connect hubspot --create` would. */
export async function connectSimulated(
  simulated: SimulatedHubspot,
  options: {
    readonly credentials: Credentials;
    readonly simulatorUrl: string;
    readonly databaseUrl: string;
    readonly secretKeyFile: string;
    readonly workspace: Workspace;
    readonly clock: Clock;
    readonly actor: string;
  },
): Promise<ConnectReport> {
  const { clock, workspace } = options;
  const { db } = openDatabase({ connectionString: options.databaseUrl, maxConnections: 2 });
  try {
    const pause = (ms: number): Promise<void> => sleep(ms);
    return await connectCrm(
      {
        db,
        clock,
        workspace,
        secretBox: await readSecretBox(options.secretKeyFile),
        makePort: (port) => createHubspotPort({ ...port, clock, sleep: pause }),
      },
      {
        connectionId: simulated.connectionId,
        accessToken: options.credentials.accessToken,
        clientSecret: options.credentials.clientSecret,
        baseUrl: options.simulatorUrl,
        create: true,
        actor: options.actor,
      },
    );
  } finally {
    await db.destroy();
  }
}

async function readCredentials(folder: string): Promise<Credentials | null> {
  await mkdir(folder, { recursive: true });
  const text = await readFile(credentialsPath(folder), 'utf8').catch(() => null);
  return text === null ? null : credentialsSchema.parse(JSON.parse(text));
}

const credentialsPath = (folder: string): string => join(folder, 'credentials.json');
