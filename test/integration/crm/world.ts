import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { loadWorkspace, type Workspace } from '../../../config/workspace';
import { connectionsSchema, type HubspotConnectionConfig } from '../../../connectors/connection-schema';
import type { CrmPort } from '../../../connectors/crm-port';
import { createHubspotPort } from '../../../connectors/hubspot/hubspot-port';
import { noFailpoint, type Failpoint, type FailpointName } from '../../../domain/failpoint';
import type { EpochMs } from '../../../domain/time';
import { connectCrm, type ConnectReport } from '../../../pipeline/crm/connect';
import {
  createCrmConnections,
  type CrmConnections,
  type CrmConnectionsDeps,
} from '../../../pipeline/crm/crm-connection';
import { deliverWaiting, type DeliveryDeps, type DeliveryResult } from '../../../pipeline/crm/deliver';
import { createSecretBox, type SecretBox } from '../../../store/secret-box';
import type { Database } from '../../../store/database';
import type { HubspotSimulatorControl } from '../../../simulators/hubspot/control-client';
import { startHubspotSimulator, type HubspotSimulator } from '../../../simulators/hubspot/simulator';
import { createTestDatabase, type TestDatabase } from '../harness/database';

export const CONNECTION = 'hubspot';
/** Friday morning. */
export const START = Date.parse('2026-05-01T10:00:00.000Z');

/** A time that stands still until somebody sleeps or moves it. */
export class TestClock {
  now: EpochMs = START;
  readonly read = (): EpochMs => this.now;
  readonly sleep = (ms: number): Promise<void> => {
    this.now += ms;
    return Promise.resolve();
  };
}

/** What the tests of a file share: a database and a simulator. Each world on it has empty tables and a portal of its own. */
export interface Stage {
  readonly database: TestDatabase;
  readonly simulator: HubspotSimulator;
  stop(): Promise<void>;
}

export async function startStage(): Promise<Stage> {
  const database = await createTestDatabase();
  const simulator = await startHubspotSimulator({ seed: 7, validateTraffic: true });
  return {
    database,
    simulator,
    stop: async () => {
      const violations = await simulator.control.violations();
      await simulator.stop();
      await database.drop();
      expect(violations).toEqual([]);
    },
  };
}

/** Leadline's side and HubSpot's side, with real PostgreSQL between wish and call and real HTTP behind it. */
export interface World {
  readonly db: Database;
  readonly clock: TestClock;
  readonly control: HubspotSimulatorControl;
  readonly portalId: number;
  readonly appId: number;
  readonly clientSecret: string;
  readonly accessToken: string;
  readonly baseUrl: string;
  readonly secretBox: SecretBox;
  readonly connections: CrmConnections;
  readonly workspace: () => Workspace;
  readonly makePort: CrmConnectionsDeps['makePort'];
  /** Changes connections.yaml and applies it. */
  configure(change: Partial<HubspotConnectionConfig>): Promise<ConnectReport>;
  connect(request?: { readonly create?: boolean; readonly accessToken?: string }): Promise<ConnectReport>;
  deliver(instead?: Partial<DeliveryDeps>): Promise<DeliveryResult>;
  /** Connections whose port is changed by `spoil`: what no script of faults can do between two calls. */
  spoiled(spoil: (port: CrmPort) => Partial<CrmPort>): CrmConnections;
  /** Calls HubSpot was sent since they were last counted, by endpoint. */
  calls(): Promise<Readonly<Record<string, number>>>;
}

export interface WorldOptions {
  readonly config?: Partial<HubspotConnectionConfig>;
  readonly portal?: Parameters<HubspotSimulatorControl['createPortal']>[0];
  /** Unique contact properties of the customer's own, e.g. `prospect_id`. */
  readonly uniqueProperties?: readonly string[];
  readonly connected?: boolean;
  /** How long the connector waits for an answer; for tests in which none comes. */
  readonly timeoutMs?: number;
}

const BASE = connectionsSchema.parse({
  connections: [
    {
      id: CONNECTION,
      vendor: 'hubspot',
      mode: 'tasks',
      create_from: 'mql',
      link_by: [{ property: 'email', email: true }],
      fields: [
        { property: 'email', email: true },
        { property: 'lastname', attribute: 'last_name' },
      ],
      placeholders: { lastname: 'Lead {lead_number}' },
      limits: { requests_per_10s: 250 },
    },
  ],
}).connections[0] as HubspotConnectionConfig; // parsed one line above

const REP_EMAILS = ['ana@example.com', 'leo@example.com', 'sam@example.com', 'kim@example.com'];

let portals = 70_000;

export async function createWorld(stage: Stage, options: WorldOptions = {}): Promise<World> {
  const { control } = stage.simulator;
  await emptyTables(stage.database.db);
  await control.clearFaults();
  await control.setClock({ at: START });
  portals += 1;
  const portal = await control.createPortal({
    portalId: portals,
    ...options.portal,
    limits: { burst: null, ...options.portal?.limits },
  });
  const owners = REP_EMAILS.map((email, index) => ({ email, id: String(500 + index) }));
  await control.saveOwners({ portalId: portal.portalId, owners });
  for (const name of options.uniqueProperties ?? []) await addUniqueProperty(stage.simulator, portal.accessToken, name);
  const world = assemble(stage, portal, { ...BASE, ...options.config }, options.timeoutMs);
  if (options.connected !== false) await world.connect({ create: true });
  await control.resetCounters();
  return world;
}

async function emptyTables(db: Database): Promise<void> {
  await sql`
    truncate lead, lead_alias, lead_attribute, activity, score_queue, lead_score, lead_track, stage_move, sla_clock,
      escalation, wake, connection, crm_record, crm_owner, crm_wish, crm_change, crm_state, crm_touch, sync_error, inbox,
      audit cascade
  `.execute(db);
}

function assemble(
  { database, simulator }: Stage,
  portal: { portalId: number; appId: number; accessToken: string; clientSecret: string },
  initial: HubspotConnectionConfig,
  timeoutMs?: number,
): World {
  const { db } = database;
  const clock = new TestClock();
  let workspace: Workspace = { ...defaultWorkspace(), connections: [initial] };
  const secretBox = createSecretBox([{ id: 'k1', key: Buffer.alloc(32, 7) }]);
  // HubSpot's limits run by the wall clock, whatever the test's time is.
  const makePort: World['makePort'] = (options) =>
    createHubspotPort({
      ...options,
      clock: Date.now,
      sleep: (ms) => pause(ms),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  const connections = createCrmConnections({ db, clock: clock.read, secretBox, workspace: () => workspace, makePort });
  const deliver: World['deliver'] = (instead = {}) =>
    deliverWaiting(
      {
        ...{ db, connections, failpoint: noFailpoint, workspace: () => workspace },
        ...{ clock: clock.read, sleep: clock.sleep, signal: new AbortController().signal },
        lastHandOffs: new Map(),
        ...instead,
      },
      CONNECTION,
    );
  const connect: World['connect'] = ({ create = false, accessToken = portal.accessToken } = {}) =>
    connectCrm(
      { db, clock: clock.read, secretBox, workspace, makePort },
      {
        connectionId: CONNECTION,
        accessToken,
        clientSecret: portal.clientSecret,
        baseUrl: simulator.baseUrl,
        create,
        actor: 'test',
      },
    );
  return {
    ...portal,
    ...{ db, clock, secretBox, connections, makePort, deliver, connect },
    control: simulator.control,
    baseUrl: simulator.baseUrl,
    workspace: () => workspace,
    configure: async (change) => {
      const [config] = workspace.connections as readonly HubspotConnectionConfig[]; // the only one, made above
      workspace = { ...workspace, connections: [{ ...config!, ...change }] };
      return await connect();
    },
    spoiled: (spoil) => ({
      open: async (connectionId) => {
        const opening = await connections.open(connectionId);
        if (!opening.open) return opening;
        return { ...opening, crm: { ...opening.crm, port: { ...opening.crm.port, ...spoil(opening.crm.port) } } };
      },
    }),
    calls: async () => {
      const counted = await simulator.control.counters();
      await simulator.control.resetCounters();
      return counted.byEndpoint;
    },
  };
}

function defaultWorkspace(): Workspace {
  const loaded = loadWorkspace(`${__dirname}/../../../workspace`);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => problem.message).join('; '));
  return loaded.workspace;
}

async function addUniqueProperty(simulator: HubspotSimulator, token: string, name: string): Promise<void> {
  const response = await fetch(`${simulator.baseUrl}/crm/v3/properties/contacts`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({
      name,
      label: name,
      groupName: 'contactinformation',
      type: 'string',
      fieldType: 'text',
      hasUniqueValue: true,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Throws at a failpoint, once: what a crash at that place leaves behind is left behind. */
export function crashAt(name: FailpointName): Failpoint {
  let armed = true;
  return (passed) => {
    if (passed !== name || !armed) return;
    armed = false;
    throw new Error(`crashed at ${name}`);
  };
}
