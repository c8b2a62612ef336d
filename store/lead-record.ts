import { sql } from 'kysely';
import type { CombinedScore, Grade, Level } from '../domain/evaluation';
import type { AttributeValue, LeadId } from '../domain/lead';
import type { Points } from '../domain/points';
import type { DecisionInputs, Stage } from '../domain/stage';
import type { EpochMs } from '../domain/time';
import type { Database } from './database';
import { newestConsentFirst, newestFirst } from './statement-order';

/** Where a lead stands and what is known of it, without its activities. */
export interface LeadRecord {
  readonly leadId: LeadId;
  readonly source: string;
  readonly createdAt: EpochMs;
  readonly mergedInto: LeadId | null;
  readonly aliases: readonly { readonly kind: 'email' | 'external'; readonly source: string; readonly value: string }[];
  readonly attributes: readonly {
    readonly name: string;
    readonly value: AttributeValue;
    readonly source: string;
    readonly occurredAt: EpochMs;
  }[];
  readonly consents: readonly {
    readonly channel: string;
    readonly status: 'granted' | 'withdrawn';
    readonly lawfulBasis: string | null;
    readonly occurredAt: EpochMs;
  }[];
  readonly outcomes: readonly { readonly kind: string; readonly value: AttributeValue; readonly occurredAt: EpochMs }[];
  readonly score: ScoreRecord | null;
  readonly track: TrackRecord;
  readonly clock: ClockRecord | null;
  readonly crm: readonly CrmLinkRecord[];
  readonly openSyncErrors: number;
}

export interface ScoreRecord {
  readonly fit: Points;
  readonly grade: Grade;
  readonly engagement: Points;
  readonly interest: Points;
  readonly intent: Points;
  readonly level: Level;
  readonly combined: CombinedScore;
  readonly decision: DecisionInputs;
  readonly workspaceId: string;
  readonly lastActivityAt: EpochMs | null;
  readonly nextChangeAt: EpochMs | null;
  readonly evaluatedAt: EpochMs;
}

export interface TrackRecord {
  readonly track: string;
  readonly episode: number;
  readonly stage: Stage;
  readonly visitNo: number;
  readonly stageSince: EpochMs;
  readonly ownerId: string | null;
  readonly recycleReason: string | null;
  readonly nextDeadlineAt: EpochMs | null;
  readonly hasWorkflow: boolean;
  readonly closedAt: EpochMs | null;
}

/** The clock of the present visit, with the steps that were taken and those to come. */
export interface ClockRecord {
  readonly policy: string;
  readonly state: 'running' | 'met' | 'breached' | 'stopped';
  readonly startedAt: EpochMs;
  readonly dueAt: EpochMs;
  readonly firstTouchAt: EpochMs | null;
  readonly closedAt: EpochMs | null;
  readonly steps: readonly { readonly step: string; readonly at: EpochMs; readonly firedAt: EpochMs | null }[];
}

export interface CrmLinkRecord {
  readonly connectionId: string;
  readonly objectType: string;
  readonly crmId: string;
  readonly linkedBy: string;
  readonly linkedAt: EpochMs;
  /** Of the connection, for the address of the record's page. */
  readonly vendor: string;
  readonly settings: { readonly baseUrl?: string; readonly portal?: { readonly id: string } };
  /** What the CRM said when it was last read; null before the first reading. */
  readonly reading: {
    readonly ownerCrmId: string | null;
    readonly leadStatus: string | null;
    readonly disposition: string | null;
    readonly lifecycleStage: string | null;
    readonly lastContactedAt: EpochMs | null;
    readonly readAt: EpochMs;
  } | null;
}

/** A lead's record on its main track; null if there is no such lead or it was erased. */
export async function readLeadRecord(db: Database, leadId: LeadId): Promise<LeadRecord | null> {
  const lead = await db
    .selectFrom('lead')
    .select(['id', 'source', 'created_at', 'merged_into'])
    .where('id', '=', leadId)
    .where('erased_at', 'is', null)
    .executeTakeFirst();
  if (lead === undefined) return null;
  const track = await readTrack(db, leadId);
  const [aliases, attributes, consents, outcomes, score, clock, crm, openSyncErrors] = await Promise.all([
    readAliases(db, leadId),
    readAttributes(db, leadId),
    readConsents(db, leadId),
    readOutcomes(db, leadId),
    readScore(db, leadId),
    readVisitClock(db, leadId, track),
    readCrmLinks(db, leadId),
    countOpenErrors(db, leadId),
  ]);
  return {
    leadId,
    source: lead.source,
    createdAt: lead.created_at,
    mergedInto: lead.merged_into,
    ...{ aliases, attributes, consents, outcomes, score, track, clock, crm, openSyncErrors },
  };
}

async function readTrack(db: Database, leadId: LeadId): Promise<TrackRecord> {
  const row = await db
    .selectFrom('lead_track')
    .selectAll()
    .where('lead_id', '=', leadId)
    .where('track', '=', 'main')
    .executeTakeFirstOrThrow();
  return {
    track: row.track,
    episode: row.episode,
    stage: row.stage,
    visitNo: row.visit_no,
    stageSince: row.stage_since,
    ownerId: row.owner_id,
    recycleReason: row.recycle_reason,
    nextDeadlineAt: row.next_deadline_at,
    hasWorkflow: row.has_workflow,
    closedAt: row.closed_at,
  };
}

const readAliases = async (db: Database, leadId: LeadId): Promise<LeadRecord['aliases']> =>
  await db
    .selectFrom('lead_alias')
    .select(['kind', 'source', 'value'])
    .where('lead_id', '=', leadId)
    .where('valid_to', 'is', null)
    .orderBy('id')
    .execute();

async function readAttributes(db: Database, leadId: LeadId): Promise<LeadRecord['attributes']> {
  const rows = await db
    .selectFrom('lead_attribute')
    .distinctOn('name')
    .select(['name', 'value', 'source', 'occurred_at'])
    .where('lead_id', '=', leadId)
    .orderBy('name')
    .orderBy(newestFirst)
    .execute();
  return rows.map(({ occurred_at, ...row }) => ({ ...row, occurredAt: occurred_at }));
}

async function readConsents(db: Database, leadId: LeadId): Promise<LeadRecord['consents']> {
  const rows = await db
    .selectFrom('lead_consent')
    .distinctOn('channel')
    .select(['channel', 'status', 'lawful_basis', 'occurred_at'])
    .where('lead_id', '=', leadId)
    .orderBy('channel')
    .orderBy(newestConsentFirst)
    .execute();
  return rows.map((row) => ({
    channel: row.channel,
    status: row.status,
    lawfulBasis: row.lawful_basis,
    occurredAt: row.occurred_at,
  }));
}

async function readOutcomes(db: Database, leadId: LeadId): Promise<LeadRecord['outcomes']> {
  const rows = await db
    .selectFrom('outcome')
    .select(['kind', 'value', 'occurred_at'])
    .where('lead_id', '=', leadId)
    .orderBy('occurred_at', 'desc')
    .orderBy('kind')
    .execute();
  return rows.map((row) => ({ kind: row.kind, value: row.value, occurredAt: row.occurred_at }));
}

async function readScore(db: Database, leadId: LeadId): Promise<ScoreRecord | null> {
  const row = await db
    .selectFrom('lead_score')
    .select(['fit', 'grade', 'engagement', 'interest', 'intent', 'level', 'combined', 'decision', 'workspace_id'])
    .select(['last_activity_at', 'next_change_at', 'evaluated_at'])
    .where('lead_id', '=', leadId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { workspace_id, last_activity_at, next_change_at, evaluated_at, ...score } = row;
  return {
    ...score,
    workspaceId: workspace_id,
    lastActivityAt: last_activity_at,
    nextChangeAt: next_change_at,
    evaluatedAt: evaluated_at,
  };
}

async function readVisitClock(db: Database, leadId: LeadId, track: TrackRecord): Promise<ClockRecord | null> {
  const clock = await db
    .selectFrom('sla_clock')
    .selectAll()
    .where('lead_id', '=', leadId)
    .where('track', '=', track.track)
    .where('visit_no', '=', track.visitNo)
    .executeTakeFirst();
  if (clock === undefined) return null;
  const taken = await db
    .selectFrom('escalation')
    .select(['step', 'fired_at'])
    .where('lead_id', '=', leadId)
    .where('track', '=', track.track)
    .where('visit_no', '=', track.visitNo)
    .execute();
  return {
    policy: clock.policy,
    state: clock.state,
    startedAt: clock.started_at,
    dueAt: clock.due_at,
    firstTouchAt: clock.first_touch_at,
    closedAt: clock.closed_at,
    steps: clock.steps.map(({ step, at }) => ({
      step,
      at,
      firedAt: taken.find((other) => other.step === step)?.fired_at ?? null,
    })),
  };
}

async function readCrmLinks(db: Database, leadId: LeadId): Promise<readonly CrmLinkRecord[]> {
  const rows = await db
    .selectFrom('crm_record')
    .innerJoin('connection', 'connection.id', 'crm_record.connection_id')
    .leftJoin('crm_state', (join) =>
      join
        .onRef('crm_state.connection_id', '=', 'crm_record.connection_id')
        .onRef('crm_state.lead_id', '=', 'crm_record.lead_id'),
    )
    .select(['crm_record.connection_id', 'object_type', 'crm_id', 'linked_by', 'linked_at', 'vendor', 'settings'])
    .select(['owner_crm_id', 'lead_status', 'disposition', 'lifecycle_stage', 'last_contacted_at', 'read_at'])
    .where('crm_record.lead_id', '=', leadId)
    .orderBy('crm_record.connection_id')
    .orderBy('object_type')
    .execute();
  return rows.map((row) => ({
    connectionId: row.connection_id,
    objectType: row.object_type,
    crmId: row.crm_id,
    linkedBy: row.linked_by,
    linkedAt: row.linked_at,
    vendor: row.vendor,
    settings: row.settings,
    reading:
      row.read_at === null
        ? null
        : {
            ownerCrmId: row.owner_crm_id,
            leadStatus: row.lead_status,
            disposition: row.disposition,
            lifecycleStage: row.lifecycle_stage,
            lastContactedAt: row.last_contacted_at,
            readAt: row.read_at,
          },
  }));
}

async function countOpenErrors(db: Database, leadId: LeadId): Promise<number> {
  const row = await db
    .selectFrom('sync_error')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('lead_id', '=', leadId)
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return row.count;
}
