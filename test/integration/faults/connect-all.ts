import { setTimeout as sleep } from 'node:timers/promises';
import { createOwnProperties } from '../../../cli/up/simulated-hubspot';
import { loadWorkspace, type Workspace } from '../../../config/workspace';
import { createHubspotPort } from '../../../connectors/hubspot/hubspot-port';
import { connectWebhook } from '../../../pipeline/connect-webhook';
import { connectCrm } from '../../../pipeline/crm/connect';
import type { startHubspotSimulator } from '../../../simulators/hubspot/simulator';
import type { Database } from '../../../store/database';
import { readSecretBox } from '../../../store/secret-key-file';

type Simulator = Awaited<ReturnType<typeof startHubspotSimulator>>;

/**
 * Connects what the workspace names: its HubSpot to the simulator, with webhooks back, and its first webhook source. Resolves to
 * that source's signing secret; empty where there is none.
 */
export async function connectAll(parts: {
  readonly db: Database;
  readonly secretKeyFile: string;
  readonly workspaceDir: string;
  readonly simulator: Simulator;
  readonly portal: {
    readonly portalId: number;
    readonly appId: number;
    readonly accessToken: string;
    readonly clientSecret: string;
  };
  readonly apiUrl: string;
}): Promise<string> {
  const { db, simulator, portal } = parts;
  const workspace = read(parts.workspaceDir);
  const clock = Date.now;
  const secretBox = await readSecretBox(parts.secretKeyFile);
  const people = [...workspace.team.reps, ...workspace.team.managers].map(({ email }) => ({ email }));
  await simulator.control.saveOwners({ portalId: portal.portalId, owners: people });
  await simulator.control.configureWebhooks({
    appId: portal.appId,
    targetUrl: `${parts.apiUrl}/webhooks/hubspot/hubspot`,
    subscriptions: ['leadline_disposition', 'notes_last_contacted'].map((propertyName) => ({
      eventType: 'contact.propertyChange',
      propertyName,
    })),
  });
  await createOwnProperties(simulator.baseUrl, portal.accessToken, workspace);
  const report = await connectCrm(
    { db, clock, secretBox, workspace, makePort: (port) => createHubspotPort({ ...port, clock, sleep }) },
    {
      connectionId: 'hubspot',
      accessToken: portal.accessToken,
      clientSecret: portal.clientSecret,
      baseUrl: simulator.baseUrl,
      create: true,
      actor: 'test',
    },
  );
  if (!report.connected) throw new Error(JSON.stringify(report.missing));
  const source = workspace.connections.find(({ vendor }) => vendor === 'webhook');
  if (source === undefined) return '';
  const request = { connectionId: source.id, revokeOthers: true, actor: 'test' };
  return (await connectWebhook({ db, clock, secretBox, workspace }, request)).secret;
}

function read(workspaceDir: string): Workspace {
  const reading = loadWorkspace(workspaceDir);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.workspace;
}
