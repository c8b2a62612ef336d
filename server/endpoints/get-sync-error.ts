import { showSyncError } from '../../store/sync-error';
import { syncErrorSchema } from '../../views/sync-errors';
import { SYNC_READERS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';
import { errorPath } from '../request-shapes';

export const getSyncError = defineEndpoint({
  method: 'get',
  path: '/api/sync/errors/{errorId}',
  operationId: 'getSyncError',
  tag: 'Sync',
  summary: 'An error with the record that was refused.',
  scope: 'read',
  roles: SYNC_READERS,
  request: { path: errorPath, query: null, body: null },
  response: { status: 200, description: 'The error.', schema: syncErrorSchema },
  problems: [404],
  handle: async ({ path }, { deps }) =>
    (await showSyncError(deps.db, path.errorId)) ?? new Problem('not_found', 'There is no such sync error.'),
});
