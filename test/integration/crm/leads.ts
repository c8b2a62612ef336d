import { sql } from 'kysely';
import type { Alias, AttributeValue, LeadId } from '../../../domain/lead';
import type { Stage } from '../../../domain/stage';
import { DAY_MS, type EpochMs } from '../../../domain/time';
import { storeActivities } from '../../../store/activity';
import { wishContacts, wishTask } from '../../../store/crm-wish';
import { at, type Database } from '../../../store/database';
import { resolveLeads } from '../../../store/lead-identity';
import { storeProfiles } from '../../../store/lead-profile';
import { START } from './world';

export interface LeadSketch {
  readonly email?: string;
  readonly ids?: Readonly<Record<string, string>>;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly stage?: Stage;
  readonly ownerId?: string;
  /** Types of activities, each a day before the one named before it. */
  readonly did?: readonly string[];
}

/** Leads as ingest and lifecycle would have left them. Ids in the order of the sketches. */
export async function seedLeads(db: Database, sketches: readonly LeadSketch[]): Promise<readonly LeadId[]> {
  return await db.transaction().execute(async (tx) => {
    const leads = await resolveLeads(tx, {
      references: sketches.map(aliasesOf),
      source: 'test',
      now: START - DAY_MS,
    });
    const ids = leads.map((lead) => lead.leadId);
    await storeProfiles(
      tx,
      { attributes: sketches.flatMap((sketch, index) => attributesOf(ids[index] ?? '', sketch)) },
      { quiet: false },
    );
    await storeActivities(
      tx,
      sketches.flatMap((sketch, index) => activitiesOf(ids[index] ?? '', sketch)),
      { quiet: false },
    );
    await sql`
      update lead_track set stage = place.stage, owner_id = place.owner_id, visit_no = 2, stage_since = ${at(START)}
      from unnest(${[...ids]}::uuid[], ${sketches.map((sketch) => sketch.stage ?? 'mql')}::text[],
        ${sketches.map((sketch) => sketch.ownerId ?? null)}::text[]) as place (lead_id, stage, owner_id)
      where lead_track.lead_id = place.lead_id
    `.execute(tx);
    return ids;
  });
}

/** One lead more, for tests about one. */
export async function seedLead(db: Database, sketch: LeadSketch): Promise<LeadId> {
  const [leadId] = await seedLeads(db, [sketch]);
  if (leadId === undefined) throw new Error('a sketch gives a lead');
  return leadId;
}

/** What the hand-off of the lifecycle does: the contact with its owner, and a task. */
export async function handOff(db: Database, leadIds: readonly LeadId[], now: EpochMs = START): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await wishContacts(tx, { leadIds, purpose: 'hand_off', now });
    for (const leadId of leadIds) {
      await wishTask(tx, {
        leadId,
        track: 'main',
        visitNo: 2,
        purpose: 'first_touch',
        dueAt: now + 4 * 3_600_000,
        now,
      });
    }
  });
}

export async function refresh(db: Database, leadIds: readonly LeadId[], now: EpochMs = START): Promise<void> {
  await db.transaction().execute((tx) => wishContacts(tx, { leadIds, purpose: 'refresh', now }));
}

function aliasesOf(sketch: LeadSketch): readonly Alias[] {
  return [
    ...(sketch.email === undefined ? [] : [{ kind: 'email' as const, value: sketch.email }]),
    ...Object.entries(sketch.ids ?? {}).map(([source, value]) => ({ kind: 'external' as const, source, value })),
  ];
}

const attributesOf = (leadId: LeadId, sketch: LeadSketch) =>
  Object.entries(sketch.attributes ?? {}).map(([name, value]) => ({
    leadId,
    name,
    value,
    occurredAt: START - DAY_MS,
    knownAt: START - DAY_MS,
    source: 'test',
    sourceId: `${leadId}:${name}`,
  }));

const activitiesOf = (leadId: LeadId, sketch: LeadSketch) =>
  (sketch.did ?? []).map((type, index) => ({
    leadId,
    aliasId: null,
    source: 'test',
    sourceId: `${leadId}:${index}`,
    type,
    occurredAt: START - (index + 1) * DAY_MS,
    knownAt: START - (index + 1) * DAY_MS,
  }));
