import { sql } from 'kysely';
import type { LeadId } from '../domain/lead';
import type { EpochMs } from '../domain/time';
import { at, instant, type Database } from './database';
import type { TrackKey } from './lead-track';

export interface ClockStep {
  readonly step: string;
  readonly at: EpochMs;
}

/** A promise about a lead: first touch by `dueAt`, and what happens if it is not kept. */
export interface SlaClock {
  readonly visitNo: number;
  readonly policy: string;
  readonly state: 'running' | 'met' | 'breached' | 'stopped';
  readonly startedAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly steps: readonly ClockStep[];
  readonly firstTouchAt: EpochMs | null;
  /** Null while anything can still happen, also after a breach. */
  readonly closedAt: EpochMs | null;
}

type VisitKey = TrackKey & { readonly visitNo: number };

/** Starts a visit's clock; one that is there already stays as it is. */
export async function startClock(
  tx: Database,
  key: VisitKey,
  plan: {
    readonly policy: string;
    readonly startedAt: EpochMs;
    readonly dueAt: EpochMs;
    readonly verdictDueAt: EpochMs | null;
    readonly steps: readonly ClockStep[];
  },
): Promise<void> {
  await tx
    .insertInto('sla_clock')
    .values({
      lead_id: key.leadId,
      track: key.track,
      visit_no: key.visitNo,
      policy: plan.policy,
      state: 'running',
      started_at: at(plan.startedAt),
      due_at: at(plan.dueAt),
      verdict_due_at: plan.verdictDueAt === null ? null : at(plan.verdictDueAt),
      steps: JSON.stringify(plan.steps),
    })
    .onConflict((conflict) => conflict.columns(['lead_id', 'track', 'visit_no']).doNothing())
    .execute();
}

/** A visit's clock; null when none was started. */
export async function readClock(db: Database, key: VisitKey): Promise<SlaClock | null> {
  const row = await db
    .selectFrom('sla_clock')
    .selectAll()
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    visitNo: row.visit_no,
    policy: row.policy,
    state: row.state,
    startedAt: row.started_at,
    dueAt: row.due_at,
    steps: row.steps,
    firstTouchAt: row.first_touch_at,
    closedAt: row.closed_at,
  };
}

/** A running clock of which a step has come though its rep was never told of the lead. */
export interface LateClock extends VisitKey {
  readonly ownerId: string;
  readonly policy: string;
}

/**
 * Of leads, the clocks that nobody has touched or drawn a step from, with a step that has come. Their tracks are locked until
 * the transaction ends, so that their workflows take no step meanwhile.
 */
export async function lockLateClocks(
  tx: Database,
  query: { readonly leadIds: readonly LeadId[]; readonly now: EpochMs },
): Promise<readonly LateClock[]> {
  const { rows } = await sql<LateClock>`
    select track.lead_id as "leadId", track.track, track.visit_no as "visitNo", track.owner_id as "ownerId", clock.policy
    from lead_track as track join sla_clock as clock using (lead_id, track, visit_no)
    where track.lead_id = any(${[...query.leadIds]}::uuid[]) and track.owner_id is not null
      and clock.state = 'running' and clock.closed_at is null and clock.first_touch_at is null
      and exists (select from jsonb_array_elements(clock.steps) as step where (step ->> 'at')::bigint <= ${query.now})
      and not exists (
        select from escalation as taken where (taken.lead_id, taken.track, taken.visit_no) = (track.lead_id, track.track, track.visit_no)
      )
    order by track.lead_id for update of track
  `.execute(tx);
  return rows;
}

/** Begins a clock's ladder anew. When it was started stays: a touch since then keeps the promise. */
export async function restartClock(
  tx: Database,
  key: VisitKey,
  plan: { readonly dueAt: EpochMs; readonly verdictDueAt: EpochMs; readonly steps: readonly ClockStep[] },
): Promise<void> {
  await tx
    .updateTable('sla_clock')
    .set({
      due_at: at(plan.dueAt),
      verdict_due_at: at(plan.verdictDueAt),
      steps: JSON.stringify(plan.steps),
    })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .execute();
}

/** Writes the steps of a ladder anew, e.g. when another rep takes the lead over or when a touch ends the first part. */
export async function setClockSteps(tx: Database, key: VisitKey, steps: readonly ClockStep[]): Promise<void> {
  await tx
    .updateTable('sla_clock')
    .set({ steps: JSON.stringify(steps) })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .execute();
}

/** Notes a touch by when it happened: one in time meets the promise, also when a breach had been declared meanwhile. */
export async function recordTouch(tx: Database, key: VisitKey, touchedAt: EpochMs): Promise<void> {
  await tx
    .updateTable('sla_clock')
    .set((eb) => ({
      state: eb
        .case()
        .when('due_at', '>=', instant(touchedAt))
        .then('met' as const)
        .else('breached' as const)
        .end(),
      first_touch_at: at(touchedAt),
    }))
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .where((eb) => eb.or([eb('first_touch_at', 'is', null), eb('first_touch_at', '>', instant(touchedAt))]))
    .execute();
}

/** The deadline has passed, the CRM was read past it and shows no touch. */
export async function declareBreach(tx: Database, key: VisitKey): Promise<void> {
  await tx
    .updateTable('sla_clock')
    .set({ state: 'breached' })
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .where('state', '=', 'running')
    .execute();
}

/** Ends what is left of a visit's clock. One that was neither met nor breached counts as stopped. */
export async function closeClock(
  tx: Database,
  key: VisitKey,
  close: { readonly cause: string; readonly asOf: EpochMs },
): Promise<void> {
  await tx
    .updateTable('sla_clock')
    .set((eb) => ({
      state: eb
        .case()
        .when('state', '=', 'running')
        .then('stopped' as const)
        .else(eb.ref('state'))
        .end(),
      closed_at: at(close.asOf),
      close_cause: close.cause,
    }))
    .where('lead_id', '=', key.leadId)
    .where('track', '=', key.track)
    .where('visit_no', '=', key.visitNo)
    .where('closed_at', 'is', null)
    .execute();
}

/** Writes a step to the ledger. False when it was there already: its consequences have been drawn. */
export async function recordStep(
  tx: Database,
  key: VisitKey,
  step: {
    readonly step: string;
    readonly dueAt: EpochMs;
    readonly firedAt: EpochMs;
    readonly recipient: string | null;
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('escalation')
    .values({
      lead_id: key.leadId,
      track: key.track,
      visit_no: key.visitNo,
      step: step.step,
      due_at: at(step.dueAt),
      fired_at: at(step.firedAt),
      recipient: step.recipient,
    })
    .onConflict((conflict) => conflict.columns(['lead_id', 'track', 'visit_no', 'step']).doNothing())
    .returning('step')
    .executeTakeFirst();
  return row !== undefined;
}
