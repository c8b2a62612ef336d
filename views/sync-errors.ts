import { z } from 'zod';
import type { SyncError } from '../store/sync-error';
import { instantSchema, leadIdSchema, optionalInstantSchema } from './shapes';

export const SYNC_ERROR_STATES = ['open', 'retried', 'resolved'] as const;

const syncErrorLineSchema = z
  .object({
    id: z.int(),
    connectionId: z.string(),
    direction: z.enum(['in', 'out']),
    code: z.string(),
    field: z.string().nullable(),
    message: z.string(),
    remedy: z.string().nullable(),
    leadId: leadIdSchema.nullable(),
    state: z.enum(SYNC_ERROR_STATES),
    occurredAt: instantSchema,
    closedAt: optionalInstantSchema,
  })
  .meta({ id: 'SyncErrorLine' });

export const syncErrorListSchema = z.object({
  errors: z.array(syncErrorLineSchema).readonly(),
  nextCursor: z.string().nullable().meta({ description: 'Give it as `cursor` to read on; null on the last page.' }),
});

export const syncErrorSchema = syncErrorLineSchema
  .extend({
    origin: z.string().meta({ description: 'What went wrong, named once.' }),
    record: z.unknown().meta({ description: 'The record that was refused, as it came.' }),
  })
  .meta({ id: 'SyncError' });

export type SyncErrorList = z.output<typeof syncErrorListSchema>;

/** A page of errors as a list shows them: without the record, which may be large. */
export function viewSyncErrorList(errors: readonly SyncError[], limit: number): SyncErrorList {
  const last = errors.length === limit ? errors.at(-1) : undefined;
  return { errors, nextCursor: last === undefined ? null : String(last.id) };
}
