import { syncStatusSchema, viewSyncStatus } from '../../views/sync-status';
import { SYNC_READERS } from '../access';
import { defineEndpoint } from '../endpoint';

export const getSyncStatus = defineEndpoint({
  method: 'get',
  path: '/api/sync/connections',
  operationId: 'getSyncStatus',
  tag: 'Sync',
  summary: 'How every connection is: mode, state, queues, open errors, last traffic.',
  scope: 'read',
  roles: SYNC_READERS,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The connections.', schema: syncStatusSchema },
  handle: async (_request, { deps, now }) => await viewSyncStatus(deps.db, now),
});
