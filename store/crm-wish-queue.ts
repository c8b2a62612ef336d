import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { REFRESH_PRIORITY } from './crm-wish';
import { ownContactWritten } from './crm-wish-backlog';
import { at, type Database } from './database';

/** A wish taken up for sending. It holds no payload: what is written is read from SQL at that moment. */
export interface ClaimedWish {
  readonly id: number;
  readonly leadId: LeadId;
  readonly ref: string;
  /** A wish renewed meanwhile has a higher version and stays. */
  readonly version: number;
  readonly purpose: string;
  readonly track: string;
  readonly visitNo: number | null;
  readonly dueAt: EpochMs | null;
  /** Counted from 1. */
  readonly attempts: number;
  /** An earlier attempt was cut off: it may have reached the CRM. */
  readonly unsure: boolean;
  /** Why the last attempt failed. */
  readonly errorCode: string | null;
}

/** What became of a claimed wish. */
export type WishOutcome = { readonly id: number; readonly version: number } & (
  | { readonly state: 'sent'; readonly crmId: string; readonly sentAt: EpochMs; readonly engagement?: number }
  | { readonly state: 'failed'; readonly code: string }
  /** Nothing was sent; it waits for the lead or the configuration to change. */
  | { readonly state: 'held'; readonly code: string }
  | { readonly state: 'withdrawn'; readonly code: string }
  /** Try again later. `unsure`: it may have been done. */
  | { readonly state: 'again'; readonly code: string; readonly notBefore: EpochMs; readonly unsure: boolean }
);

/**
 * Takes up wishes of one kind that are due, hand-offs first, and marks them as being sent. Only one delivery runs per
 * connection at a time, so one that is marked already was cut off: it comes back with `unsure`. A task waits until its own
 * contact has been written.
 */
export async function claimWishes(
  db: Database,
  request: {
    readonly connectionId: string;
    readonly kind: 'contact' | 'task';
    readonly limit: number;
    readonly now: EpochMs;
  },
): Promise<readonly ClaimedWish[]> {
  const { rows } = await sql<ClaimedRow>`
    with picked as (
      select id, state as was from crm_wish
      where connection_id = ${request.connectionId} and kind = ${request.kind}
        and state in ('pending', 'sending') and not_before <= ${at(request.now)}
        and (kind = 'contact' or ${ownContactWritten})
      order by priority, id limit ${request.limit} for update skip locked
    )
    update crm_wish set state = 'sending', attempts = attempts + 1 from picked where crm_wish.id = picked.id
    returning crm_wish.id, lead_id, ref, version, priority, purpose, track, visit_no, due_at, attempts, error_code, was
  `.execute(db);
  return rows.toSorted((a, b) => a.priority - b.priority || a.id - b.id).map(toClaimed);
}

/** Writes down what became of wishes, in the transaction that keeps what the CRM answered. */
export async function settleWishes(tx: Database, outcomes: readonly WishOutcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await tx
    .selectFrom('crm_wish')
    .select('id')
    .where(
      'id',
      'in',
      outcomes.map((outcome) => outcome.id),
    )
    .orderBy('connection_id')
    .orderBy('ref')
    .forUpdate()
    .execute();
  await sql`
    update crm_wish set
      state = case when crm_wish.version > done.version and done.state <> 'again' then 'pending' else done.next_state end,
      purpose = case when ${isSentHandOff} then 'refresh' else purpose end,
      priority = case when ${isSentHandOff} then ${REFRESH_PRIORITY} else priority end,
      sent_version = case when done.state = 'sent' then done.version else crm_wish.sent_version end,
      crm_id = coalesce(done.crm_id, crm_wish.crm_id),
      sent_at = coalesce(done.sent_at, crm_wish.sent_at),
      sent_engagement = coalesce(done.engagement, crm_wish.sent_engagement),
      attempts = case when done.state = 'again' then crm_wish.attempts else 0 end,
      error_code = done.code,
      not_before = case when crm_wish.version > done.version then crm_wish.not_before
                        else coalesce(done.not_before, crm_wish.not_before) end
    from jsonb_to_recordset(${JSON.stringify(outcomes.map(toSettled))}::jsonb) as done (
      id bigint, version bigint, state text, next_state text, code text, crm_id text, sent_at timestamptz,
      engagement integer, not_before timestamptz
    )
    where crm_wish.id = done.id
  `.execute(tx);
}

/**
 * The hand-off has been sent now, and only refreshes have come meanwhile: the rest leaves the owner alone. The last line: a
 * server of the release before writes no number, and the one that stands there is of an earlier hand-off.
 */
const isSentHandOff = sql<boolean>`(
  purpose = 'hand_off' and done.state = 'sent' and crm_wish.version > done.version
  and done.version > hand_off_after and hand_off_after >= crm_wish.sent_version
)`;

interface ClaimedRow {
  readonly id: number;
  readonly lead_id: string;
  readonly ref: string;
  readonly version: number;
  readonly priority: number;
  readonly purpose: string;
  readonly track: string;
  readonly visit_no: number | null;
  readonly due_at: EpochMs | null;
  readonly attempts: number;
  readonly error_code: string | null;
  readonly was: 'pending' | 'sending';
}

const toClaimed = (row: ClaimedRow): ClaimedWish => ({
  id: row.id,
  leadId: row.lead_id,
  ref: row.ref,
  version: row.version,
  purpose: row.purpose,
  track: row.track,
  visitNo: row.visit_no,
  dueAt: row.due_at,
  attempts: row.attempts,
  unsure: row.was === 'sending',
  errorCode: row.error_code,
});

/** One outcome as the columns it changes. */
function toSettled(outcome: WishOutcome): Record<string, unknown> {
  const { id, version, state } = outcome;
  switch (state) {
    case 'sent':
      return {
        id,
        version,
        state,
        next_state: 'sent',
        crm_id: outcome.crmId,
        sent_at: at(outcome.sentAt),
        engagement: outcome.engagement ?? null,
      };
    case 'again':
      return {
        id,
        version,
        state,
        next_state: outcome.unsure ? 'sending' : 'pending',
        code: outcome.code,
        not_before: at(outcome.notBefore),
      };
    default:
      return { id, version, state, next_state: state, code: outcome.code };
  }
}
