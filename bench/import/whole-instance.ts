import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInstance } from '../../cli/up/instance';
import { readDatabaseUrl, readRunFile } from '../../cli/run-file';
import { HubspotSimulatorControl } from '../../simulators/hubspot/control-client';
import { openDatabase, type Database } from '../../store/database';
import { runLeadline } from '../../test/integration/faults/command';

const ROOT = join(__dirname, '..', '..');
export const EXAMPLE = join(ROOT, 'examples', 'x-education');

export type Env = Readonly<Record<string, string | undefined>>;

/** Leadline as `leadline up` starts it, on a fresh data folder, with a HubSpot of its own in tasks mode. */
export interface WholeInstance {
  readonly db: Database;
  /** Connection string of a PostgreSQL whose user may create databases. */
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly apiUrl: string;
  readonly hubspot: HubspotSimulatorControl;
  readonly portalId: number;
  /** Runs the command line on it; resolves to what it prints as JSON. */
  leadline(...args: readonly string[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts an instance whose HubSpot holds these leads already, known by their Prospect ID. */
export async function startWholeInstance(
  env: Env,
  { workspaceDir, prospectIds }: { readonly workspaceDir: string; readonly prospectIds: readonly string[] },
): Promise<WholeInstance> {
  const folder = await mkdtemp(join(tmpdir(), 'leadline-bench-'));
  const dataDir = join(folder, 'data');
  const instance = await startInstance({
    root: ROOT,
    dataDir,
    workspaceDir,
    port: 0,
    publicUrl: undefined,
    simulator: true,
    env,
    clock: Date.now,
    actor: 'bench',
    log: () => undefined,
  });
  const run = await readRunFile(dataDir);
  if (run?.simulatorUrl === undefined) throw new Error('The instance has not said where it runs.');
  const hubspot = new HubspotSimulatorControl(run.simulatorUrl);
  const [portal] = await hubspot.portals();
  if (portal === undefined) throw new Error('The simulator has no portal.');
  const { portalId } = portal;
  const records = prospectIds.map((id) => ({ properties: { prospect_id: id, lastname: 'Known before' } }));
  if (records.length > 0) await hubspot.seed({ portalId, objectType: 'contacts', records });
  await hubspot.resetCounters();
  const databaseUrl = await readDatabaseUrl(run);
  const { db } = openDatabase({ connectionString: databaseUrl, maxConnections: 3 });
  return {
    db,
    databaseUrl,
    temporalAddress: run.temporalAddress,
    apiUrl: run.apiUrl,
    hubspot,
    portalId,
    leadline: async (...args) => {
      const ended = await runLeadline(['--data-dir', dataDir, '--output', 'json', ...args], env).ended;
      if (ended.status !== 0) throw new Error(`leadline ${args.join(' ')}: ${ended.stderr}`);
      return JSON.parse(ended.stdout) as unknown;
    },
    stop: async () => {
      await db.destroy();
      await instance.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
