import { z } from 'zod';

/** Points as people write them: at most two decimals, since the engine counts in whole hundredths. */
const points = z
  .number()
  .min(-1000)
  .max(1000)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, {
    error: 'points have at most two decimals',
    params: { remedy: 'round them to hundredths' },
  });
const threshold = points.min(0.01).max(100);
const days = z.int().min(1).max(3650);
const limit = z.int().min(1).max(10_000);
const label = z.string().min(1).max(120);
const name = z.string().min(1).max(200);
const ruleId = z.string().regex(/^[a-z][a-z0-9_]*$/, {
  error: 'a name is written in small letters, digits and underscores, starting with a letter',
});

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const scalars = z.union([scalar, z.array(scalar).min(1)]);

const valueTestsSchema = z
  .strictObject({
    is: scalars.optional().describe('any of these; * stands for any text'),
    is_not: scalars.optional().describe('known, and none of these'),
    min: z.number().optional().describe('a number of at least this'),
    max: z.number().optional().describe('a number of at most this'),
    known: z.boolean().optional().describe('whether anybody told us'),
    email_domain: z.enum(['free', 'business']).optional().describe('an e-mail address at a free or at another domain'),
  })
  .refine((tests) => Object.keys(tests).length > 0, {
    // Not beside a misspelt test, which would be told twice.
    when: ({ issues }) => issues.length === 0,
    error: 'a condition without a test says nothing',
    params: { remedy: 'write e.g. {known: true} or {is: [one, two]}' },
  })
  .refine((tests) => tests.known !== false || Object.keys(tests).length === 1, {
    error: 'a value that nobody told us can pass no other test',
    params: { remedy: 'let {known: false} stand alone' },
  });

/** What a value must be: a value or list (any of them; `*` stands for any text), or the named tests, all of which must hold. */
export const conditionSchema = z.union([scalar, z.array(scalar).min(1), valueTestsSchema]);

/** Conditions by the name of an attribute or property; all must hold. */
const conditions = z.record(name, conditionSchema);

/** `'1-9': -10`: points by numeric band. Texts are read by `parseBand`. */
const bands = z.record(name, points);

const profileFieldSchema = z.strictObject({
  label: label.optional(),
  attribute: name.optional().describe('the attribute it reads; by default the field’s own name'),
  values: z
    .record(name, z.union([points, z.strictObject({ points, is: scalars })]))
    .optional()
    .describe('points by value, or by a named list of values'),
  bands: bands.optional().describe('points by numeric band, e.g. 1-9, 5000+, <10M, ">=2 <4"'),
  if_yes: points.optional().describe('points when the attribute is true, yes or 1'),
  if_known: points.optional().describe('points when the attribute has any value'),
  email_domain: z
    .strictObject({ business: points.optional(), free: points.optional() })
    .optional()
    .describe('points by the kind of domain of an e-mail address'),
  otherwise: points.optional().describe('points when the value is known and not listed'),
});

const fitMinusSchema = z.strictObject({ label: label.optional(), when: conditions, points });

const fitSchema = z.strictObject({
  grades: z.strictObject({ A: threshold, B: threshold, C: threshold }).describe('fit needed; below C is D'),
  known_enough: z
    .strictObject({ at_least: z.int().min(1), of: z.array(name).min(1) })
    .optional()
    .describe('with fewer of these fields known the grade is U'),
  treat_as_unknown: z.array(z.string()).optional().describe('texts that say nothing, e.g. "Select" or "n/a"'),
  free_mail_domains: z.array(name).optional(),
  profile: z.record(ruleId, profileFieldSchema),
  minus: z.record(ruleId, fitMinusSchema).optional(),
});

const ruleSchema = z.strictObject({
  label: label.optional(),
  on: z
    .union([name, z.array(name).min(1)])
    .optional()
    .describe('activity types; by default the rule’s own name'),
  asset: scalars.optional().describe('what the activity was about; * stands for any text'),
  where: conditions.optional().describe('conditions on the activity’s properties'),
  points: points.optional(),
  points_by: z.strictObject({ prop: name, bands }).optional().describe('points by numeric band of a property'),
  times: name.optional().describe('a property that says how many occurrences the activity stands for'),
  max_per_day: limit.optional(),
  max_per_week: limit.optional(),
  once: z.literal(true).optional(),
  once_per_asset: z.literal(true).optional(),
  cap: points.min(0.01).optional().describe('most that the rule is worth at any time'),
  human: z.boolean().optional().describe('whether it counts as a sign of life; minus rules do not unless told so'),
  hand_raise: z.literal(true).optional(),
  pql: z.literal(true).optional(),
});

const groupSchema = z.strictObject({
  cap: points.min(0.01).optional().describe('most that the group adds or takes'),
  half_life_days: days.optional(),
  decay_steps: z
    .array(z.strictObject({ after_days: days, keep_percent: z.int().min(0).max(100) }))
    .min(1)
    .optional(),
  rules: z.record(ruleId, ruleSchema),
});

const engagementSchema = z.strictObject({
  levels: z
    .strictObject({ '4': threshold, '3': threshold, '2': threshold })
    .describe('engagement needed; below 2 is 1'),
  hand_raise_valid_days: days.optional(),
  pql_valid_days: days.optional(),
  interest: groupSchema,
  intent: groupSchema,
  minus: groupSchema.optional(),
  silence: z
    .array(
      z.strictObject({ after_days: days, points: points.max(-0.01).optional(), to_zero: z.literal(true).optional() }),
    )
    .min(1)
    .optional(),
});

/** The shape of `scoring.yaml`. What the shape cannot say is checked by `compileModel`. */
export const scoringSchema = z.strictObject({
  fit: fitSchema,
  disqualify: z.record(ruleId, z.strictObject({ label: label.optional(), when: conditions })).optional(),
  engagement: engagementSchema,
});

export type ScoringConfig = z.infer<typeof scoringSchema>;
export type ConditionConfig = z.infer<typeof conditionSchema>;
export type ProfileFieldConfig = z.infer<typeof profileFieldSchema>;
export type RuleConfig = z.infer<typeof ruleSchema>;
export type GroupConfig = z.infer<typeof groupSchema>;
