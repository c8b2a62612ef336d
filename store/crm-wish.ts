import { sql } from 'kysely';
import { CRM_VENDORS } from '../domain/connection';
import type { LeadId } from '../domain/lead';
import { POINT } from '../domain/points';
import type { EpochMs } from '../domain/time';
import { at, type Database } from './database';
import { notify } from './notify';

/** Why a contact is written: something about the lead changed, or a rep is given it now. */
export type ContactPurpose = 'refresh' | 'hand_off';

/** Of hand-offs and their tasks; lower goes first. */
export const HAND_OFF_PRIORITY = 1;
/** Of contacts that are written because something about the lead changed. */
export const REFRESH_PRIORITY = 5;
/** A refresh waits a little: what changes together is written together, and a hand-off that follows takes it along. */
const REFRESH_AFTER_MS = 15_000;
/** Drift of the score alone is written when it has reached five points, and at most daily. */
const DRIFT = 5 * POINT;

/**
 * Wishes the leads' contacts to be written, in every CRM that the workspace lists. At most one wish per record: the newest.
 * Call it in the transaction of the change. A hand-off is demoted to a refresh only once it was sent. A wish that failed is taken
 * up again at once by a hand-off, after a day by a refresh; but a record that was deleted in the CRM is made anew by a
 * hand-off only.
 */
export async function wishContacts(
  tx: Database,
  wish: {
    readonly leadIds: readonly LeadId[];
    readonly purpose: ContactPurpose;
    /** It answers what somebody has done: they look for it now. */
    readonly isAnswer?: boolean;
    readonly now: EpochMs;
  },
): Promise<void> {
  if (wish.leadIds.length === 0) return;
  const handOff = wish.purpose === 'hand_off';
  const notBefore = at(handOff || wish.isAnswer === true ? wish.now : wish.now + REFRESH_AFTER_MS);
  await sql`
    insert into crm_wish (connection_id, lead_id, kind, ref, purpose, priority, not_before, hand_off_after)
    select connection.id, lead_id, 'contact', 'contact/' || lead_id, ${wish.purpose},
           ${handOff ? HAND_OFF_PRIORITY : REFRESH_PRIORITY}, ${notBefore}, ${handOff ? 0 : null}::bigint
    from connection cross join (select distinct unnest(${[...wish.leadIds]}::uuid[]) as lead_id) as wished
    where connection.vendor = any(${[...CRM_VENDORS]}::text[]) and connection.listed
    order by connection.id, lead_id
    on conflict (connection_id, ref) do update set
      version = nextval('wish_version'),
      purpose = case when crm_wish.state = 'sent' or excluded.purpose = 'hand_off'
                     then excluded.purpose else crm_wish.purpose end,
      priority = case when crm_wish.state = 'sent' or excluded.purpose = 'hand_off'
                      then excluded.priority else crm_wish.priority end,
      hand_off_after = case when excluded.purpose = 'hand_off' then crm_wish.version else crm_wish.hand_off_after end,
      attempts = case when crm_wish.state = 'sending' then crm_wish.attempts else 0 end,
      not_before = case
        when crm_wish.state in ('pending', 'sending') then least(crm_wish.not_before, excluded.not_before)
        when crm_wish.state = 'failed' and excluded.purpose = 'refresh' then excluded.not_before + interval '1 day'
        else excluded.not_before end,
      state = case
        when crm_wish.state = 'sending' then 'sending'
        when crm_wish.state = 'failed' and crm_wish.error_code = 'gone' and excluded.purpose = 'refresh' then 'failed'
        else 'pending' end
  `.execute(tx);
  await notify(tx, 'crm');
}

/**
 * After a scoring that changed no decision: wishes a refresh of those whose engagement has moved five points or more since
 * it was last sent, at most daily. Leads that were never sent are left alone.
 */
export async function wishDriftedContacts(
  tx: Database,
  scored: { readonly leadIds: readonly LeadId[]; readonly now: EpochMs },
): Promise<void> {
  if (scored.leadIds.length === 0) return;
  await sql`
    with drifted as (
      select crm_wish.id from crm_wish join lead_score using (lead_id) join connection on connection.id = connection_id
      where crm_wish.lead_id = any(${[...scored.leadIds]}::uuid[]) and crm_wish.kind = 'contact' and crm_wish.state = 'sent'
        and connection.listed
        and abs(lead_score.engagement - coalesce(crm_wish.sent_engagement, 0)) >= ${DRIFT}
      order by crm_wish.connection_id, crm_wish.lead_id for update of crm_wish
    )
    update crm_wish set version = nextval('wish_version'), state = 'pending', attempts = 0, purpose = 'refresh',
      priority = ${REFRESH_PRIORITY},
      not_before = greatest(${at(scored.now + REFRESH_AFTER_MS)}, crm_wish.sent_at + interval '1 day')
    from drifted where crm_wish.id = drifted.id
  `.execute(tx);
}

interface TaskKey {
  readonly leadId: LeadId;
  readonly track: string;
  readonly visitNo: number;
  readonly purpose: string;
}

/**
 * Wishes a follow-up task for a visit, once per purpose: a repeat changes nothing. It is created after the lead's contact
 * has been written, and withdrawn if the visit has ended by then.
 */
export async function wishTask(
  tx: Database,
  wish: TaskKey & { readonly dueAt: EpochMs; readonly now: EpochMs },
): Promise<void> {
  await sql`
    insert into crm_wish (connection_id, lead_id, kind, ref, purpose, priority, track, visit_no, due_at, not_before)
    select id, ${wish.leadId}, 'task', ${taskRef(wish)}, ${wish.purpose}, ${HAND_OFF_PRIORITY}, ${wish.track}, ${wish.visitNo},
           ${at(wish.dueAt)}, ${at(wish.now)}
    from connection where vendor = any(${[...CRM_VENDORS]}::text[]) and listed order by id
    on conflict (connection_id, ref) do nothing
  `.execute(tx);
  await notify(tx, 'crm');
}

/** Puts off until when a task is due that has not been created yet. */
export async function postponeTask(tx: Database, task: TaskKey & { readonly dueAt: EpochMs }): Promise<void> {
  await tx
    .updateTable('crm_wish')
    .set({ due_at: at(task.dueAt) })
    .where('lead_id', '=', task.leadId)
    .where('ref', '=', taskRef(task))
    .where('state', '<>', 'sent')
    .execute();
}

const taskRef = ({ leadId, track, visitNo, purpose }: TaskKey): string =>
  `task/${leadId}/${track}/${visitNo}/${purpose}`;

/** Puts failed wishes before the delivery again. Resolves to how many there were. */
export async function retryWishes(
  tx: Database,
  request: { readonly ids: readonly number[]; readonly now: EpochMs },
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    update crm_wish set state = 'pending', version = nextval('wish_version'), attempts = 0, not_before = ${at(request.now)}
    where id = any(${[...request.ids]}::bigint[]) and state = 'failed' returning id
  `.execute(tx);
  return rows.length;
}
