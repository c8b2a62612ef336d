import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AccountStore } from './accounts/account-store';
import { OwnerStore } from './accounts/owner-store';
import { AssociationStore } from './associations/association-store';
import { CallCounters } from './call-counters';
import { SimulatorClock } from './clock';
import { HubspotSimulatorControl } from './control-client';
import { Database } from './database';
import { endpoints } from './endpoints/all';
import { FaultPlan } from './faults/fault-plan';
import { SimulatorServer } from './http/server';
import { RecordStore } from './objects/record-store';
import type { Parts } from './parts';
import { PropertyCatalog } from './properties/catalog';
import { SeededRandom } from './random';
import { RateLimiter } from './rate-limit';
import { Router } from './router';
import { SearchIndex } from './search/search-index';
import { Settings } from './settings';
import { DeliveryStore } from './webhooks/delivery-store';
import { WebhookOutbox } from './webhooks/outbox';
import { WebhookSender } from './webhooks/sender';
import { readSendingBehaviour } from './webhooks/sending-behaviour';
import { SubscriptionStore } from './webhooks/subscription-store';

export interface SimulatorOptions {
  /** Where the state is kept; in memory when absent. */
  readonly dataDir?: string;
  /** 0 or absent for any free one. */
  readonly port?: number;
  /** Base of the simulator's clock, epoch milliseconds; `Date.now` when absent. */
  readonly clock?: () => number;
  /** Seed of shuffles, faults by chance and repeated webhooks. */
  readonly seed?: number;
  /** Signs webhooks of apps that are made without a secret of their own. */
  readonly clientSecret?: string;
  /** Checks every request and answer against the OpenAPI documents; read them with `control.violations()`. Needs ajv. */
  readonly validateTraffic?: boolean;
  /** Bugs of the simulator and broken connections; no personal data. */
  readonly onLog?: (event: Readonly<Record<string, unknown>>) => void;
}

export interface HubspotSimulator {
  readonly baseUrl: string;
  readonly control: HubspotSimulatorControl;
  /** Finishes what is under way and closes; what is waiting to be sent is there at the next start. */
  readonly stop: () => Promise<void>;
}

/** Starts a stand-in for HubSpot on this machine. It has no portal until `control.createPortal()`. */
export async function startHubspotSimulator(options: SimulatorOptions = {}): Promise<HubspotSimulator> {
  const database = openDatabase(options.dataDir);
  const settings = new Settings(database);
  const parts = createParts(database, settings, options);
  const sender = createSender(parts, settings);
  const control = {
    parts,
    settings,
    sender,
    faults: new FaultPlan(settings, dice(settings, options.seed)),
    validator: options.validateTraffic === true ? await createValidator() : undefined,
    clientSecret: options.clientSecret,
  };
  const server = new SimulatorServer({
    parts,
    control,
    router: new Router(endpoints),
    log: options.onLog ?? (() => undefined),
  });
  const baseUrl = await server.listen(options.port ?? 0);
  sender.wake();
  return {
    baseUrl,
    control: new HubspotSimulatorControl(baseUrl),
    stop: async () => {
      await server.close();
      await sender.stop();
      database.close();
    },
  };
}

function openDatabase(dataDir: string | undefined): Database {
  if (dataDir === undefined) return new Database(':memory:');
  mkdirSync(dataDir, { recursive: true });
  return new Database(join(dataDir, 'hubspot-simulator.sqlite'));
}

function createParts(database: Database, settings: Settings, options: SimulatorOptions): Parts {
  const clock = new SimulatorClock(options.clock ?? Date.now, settings);
  const random = new SeededRandom(options.seed ?? 1);
  const accounts = new AccountStore(database);
  const records = new RecordStore(database);
  const subscriptions = new SubscriptionStore(database);
  return {
    database,
    clock,
    random,
    accounts,
    records,
    subscriptions,
    owners: new OwnerStore(database),
    catalog: new PropertyCatalog(database),
    associations: new AssociationStore(database),
    search: new SearchIndex({ database, records, clock }),
    limits: new RateLimiter({ database, clock, monotonicMs: () => performance.now() }),
    counters: new CallCounters(database, Date.now),
    outbox: new WebhookOutbox({ database, accounts, subscriptions, random }),
  };
}

function createSender(parts: Parts, settings: Settings): WebhookSender {
  const sender = new WebhookSender({
    deliveries: new DeliveryStore(parts.database),
    subscriptions: parts.subscriptions,
    accounts: parts.accounts,
    clock: parts.clock,
    random: parts.random,
    wallMs: Date.now,
    behaviour: () => readSendingBehaviour(settings),
  });
  parts.outbox.notify(() => sender.wake());
  return sender;
}

/** Each start rolls on instead of repeating itself, so that a fault at the first call does not strike after every restart. */
function dice(settings: Settings, seed = 1): SeededRandom {
  const starts = settings.read('starts', 0) + 1;
  settings.write('starts', starts);
  return new SeededRandom(seed * 7_919 + starts);
}

/** Loaded only when asked for: it needs ajv, which only development has. */
async function createValidator() {
  const { OpenApiValidator } = await import('./openapi-validator');
  return new OpenApiValidator();
}
