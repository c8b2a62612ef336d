import type { AttributeValue, LeadId } from '../../../domain/lead';
import type { Stage } from '../../../domain/stage';
import type { EpochMs } from '../../../domain/time';
import { storeActivities } from '../../../store/activity';
import { at, type Database } from '../../../store/database';
import { resolveLeads } from '../../../store/lead-identity';
import { storeProfiles } from '../../../store/lead-profile';
import { startClock } from '../../../store/sla-clock';
import { NOW, DAY } from './instance';

export interface LeadWish {
  readonly email?: string;
  readonly id?: string;
  readonly source?: string;
  readonly createdAt?: EpochMs;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** Type and instant of each. */
  readonly activities?: readonly {
    readonly type: string;
    readonly at: EpochMs;
    readonly asset?: string;
    readonly knownAt?: EpochMs;
  }[];
}

let made = 0;

/** A lead with whatever the test says of it, on the way a source's data takes. Not scored yet. */
export async function aLead(db: Database, wish: LeadWish = {}): Promise<LeadId> {
  made += 1;
  const { source = 'web', createdAt = NOW - 30 * DAY } = wish;
  const id = wish.id ?? `person-${made}`;
  const aliases = [
    { kind: 'external' as const, source, value: id },
    ...(wish.email === undefined ? [] : [{ kind: 'email' as const, value: wish.email }]),
  ];
  return await db.transaction().execute(async (tx) => {
    const [lead] = await resolveLeads(tx, { references: [aliases], source, now: createdAt });
    const { leadId, aliasId } = lead!;
    const attributes = Object.entries(wish.attributes ?? {}).map(([name, value]) => ({
      leadId,
      name,
      value,
      occurredAt: createdAt,
      knownAt: createdAt,
      source,
      sourceId: `${id}-profile`,
    }));
    await storeProfiles(tx, { attributes }, { quiet: false });
    const activities = (wish.activities ?? []).map((activity, index) => ({
      leadId,
      aliasId,
      source,
      sourceId: `${id}-${index}`,
      type: activity.type,
      occurredAt: activity.at,
      knownAt: activity.knownAt ?? activity.at,
      ...(activity.asset === undefined ? {} : { asset: activity.asset }),
    }));
    await storeActivities(tx, activities, { quiet: false });
    return leadId;
  });
}

/** Puts a lead into a stage as the ledger would show it, with its owner. */
export async function enter(
  db: Database,
  leadId: LeadId,
  move: { readonly to: Stage; readonly at: EpochMs; readonly ownerId?: string; readonly quiet?: boolean },
): Promise<number> {
  const { stage, visit_no } = await db
    .selectFrom('lead_track')
    .select(['stage', 'visit_no'])
    .where('lead_id', '=', leadId)
    .executeTakeFirstOrThrow();
  const visitNo = visit_no + 1;
  await db
    .updateTable('lead_track')
    .set({
      stage: move.to,
      visit_no: visitNo,
      stage_since: at(move.at),
      owner_id: move.ownerId ?? null,
      has_workflow: true,
    })
    .where('lead_id', '=', leadId)
    .execute();
  await db
    .insertInto('stage_move')
    .values({
      lead_id: leadId,
      track: 'main',
      visit_no: visitNo,
      episode: 1,
      from_stage: stage,
      to_stage: move.to,
      cause: 'grid.priority',
      decided_by: 'leadline',
      actor: null,
      note_id: null,
      evaluation_no: null,
      quiet: move.quiet ?? false,
      occurred_at: at(move.at),
      known_at: at(move.at),
    })
    .execute();
  if (move.ownerId !== undefined) {
    await db
      .insertInto('assignment')
      .values({
        lead_id: leadId,
        track: 'main',
        visit_no: visitNo,
        attempt: 1,
        rep_id: move.ownerId,
        territory: 'north',
        cause: 'territory',
        assigned_at: at(move.at),
      })
      .execute();
  }
  return visitNo;
}

/** Starts the clock of a visit and, where told, ends it. */
export async function promise(
  db: Database,
  clock: {
    readonly leadId: LeadId;
    readonly visitNo: number;
    readonly startedAt: EpochMs;
    readonly dueAt: EpochMs;
    readonly state?: 'met' | 'breached';
    readonly firstTouchAt?: EpochMs;
  },
): Promise<void> {
  const key = { leadId: clock.leadId, track: 'main', visitNo: clock.visitNo };
  await startClock(db, key, {
    policy: 'P2',
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    verdictDueAt: null,
    steps: [
      { step: 'remind', at: clock.dueAt - 3_600_000 },
      { step: 'manager', at: clock.dueAt },
    ],
  });
  if (clock.state === undefined) return;
  await db
    .updateTable('sla_clock')
    .set({ state: clock.state, first_touch_at: clock.firstTouchAt === undefined ? null : at(clock.firstTouchAt) })
    .where('lead_id', '=', clock.leadId)
    .where('visit_no', '=', clock.visitNo)
    .execute();
}
