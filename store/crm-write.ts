import { sql } from 'kysely';
import { at, type Database } from './database';
import type { ClaimedWish, WishOutcome } from './crm-wish-queue';

/** A wish as it was claimed, and what was sent of it. */
export interface CrmWrite {
  readonly wish: ClaimedWish;
  readonly outcome: Extract<WishOutcome, { state: 'sent' }>;
}

/** Adds to the ledger of what was written to a CRM, in the transaction that settles the wishes. A repeat changes nothing. */
export async function recordCrmWrites(tx: Database, writes: readonly CrmWrite[]): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ wish, outcome }) => ({
    id: wish.id,
    version: wish.version,
    purpose: wish.purpose,
    visit_no: wish.visitNo,
    crm_id: outcome.crmId,
    engagement: outcome.engagement ?? null,
    written_at: at(outcome.sentAt),
  }));
  await sql`
    insert into crm_write
      (connection_id, ref, version, lead_id, kind, purpose, track, visit_no, crm_id, engagement, written_at)
    select connection_id, ref, done.version, lead_id, kind, done.purpose, track, done.visit_no, done.crm_id,
           done.engagement, done.written_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as done (
      id bigint, version bigint, purpose text, visit_no integer, crm_id text, engagement integer, written_at timestamptz
    )
    join crm_wish on crm_wish.id = done.id
    on conflict do nothing
  `.execute(tx);
}
