import { createHash } from 'node:crypto';
import type { Failpoint } from '../domain/failpoint';
import type { Clock, EpochMs } from '../domain/time';
import type { Database } from '../store/database';
import { isAnotherDelivery, keepDelivery } from '../store/inbox';
import { notify } from '../store/notify';
import { recordSyncErrors, type SyncErrorReport } from '../store/sync-error';
import { readEnvelope, type FieldFault, type RefusedActivity } from './activity-envelope';
import type { Trail } from './trail';
import { isSigned, type WebhookHeaders } from './webhook-signature';

/** The inbox kind of activity messages. */
export const ACTIVITIES = 'activities';

export interface AcceptWebhookDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly failpoint: Failpoint;
  /** Absent where nothing is traced. */
  readonly trail?: Trail | undefined;
  /** The active secrets (`whsec_…`) of a generic webhook connection; none where there is no such connection. */
  readonly secretsOf: (connectionId: string) => Promise<readonly string[]>;
}

export interface WebhookMessage {
  readonly connectionId: string;
  readonly headers: WebhookHeaders;
  /** The bytes as they came: what was signed. */
  readonly body: Buffer;
}

export type WebhookOutcome =
  | {
      readonly kind: 'accepted';
      readonly accepted: number;
      readonly refused: readonly Omit<RefusedActivity, 'record'>[];
      /** The message had been accepted before: nothing was counted again. */
      readonly repeated: boolean;
    }
  | { readonly kind: 'not_signed' }
  | { readonly kind: 'not_json' }
  | { readonly kind: 'bad_envelope'; readonly fault: FieldFault };

const LONGEST_MESSAGE_ID = 255;

/**
 * Takes a signed message of activities: verified, read, and stored raw before the sender is told. Activities that are
 * refused are kept as sync errors, the others are ingested from the inbox.
 */
export async function acceptWebhook(deps: AcceptWebhookDeps, message: WebhookMessage): Promise<WebhookOutcome> {
  const secrets = await deps.secretsOf(message.connectionId);
  if (!isSigned({ ...message, secrets })) return { kind: 'not_signed' };
  const messageId = message.headers['webhook-id'] ?? '';
  if (messageId.length > LONGEST_MESSAGE_ID) return { kind: 'bad_envelope', fault: LONG_ID };

  const receivedAt = deps.clock();
  const reading = readEnvelope(message.body, { source: message.connectionId, receivedAt });
  if (reading.kind !== 'read') return reading;

  const kept = await keep(deps, message, messageId, receivedAt, reading.refused);
  return {
    kind: 'accepted',
    accepted: reading.accepted.length,
    refused: reading.refused.map(({ index, field, message: text, remedy }) => ({
      index,
      field,
      message: text,
      remedy,
    })),
    repeated: !kept,
  };
}

async function keep(
  deps: AcceptWebhookDeps,
  { connectionId, body }: WebhookMessage,
  messageId: string,
  receivedAt: EpochMs,
  refused: readonly RefusedActivity[],
): Promise<boolean> {
  const isNew = await deps.db.transaction().execute(async (tx) => {
    const delivery = { connectionId, dedupeKey: messageId, kind: ACTIVITIES, body, receivedAt };
    const inboxId = await keepDelivery(tx, delivery);
    if (inboxId === null) {
      if (await isAnotherDelivery(tx, delivery)) {
        await recordSyncErrors(tx, [reusedIdError({ connectionId, messageId, body })], receivedAt);
      }
      return false;
    }
    await deps.trail?.begin(tx, { inboxId, connectionId, startedAt: receivedAt });
    const reports = refused.map((activity) => reportOf(activity, { connectionId, messageId }));
    await recordSyncErrors(tx, reports, receivedAt);
    await notify(tx, 'inbox');
    deps.failpoint('webhook.before_commit');
    return true;
  });
  deps.failpoint('webhook.after_commit');
  return isNew;
}

/** A refused activity as a sync error. Its origin names the message and the place in it. */
export const reportOf = (
  activity: RefusedActivity,
  { connectionId, messageId }: { readonly connectionId: string; readonly messageId: string },
): SyncErrorReport => ({
  connectionId,
  direction: 'in',
  code: 'bad_activity',
  field: activity.field,
  message: `Activity ${activity.index}: ${activity.field} ${activity.message}`,
  remedy: activity.remedy,
  record: activity.record,
  origin: activityOrigin({ connectionId, messageId, index: activity.index }),
});

/** The first message of an id is the one that counts; another under the same id is kept here, whole. */
const reusedIdError = ({
  connectionId,
  messageId,
  body,
}: {
  readonly connectionId: string;
  readonly messageId: string;
  readonly body: Buffer;
}): SyncErrorReport => ({
  connectionId,
  direction: 'in',
  code: 'message_id_reused',
  field: 'webhook-id',
  message: 'Another message came under an id that had been taken before, so it was not counted.',
  remedy: 'Have the sender give each message an id of its own; retry this one to have it counted.',
  record: JSON.parse(body.toString('utf8')),
  origin: `inbox:${connectionId}:${messageId}:${createHash('sha256').update(body).digest('hex')}`,
});

export const activityOrigin = (at: {
  readonly connectionId: string;
  readonly messageId: string;
  readonly index: number;
}): string => `inbox:${at.connectionId}:${at.messageId}:${at.index}`;

const LONG_ID: FieldFault = {
  field: 'webhook-id',
  message: `must have at most ${LONGEST_MESSAGE_ID} characters`,
  remedy: 'Give each message a shorter id.',
};
