import { z } from 'zod';
import { CONNECTION_MODES } from '../domain/connection';
import type { Stage } from '../domain/stage';

/** The stages a new record may begin with, in the order of the sales process. */
const SALES_ORDER = [
  'subscriber',
  'nurture',
  'prospect',
  'mql',
  'sal',
  'sql',
  'opportunity',
  'customer',
] as const satisfies readonly Stage[];

const CREATE_FROM = [...SALES_ORDER, 'never'] as const;

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'use lower-case letters, digits and hyphens');
const property = z.string().regex(/^[a-z][a-z0-9_]*$/, "use the property's internal name");

/** Where a lead's value for a property comes from. Exactly one of the three. */
const valueSource = {
  alias: z.strictObject({ source: z.string().min(1) }),
  attribute: z.string().min(1),
  email: z.literal(true),
} as const;

const oneSource = (value: { alias?: unknown; attribute?: unknown; email?: unknown }): boolean =>
  [value.alias, value.attribute, value.email].filter((source) => source !== undefined).length === 1;

const ONE_SOURCE = {
  error: 'exactly one of alias, attribute and email says where the value comes from',
  params: { remedy: 'keep or add one of `alias: { source: … }`, `attribute: …` and `email: true`' },
};

const linkKeySchema = z
  .strictObject({
    property,
    alias: valueSource.alias.optional(),
    attribute: valueSource.attribute.optional(),
    email: valueSource.email.optional(),
  })
  .refine(oneSource, ONE_SOURCE);

const fieldSchema = z
  .strictObject({
    property,
    alias: valueSource.alias.optional(),
    attribute: valueSource.attribute.optional(),
    email: valueSource.email.optional(),
    write: z.enum(['create', 'always']).default('create'),
  })
  .refine(oneSource, ONE_SOURCE);

const hubspotSchema = z.strictObject({
  id,
  vendor: z.literal('hubspot'),
  mode: z.enum(CONNECTION_MODES).default('observe'),
  create_from: z.enum(CREATE_FROM).default('never'),
  link_by: z.array(linkKeySchema).default([{ property: 'email', email: true }]),
  fields: z.array(fieldSchema).default([{ property: 'email', email: true, write: 'create' }]),
  placeholders: z.record(property, z.string().min(1)).default({}),
  webhook: z.strictObject({ accept_v1: z.boolean().default(false) }).prefault({}),
  limits: z.strictObject({ requests_per_10s: z.int().min(1).max(250).default(90) }).prefault({}),
});

const webhookSchema = z.strictObject({ id, vendor: z.literal('webhook') });

/**
 * `connections.yaml`: the systems Leadline talks to. Secrets never stand here: `leadline connect` stores them encrypted.
 * - `mode`: observe (read and link only), score_fields (write our own properties), tasks (hand-offs and follow-up tasks).
 * - `create_from`: the stage from which a lead without a record gets one; `never` creates none.
 * - `link_by`: how an existing record is recognised, in this order, after the stored id and our own id. The property must
 *   hold unique values in the CRM (HubSpot: `hasUniqueValue`, or `email`).
 * - `fields`: what else is written of a lead, at creation only unless `write: always`.
 * - `placeholders`: properties for a new record that no field gave a value; `{name}` stands for an attribute.
 */
export const connectionsSchema = z
  .strictObject({ connections: z.array(z.discriminatedUnion('vendor', [hubspotSchema, webhookSchema])).default([]) })
  .superRefine(({ connections }, context) => {
    connections.forEach((connection, index) => {
      if (connections.findIndex((other) => other.id === connection.id) === index) return;
      context.addIssue({
        code: 'custom',
        path: ['connections', index, 'id'],
        message: `the id ${connection.id} is taken by a connection above`,
        params: { remedy: 'give each connection an id of its own, or remove one of the two' },
      });
    });
  });

export type ConnectionsFile = z.output<typeof connectionsSchema>;
export type ConnectionConfig = ConnectionsFile['connections'][number];
export type HubspotConnectionConfig = z.output<typeof hubspotSchema>;
export type LinkKeyConfig = z.output<typeof linkKeySchema>;
export type FieldConfig = z.output<typeof fieldSchema>;

/** Whether records are written to this connection's system. */
export const isCrmConnection = (config: ConnectionConfig): config is HubspotConnectionConfig =>
  config.vendor === 'hubspot';

/** Whether a lead in a stage may get a record where it has none. Recycled and disqualified leads get none. */
export function mayCreate(config: Pick<HubspotConnectionConfig, 'create_from'>, stage: Stage): boolean {
  const order: readonly string[] = SALES_ORDER;
  return config.create_from !== 'never' && order.indexOf(stage) >= order.indexOf(config.create_from);
}
