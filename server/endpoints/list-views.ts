import { listSavedViews } from '../../store/saved-view';
import { savedViewListSchema } from '../../views/saved-views';
import { EVERYBODY } from '../access';
import { defineEndpoint, signedInUser } from '../endpoint';

export const listViews = defineEndpoint({
  method: 'get',
  path: '/api/views',
  operationId: 'listViews',
  tag: 'Leads',
  summary: 'Saved views of the lead list: own ones and those that others share.',
  scope: null,
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The views, by name.', schema: savedViewListSchema },
  handle: async (_request, call) => ({ views: await listSavedViews(call.deps.db, signedInUser(call).userId) }),
});
