import { z } from 'zod';
import { removeSavedView } from '../../store/saved-view';
import { EVERYBODY } from '../access';
import { defineEndpoint, signedInUser } from '../endpoint';
import { Problem } from '../problem';

export const deleteView = defineEndpoint({
  method: 'delete',
  path: '/api/views/{viewId}',
  operationId: 'deleteView',
  tag: 'Leads',
  summary: 'Deletes a saved view: an own one, or, by an admin, one that somebody shares.',
  scope: null,
  roles: EVERYBODY,
  request: { path: z.strictObject({ viewId: z.uuid() }), query: null, body: null },
  response: { status: 204, description: 'It is gone.', schema: null },
  problems: [404],
  handle: async ({ path }, call) => {
    const { userId, role } = signedInUser(call);
    const ofAnybody = role === 'admin';
    const removed = await removeSavedView(call.deps.db, { viewId: path.viewId, userId, ofAnybody });
    return removed ? undefined : new Problem('not_found', 'You have no such view.');
  },
});
