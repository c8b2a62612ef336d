import { z } from 'zod';
import { resolveSyncError as resolve } from '../../pipeline/retry-sync-error';
import { SYNC_OPERATORS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';
import { errorPath } from '../request-shapes';

export const resolveSyncError = defineEndpoint({
  method: 'post',
  path: '/api/sync/errors/{errorId}/resolve',
  operationId: 'resolveSyncError',
  tag: 'Sync',
  summary: 'Closes an error that was dealt with elsewhere.',
  scope: 'operate',
  roles: SYNC_OPERATORS,
  request: { path: errorPath, query: null, body: null },
  response: { status: 200, description: 'It is closed.', schema: z.object({ state: z.literal('resolved') }) },
  problems: [404, 409],
  handle: async ({ path }, { deps, actor }) => {
    const outcome = await resolve(deps, { id: path.errorId, actor });
    if (outcome === 'unknown') return new Problem('not_found', 'There is no such sync error.');
    if (outcome === 'closed') return new Problem('conflict', 'The error was retried or resolved before.');
    return { state: outcome };
  },
});
