import { z } from 'zod';
import type { LeadId } from '../domain/lead';
import { leadWorkflowId } from '../domain/workflow-id';
import type { Database } from '../store/database';
import { readLeadNames } from '../store/lead-name';
import { readLeadRecord } from '../store/lead-record';
import { crmPageUrl } from './crm-page';
import {
  attributeValueSchema,
  clockStateSchema,
  combinedSchema,
  gradeSchema,
  instantSchema,
  leadIdSchema,
  leadNameSchema,
  levelSchema,
  optionalInstantSchema,
  pointsSchema,
  stageSchema,
  zoneSchema,
} from './shapes';

const scoreSchema = z.object({
  fit: pointsSchema,
  grade: gradeSchema,
  engagement: pointsSchema,
  interest: pointsSchema,
  intent: pointsSchema,
  level: levelSchema,
  combined: combinedSchema,
  zone: zoneSchema,
  contactable: z.boolean(),
  disqualifiedBy: z.string().nullable(),
  workspaceId: z.string(),
  lastActivityAt: optionalInstantSchema,
  nextChangeAt: optionalInstantSchema,
  evaluatedAt: instantSchema,
});

const clockSchema = z.object({
  policy: z.string(),
  state: clockStateSchema,
  startedAt: instantSchema,
  dueAt: instantSchema,
  firstTouchAt: optionalInstantSchema,
  closedAt: optionalInstantSchema,
  steps: z.array(z.object({ step: z.string(), at: instantSchema, firedAt: optionalInstantSchema })).readonly(),
});

const crmLinkSchema = z.object({
  connectionId: z.string(),
  objectType: z.string(),
  crmId: z.string(),
  url: z.string().nullable().meta({ description: "The record's page in the CRM." }),
  linkedBy: z.string(),
  linkedAt: instantSchema,
  reading: z
    .object({
      ownerCrmId: z.string().nullable(),
      leadStatus: z.string().nullable(),
      disposition: z.string().nullable(),
      lifecycleStage: z.string().nullable(),
      lastContactedAt: optionalInstantSchema,
      readAt: instantSchema,
    })
    .nullable()
    .meta({ description: 'What the CRM said when it was last read.' }),
});

export const leadRecordSchema = leadNameSchema
  .extend({
    leadId: leadIdSchema,
    source: z.string(),
    createdAt: instantSchema,
    mergedInto: leadIdSchema.nullable(),
    aliases: z
      .array(z.object({ kind: z.enum(['email', 'external']), source: z.string(), value: z.string() }))
      .readonly(),
    attributes: z
      .array(z.object({ name: z.string(), value: attributeValueSchema, source: z.string(), occurredAt: instantSchema }))
      .readonly(),
    consents: z
      .array(
        z.object({
          channel: z.string(),
          status: z.enum(['granted', 'withdrawn']),
          lawfulBasis: z.string().nullable(),
          occurredAt: instantSchema,
        }),
      )
      .readonly(),
    outcomes: z
      .array(z.object({ kind: z.string(), value: attributeValueSchema, occurredAt: instantSchema }))
      .readonly(),
    score: scoreSchema.nullable().meta({ description: 'Null until scored for the first time.' }),
    stage: stageSchema,
    stageSince: instantSchema,
    visitNo: z.int().meta({ description: 'Rises with every move; visits of the same stage are told apart by it.' }),
    ownerId: z.string().nullable(),
    recycleReason: z.string().nullable(),
    nextDeadlineAt: optionalInstantSchema,
    clock: clockSchema.nullable().meta({ description: 'The SLA clock of the present visit.' }),
    crm: z.array(crmLinkSchema).readonly(),
    openSyncErrors: z.int(),
    workflow: z
      .object({ id: z.string(), url: z.string().nullable() })
      .nullable()
      .meta({ description: "The lead's workflow and where Temporal's UI shows it." }),
  })
  .meta({ id: 'Lead' });

export type LeadRecordView = z.output<typeof leadRecordSchema>;

/** Where Temporal's own UI answers; null where the installation has none. */
export interface TemporalUi {
  readonly url: string;
  readonly namespace: string;
}

/** Everything about a lead but its activities; null if there is no such lead. */
export async function viewLeadRecord(
  db: Database,
  leadId: LeadId,
  temporalUi: TemporalUi | null,
): Promise<LeadRecordView | null> {
  const record = await readLeadRecord(db, leadId);
  if (record === null) return null;
  const names = await readLeadNames(db, [leadId]);
  const { track, score, crm, ...rest } = record;
  const workflowId = leadWorkflowId({ leadId, track: track.track, episode: track.episode });
  return {
    ...rest,
    ...(names.get(leadId) ?? { name: null, company: null, email: null }),
    score: score === null ? null : scoreView(score),
    crm: crm.map(({ vendor, settings, ...link }) => ({ ...link, url: crmPageUrl({ ...link, vendor, settings }) })),
    stage: track.stage,
    stageSince: track.stageSince,
    visitNo: track.visitNo,
    ownerId: track.ownerId,
    recycleReason: track.recycleReason,
    nextDeadlineAt: track.nextDeadlineAt,
    workflow: track.hasWorkflow ? { id: workflowId, url: workflowUrl(workflowId, temporalUi) } : null,
  };
}

/** The page of a workflow in Temporal's UI. */
export const workflowUrl = (workflowId: string, ui: TemporalUi | null): string | null =>
  ui === null
    ? null
    : `${ui.url}/namespaces/${encodeURIComponent(ui.namespace)}/workflows/${encodeURIComponent(workflowId)}`;

type Score = NonNullable<Awaited<ReturnType<typeof readLeadRecord>>>['score'];

function scoreView({ decision, ...score }: NonNullable<Score>): NonNullable<LeadRecordView['score']> {
  const { zone, contactable, disqualifiedBy } = decision;
  return { ...score, zone, contactable, disqualifiedBy };
}
