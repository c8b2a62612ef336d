import { createHash } from 'node:crypto';
import { isSignedByHubspot, type SignedRequest } from '../connectors/hubspot/signature';
import { eventKey, meaningOf, parseEvent } from '../connectors/hubspot/webhook-event';
import type { Failpoint } from '../domain/failpoint';
import type { Clock, EpochMs } from '../domain/time';
import { noticeChanges } from '../store/crm-change';
import type { Database } from '../store/database';
import { keepDeliveries, settleDeliveries, takeDeliveries, type WaitingDelivery } from '../store/inbox';
import { notify } from '../store/notify';
import { recordSyncErrors } from '../store/sync-error';
import { noteMerge } from './crm/read-records';
import { MOST_LEVELS, nestsDeeperThan } from './nesting';

/** The inbox kind of HubSpot's events, one a row. */
const HUBSPOT_EVENT = 'hubspot_event';
/** HubSpot sends up to 100; a request that is far larger is not HubSpot's. */
const MOST_EVENTS = 1_000;
const EVENTS_A_STEP = 2_000;

export interface HubspotWebhookDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  /** What a HubSpot connection is verified with; no secrets where there is no such connection. */
  readonly verificationOf: (
    connectionId: string,
  ) => Promise<{ readonly secrets: readonly string[]; readonly acceptsV1: boolean }>;
}

export type HubspotWebhookOutcome =
  | { readonly kind: 'accepted'; readonly events: number }
  | { readonly kind: 'not_signed' }
  | { readonly kind: 'not_events' };

/**
 * Takes a request of HubSpot: verified over the raw bytes, and every event stored under its composite key before HubSpot is
 * answered, which has to be within five seconds. An event that came before is not stored again.
 */
export async function acceptHubspotWebhook(
  deps: HubspotWebhookDeps,
  request: SignedRequest & { readonly connectionId: string },
): Promise<HubspotWebhookOutcome> {
  const { connectionId, body } = request;
  const now = deps.clock();
  const verification = await deps.verificationOf(connectionId);
  if (!isSignedByHubspot(request, { ...verification, now })) return { kind: 'not_signed' };
  const events = parseEvents(body);
  if (events === null) return { kind: 'not_events' };
  await deps.db.transaction().execute(async (tx) => {
    await keepDeliveries(
      tx,
      events.map((event) => ({
        connectionId,
        dedupeKey: keyOf(event),
        kind: HUBSPOT_EVENT,
        body: Buffer.from(JSON.stringify(event)),
        receivedAt: now,
      })),
    );
    await notify(tx, 'inbox');
    deps.failpoint('crm_webhook.before_commit');
  });
  deps.failpoint('crm_webhook.after_commit');
  return { kind: 'accepted', events: events.length };
}

/** Turns events that wait in the inbox into records to be read. Resolves to how many events it dealt with. */
export async function processHubspotInbox(deps: Omit<HubspotWebhookDeps, 'verificationOf'>): Promise<number> {
  const done = await deps.db.transaction().execute(async (tx) => {
    const deliveries = await takeDeliveries(tx, { kind: HUBSPOT_EVENT, limit: EVENTS_A_STEP });
    if (deliveries.length === 0) return 0;
    const now = deps.clock();
    for (const [connectionId, own] of Map.groupBy(deliveries, (delivery) => delivery.connectionId)) {
      await processEvents(tx, { connectionId, deliveries: own, now });
    }
    await settleDeliveries(
      tx,
      deliveries.map((delivery) => delivery.id),
      now,
    );
    await notify(tx, 'crm');
    deps.failpoint('crm_inbox.before_commit');
    return deliveries.length;
  });
  if (done > 0) deps.failpoint('crm_inbox.after_commit');
  return done;
}

async function processEvents(
  tx: Database,
  work: { readonly connectionId: string; readonly deliveries: readonly WaitingDelivery[]; readonly now: EpochMs },
): Promise<void> {
  const { connectionId, now } = work;
  const changed: string[] = [];
  const malformed: WaitingDelivery[] = [];
  for (const delivery of work.deliveries) {
    const event = parseEvent(JSON.parse(delivery.body.toString('utf8')));
    const meaning = event === null ? ({ kind: 'malformed' } as const) : meaningOf(event);
    if (meaning.kind === 'malformed') malformed.push(delivery);
    else if (meaning.kind === 'changed') changed.push(meaning.crmId);
    else if (meaning.kind === 'merged') {
      await noteMerge(tx, { connectionId, mergedIds: meaning.mergedIds, winnerId: meaning.winnerId, now });
      changed.push(meaning.winnerId);
    }
  }
  await noticeChanges(tx, { connectionId, crmIds: changed, now });
  const reports = malformed.map((delivery) => ({
    connectionId,
    direction: 'in' as const,
    code: 'bad_event',
    message: 'An event of the CRM cannot be read.',
    remedy: 'Report it with the record; changes are read anyway before a deadline is judged.',
    record: JSON.parse(delivery.body.toString('utf8')) as unknown, // stored by acceptHubspotWebhook as JSON
    origin: `inbox:${connectionId}:${delivery.dedupeKey}`,
  }));
  await recordSyncErrors(tx, reports, now);
}

function parseEvents(body: Buffer): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8'));
    const isEvents = Array.isArray(parsed) && parsed.length <= MOST_EVENTS && !nestsDeeperThan(parsed, MOST_LEVELS);
    return isEvents ? (parsed as unknown[]) : null;
  } catch {
    // Signed and yet no JSON: the sender is told, there is nothing to keep.
    return null;
  }
}

/** Events that cannot be read are told apart by their content. */
function keyOf(value: unknown): string {
  const event = parseEvent(value);
  if (event !== null) return eventKey(event);
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
