import { z } from 'zod';
import { BUSINESS_DURATION, DAYS } from './duration';
import { REP_ROLES } from './team';

const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** Every combined score, best first. */
export const CELLS = [
  ...(['A4', 'A3', 'A2', 'A1'] as const),
  ...(['B4', 'B3', 'B2', 'B1'] as const),
  ...(['C4', 'C3', 'C2', 'C1'] as const),
  ...(['D4', 'D3', 'D2', 'D1'] as const),
];

const cell = z.enum(CELLS);
const grade = z.enum(LETTERS);
const request = z.enum(['hand_raise', 'pql']);
const role = z.enum(REP_ROLES);
const key = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,49}$/, 'Use lower case letters, digits and underscores, e.g. no_budget.');
const businessDuration = z
  .string()
  .regex(BUSINESS_DURATION, 'Write open minutes as 15m, open hours as 4h, business days as 2bd.');
const days = z.string().regex(DAYS, 'Write calendar days as 30d.');
const intent = z.number().min(0).max(100).multipleOf(0.01);

const gridSchema = z.strictObject({
  priority: z.array(cell),
  sales_if_intent: z.partialRecord(cell, intent),
  nurture: z.array(cell),
  account_outbound: z.array(cell),
  no_sales: z.array(cell),
});

const consentSchema = z.strictObject({
  channels: z.array(key).min(1),
  open_if: z.enum(['not_withdrawn', 'granted']),
});

const stagesSchema = z.strictObject({
  nurture: z.strictObject({ needs: z.array(z.enum(['activity', 'consent'])) }),
  prospect: z.strictObject({
    min_grade: grade,
    min_level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  }),
  mql: z.strictObject({
    hand_raise: z.strictObject({ min_grade: grade, to: role }).optional(),
    pql: z.strictObject({ min_grade: grade, to: role }).optional(),
    unless: z.array(z.enum(['no_consent_to_contact', 'recycle_cooldown'])),
    cooldown_override: z.array(request),
  }),
});

const crmSchema = z.strictObject({
  lifecycle_stage: z.record(z.string(), z.enum(['sql', 'opportunity', 'customer'])),
  deal_lost: key,
});

const staleSchema = z.strictObject({ after: days, recycle: key });

const slaPolicySchema = z.strictObject({
  for: z.array(z.union([request, cell, z.literal('others')])).min(1),
  first_touch: businessDuration,
  remind: businessDuration.optional(),
  manager: businessDuration.optional(),
  reassign: businessDuration.optional(),
  director: businessDuration.optional(),
});

const slaSchema = z.strictObject({
  policies: z.record(z.string().regex(/^P[1-9]$/, 'Name SLA policies P1 to P9.'), slaPolicySchema),
  accept_or_reject: z.strictObject({ within: businessDuration, recycle_after: businessDuration, recycle: key }),
});

/** lifecycle.yaml as a person writes it. */
export const lifecycleSchema = z.strictObject({
  grid: gridSchema,
  consent: consentSchema,
  stages: stagesSchema,
  crm: crmSchema,
  operator_hold: days,
  stale: z.strictObject({ sal: staleSchema.optional(), sql: staleSchema.optional() }),
  sla: slaSchema,
  reject: z.record(key, z.union([z.enum(['recycle', 'disqualify', 'reroute']), role])),
  recycle: z.record(key, z.union([z.literal('no_date'), days])),
  go_live: z.strictObject({
    max_new_mql_per_rep_day: z.int().min(1).nullable(),
    uncapped: z.array(request).default([]),
    baseline_opens_sla: z.boolean(),
  }),
});

export type LifecycleConfig = z.output<typeof lifecycleSchema>;
