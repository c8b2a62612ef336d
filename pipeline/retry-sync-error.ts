import type { LeadId } from '../domain/lead';
import type { Clock } from '../domain/time';
import { writeAudit } from '../store/audit';
import { retryWishes } from '../store/crm-wish';
import type { Database } from '../store/database';
import { keepDelivery, reopenDelivery } from '../store/inbox';
import { lockTrack } from '../store/lead-track';
import { notify } from '../store/notify';
import { enqueueScoring } from '../store/score-queue';
import { closeSyncErrors, showSyncError, type SyncError } from '../store/sync-error';
import { ACTIVITIES } from './accept-webhook';
import { readEnvelope, type FieldFault } from './activity-envelope';

export interface RetryDeps {
  readonly db: Database;
  readonly clock: Clock;
}

export interface RetryRequest {
  readonly id: number;
  /** In place of the record that was refused; only for records that came in. */
  readonly record?: unknown;
  readonly actor: string;
}

export type RetryOutcome =
  | { readonly kind: 'retried' }
  | { readonly kind: 'unknown' }
  /** It was retried or resolved before. */
  | { readonly kind: 'closed' }
  /** What it came from is gone or cannot be tried again from here. */
  | { readonly kind: 'not_retriable'; readonly remedy: string }
  /** The record, mended or not, would be refused again. */
  | { readonly kind: 'still_wrong'; readonly fault: FieldFault };

/**
 * Puts what failed before its processor again and closes the error, in one transaction. If it fails once more, it is a sync
 * error again.
 */
export async function retrySyncError(deps: RetryDeps, request: RetryRequest): Promise<RetryOutcome> {
  return await deps.db.transaction().execute(async (tx) => {
    const error = await lockSyncError(tx, request.id);
    if (error === null) return { kind: 'unknown' };
    if (error.state !== 'open') return { kind: 'closed' };
    const now = deps.clock();
    const outcome = await tryAgain(tx, error, request, now);
    if (outcome.kind !== 'retried') return outcome;
    await closeSyncErrors(tx, { ids: [error.id], state: 'retried', now });
    await writeAudit(tx, {
      actor: request.actor,
      action: 'sync_error.retry',
      subject: `sync_error:${error.id}`,
      detail: { connectionId: error.connectionId, code: error.code, mended: request.record !== undefined },
      now,
    });
    return outcome;
  });
}

/** Closes an error that a person has dealt with elsewhere. */
export async function resolveSyncError(
  deps: RetryDeps,
  request: { readonly id: number; readonly actor: string },
): Promise<'resolved' | 'unknown' | 'closed'> {
  return await deps.db.transaction().execute(async (tx) => {
    const error = await lockSyncError(tx, request.id);
    if (error === null) return 'unknown';
    if (error.state !== 'open') return 'closed';
    const now = deps.clock();
    await closeSyncErrors(tx, { ids: [error.id], state: 'resolved', now });
    await writeAudit(tx, {
      actor: request.actor,
      action: 'sync_error.resolve',
      subject: `sync_error:${request.id}`,
      now,
    });
    return 'resolved';
  });
}

/** Held until the transaction ends: of two people who retry at once, one finds it closed. */
async function lockSyncError(tx: Database, id: number): Promise<SyncError | null> {
  await tx.selectFrom('sync_error').select('id').where('id', '=', id).forUpdate().execute();
  return await showSyncError(tx, id);
}

/** Errors whose record is an activity as its sender wrote it. */
const ONE_ACTIVITY: ReadonlySet<string> = new Set(['bad_activity', 'activity_not_ingested']);

async function tryAgain(tx: Database, error: SyncError, request: RetryRequest, now: number): Promise<RetryOutcome> {
  if (error.direction === 'out') return await wishAgain(tx, error, request, now);
  const record = request.record ?? error.record;
  if (ONE_ACTIVITY.has(error.code)) return await ingestAgain(tx, error, { activities: [record] }, now);
  if (error.code === 'message_id_reused') return await ingestAgain(tx, error, record, now);
  if (error.code === 'message_not_ingested') return await reopen(tx, error);
  if (error.code === 'lead_not_scored' && error.leadId !== null) return await scoreAgain(tx, error.leadId);
  return { kind: 'not_retriable', remedy: error.remedy ?? 'Deal with it at its source and resolve the error.' };
}

/** `wish:44` is the wish of that id; its payload is rendered anew, so what was mended at the source is sent. */
async function wishAgain(tx: Database, error: SyncError, request: RetryRequest, now: number): Promise<RetryOutcome> {
  const [, wishId] = /^wish:(\d+)/.exec(error.origin) ?? [];
  if (request.record !== undefined) {
    return {
      kind: 'not_retriable',
      remedy: 'Mend the lead or the mapping: what is sent is made from them at the retry.',
    };
  }
  if (wishId === undefined || (await retryWishes(tx, { ids: [Number(wishId)], now })) === 0) {
    return { kind: 'not_retriable', remedy: error.remedy ?? 'It has been replaced by a newer one; resolve the error.' };
  }
  await notify(tx, 'crm');
  return { kind: 'retried' };
}

/** The message goes the way of every other: through the inbox, under an id of its own. */
async function ingestAgain(tx: Database, error: SyncError, message: unknown, now: number): Promise<RetryOutcome> {
  const body = Buffer.from(JSON.stringify(message));
  const reading = readEnvelope(body, { source: error.connectionId, receivedAt: now });
  if (reading.kind === 'not_json') throw new Error('what was made as JSON is JSON');
  if (reading.kind === 'bad_envelope') return { kind: 'still_wrong', fault: reading.fault };
  const [refused] = reading.refused;
  if (refused !== undefined) return { kind: 'still_wrong', fault: refused };
  await keepDelivery(tx, {
    connectionId: error.connectionId,
    dedupeKey: `retry:${error.id}:${now}`,
    kind: ACTIVITIES,
    body,
    receivedAt: now,
  });
  await notify(tx, 'inbox');
  return { kind: 'retried' };
}

async function reopen(tx: Database, error: SyncError): Promise<RetryOutcome> {
  const prefix = `inbox:${error.connectionId}:`;
  const dedupeKey = error.origin.startsWith(prefix) ? error.origin.slice(prefix.length) : null;
  if (dedupeKey === null || !(await reopenDelivery(tx, { connectionId: error.connectionId, dedupeKey }))) {
    return { kind: 'not_retriable', remedy: 'The message is no longer kept; have its sender send it again.' };
  }
  await notify(tx, 'inbox');
  return { kind: 'retried' };
}

/** From the log, since nothing stored of the score is trusted. A lead that was never scored is scored as quietly as it came. */
async function scoreAgain(tx: Database, leadId: LeadId): Promise<RetryOutcome> {
  const track = await lockTrack(tx, { leadId, track: 'main' });
  if (track === null) return { kind: 'not_retriable', remedy: 'The lead is gone; resolve the error.' };
  const scored = await tx.selectFrom('lead_score').select('lead_id').where('lead_id', '=', leadId).executeTakeFirst();
  await enqueueScoring(tx, [leadId], { kind: 'recompute', quiet: scored === undefined && track.quiet });
  return { kind: 'retried' };
}
