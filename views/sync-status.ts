import { z } from 'zod';
import { CONNECTION_MODES, CRM_VENDORS } from '../domain/connection';
import type { EpochMs } from '../domain/time';
import { gateOf, listConnections, type Connection } from '../store/connection';
import { readConnectionTraffic } from '../store/connection-traffic';
import { readQuota } from '../store/crm-quota';
import { countWishes, readWishBacklog } from '../store/crm-wish-backlog';
import type { Database } from '../store/database';
import { instantSchema, optionalInstantSchema } from './shapes';

const STATES = ['ok', 'paused', 'not_connected', 'breaker_open'] as const;

const connectionStatusSchema = z
  .object({
    id: z.string(),
    vendor: z.string(),
    mode: z
      .enum(CONNECTION_MODES)
      .nullable()
      .meta({ description: 'What Leadline may do there; null for connections that only send to us.' }),
    state: z.enum(STATES),
    pausedAt: optionalInstantSchema,
    pausedBy: z.string().nullable(),
    breaker: z
      .object({ code: z.string().nullable(), until: instantSchema })
      .nullable()
      .meta({ description: 'Calls have failed in a row and rest until then.' }),
    out: z
      .object({
        waiting: z.int().meta({ description: 'Records and tasks that could be written now.' }),
        oldestWaitingAt: optionalInstantSchema,
        held: z.int().meta({ description: 'Wait for another mode, for their contact or for a person.' }),
        failed: z.int(),
        sent: z.int(),
        lastSentAt: optionalInstantSchema,
      })
      .nullable()
      .meta({ description: 'Null for connections that only send to us.' }),
    quota: z
      .object({
        perDay: z.int(),
        usedToday: z.int(),
        remaining: z.int(),
        resetsAt: instantSchema,
      })
      .nullable()
      .meta({
        description: 'Calls the CRM allows a day, as it last said; null where it has not said so since its day began.',
      }),
    in: z.object({ waiting: z.int(), lastReceivedAt: optionalInstantSchema }),
    openErrors: z.object({ in: z.int(), out: z.int() }),
  })
  .meta({ id: 'ConnectionStatus' });

export const syncStatusSchema = z.object({
  asOf: instantSchema,
  connections: z.array(connectionStatusSchema).readonly(),
});

export type SyncStatus = z.output<typeof syncStatusSchema>;
type ConnectionStatus = SyncStatus['connections'][number];

/** How every connection is: state, queues, errors, last traffic. */
export async function viewSyncStatus(db: Database, now: EpochMs): Promise<SyncStatus> {
  const connections: ConnectionStatus[] = [];
  for (const connection of await listConnections(db)) connections.push(await statusOf(db, connection, now));
  return { asOf: now, connections };
}

async function statusOf(db: Database, connection: Connection, now: EpochMs): Promise<ConnectionStatus> {
  const traffic = await readConnectionTraffic(db, connection.id);
  const writes = CRM_VENDORS.some((vendor) => vendor === connection.vendor);
  const gate = gateOf(connection, now);
  return {
    id: connection.id,
    vendor: connection.vendor,
    mode: writes ? connection.mode : null,
    state: gate.open ? 'ok' : gate.code === 'paused' || gate.code === 'not_connected' ? gate.code : 'breaker_open',
    pausedAt: connection.pausedAt,
    pausedBy: connection.pausedBy,
    breaker:
      connection.breakerUntil !== null && connection.breakerUntil > now
        ? { code: connection.breakerCode, until: connection.breakerUntil }
        : null,
    out: writes ? await outOf(db, connection, traffic.lastSentAt, now) : null,
    quota: writes ? await quotaOf(db, connection.id, now) : null,
    in: { waiting: traffic.waitingIn, lastReceivedAt: traffic.lastReceivedAt },
    openErrors: { in: traffic.openErrorsIn, out: traffic.openErrorsOut },
  };
}

async function quotaOf(db: Database, connectionId: string, now: EpochMs): Promise<ConnectionStatus['quota']> {
  const quota = await readQuota(db, { connectionId, now });
  return quota === null ? null : { ...quota, usedToday: quota.perDay - quota.remaining };
}

async function outOf(
  db: Database,
  connection: Connection,
  lastSentAt: EpochMs | null,
  now: EpochMs,
): Promise<ConnectionStatus['out']> {
  const backlog = await readWishBacklog(db, {
    connectionId: connection.id,
    withTasks: connection.mode === 'tasks',
    now,
  });
  const wishes = await countWishes(db, connection.id);
  const inState = (state: string): number =>
    wishes.filter((row) => row.state === state).reduce((sum, row) => sum + row.count, 0);
  return {
    waiting: backlog.due,
    oldestWaitingAt: backlog.oldestAt,
    held: inState('held'),
    failed: inState('failed'),
    sent: inState('sent'),
    lastSentAt,
  };
}
