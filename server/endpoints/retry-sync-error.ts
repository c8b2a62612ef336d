import { z } from 'zod';
import { MOST_LEVELS, nestsDeeperThan } from '../../pipeline/nesting';
import { retrySyncError as retry } from '../../pipeline/retry-sync-error';
import { SYNC_OPERATORS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';
import { errorPath } from '../request-shapes';

export const retrySyncError = defineEndpoint({
  method: 'post',
  path: '/api/sync/errors/{errorId}/retry',
  operationId: 'retrySyncError',
  tag: 'Sync',
  summary: 'Tries what failed again, a record that came in also in a mended form.',
  description: 'If it fails once more it is a sync error again.',
  scope: 'operate',
  roles: SYNC_OPERATORS,
  request: {
    path: errorPath,
    query: null,
    body: z.strictObject({
      record: z
        .record(z.string(), z.unknown())
        .refine((record) => !nestsDeeperThan(record, MOST_LEVELS - 2), 'nests too deep')
        .optional()
        .meta({ description: 'The mended record, in place of the one that was refused.' }),
    }),
  },
  response: { status: 202, description: 'It is being tried again.', schema: z.object({ state: z.literal('retried') }) },
  problems: [404, 409],
  handle: async ({ path, body }, { deps, actor }) => {
    const record = body.record === undefined ? {} : { record: body.record };
    const outcome = await retry(deps, { id: path.errorId, actor, ...record });
    switch (outcome.kind) {
      case 'retried':
        return { state: 'retried' as const };
      case 'unknown':
        return new Problem('not_found', 'There is no such sync error.');
      case 'closed':
        return new Problem('conflict', 'The error was retried or resolved before.');
      case 'not_retriable':
        return new Problem('conflict', `It cannot be tried again from here. ${outcome.remedy}`);
      case 'still_wrong': {
        const { field, message, remedy } = outcome.fault;
        return new Problem('refused', 'The record would be refused again.', [
          { field: field === '' ? 'record' : `record.${field}`, message, remedy },
        ]);
      }
    }
  },
});
