import { join } from 'node:path';
import type { Workspace } from '../../config/workspace';
import { findFreePort, lastPort, rememberPort } from '../../host/free-port';
import { keepChild } from './child-process';
import { logFile } from './log-file';
import type { Closer, StartOptions } from './start-options';
import { connectSimulated, preparePortal, simulatedConnection } from './simulated-hubspot';

/** HubSpot's simulator, and which connection it plays. */
export interface RunningSimulator {
  readonly url: string;
  readonly portalId: number;
  readonly connectionId: string;
}

/** A HubSpot to try things on, connected like a real one. Undefined when the workspace's CRM is the user's own. */
export async function startSimulatedHubspot(
  options: StartOptions,
  closers: Closer[],
  parts: {
    readonly databaseUrl: string;
    readonly secretKeyFile: string;
    /** Known when the server is there, for which the simulator need not wait. */
    readonly apiUrl: Promise<string>;
    readonly workspace: Workspace;
  },
): Promise<RunningSimulator | undefined> {
  const simulated = await simulatedConnection({ dataDir: options.dataDir, ...parts });
  if (simulated === null) return undefined;
  const { connectionId, folder } = simulated;
  // One port for the whole run: started again after a crash, it is where Leadline and the browser look for it.
  const portFile = `${folder}.port`;
  const port = await findFreePort(await lastPort(portFile));
  const child = await keepChild({
    name: 'HubSpot simulator',
    args: [
      ...['--import', 'tsx', join(options.root, 'simulators/hubspot/main.ts')],
      ...['--data-dir', folder, '--port', String(port)],
    ],
    cwd: options.root,
    env: { ...options.env, LEADLINE_PARENT: String(process.pid) },
    onLine: logFile(options.dataDir, 'hubspot-simulator'),
    onCrash: options.log,
  });
  closers.push(() => child.stop());
  await rememberPort(portFile, port);
  const simulatorUrl = String(child.ready['url']);
  const apiUrl = await parts.apiUrl;
  const credentials = await preparePortal(simulated, { ...parts, simulatorUrl, apiUrl });
  const report = await connectSimulated(simulated, {
    credentials,
    simulatorUrl,
    clock: options.clock,
    actor: options.actor,
    ...parts,
  });
  for (const gap of report.missing) options.log(`HubSpot simulator: ${gap.message} ${gap.remedy}`);
  return { url: simulatorUrl, portalId: credentials.portalId, connectionId };
}
