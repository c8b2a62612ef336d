import { z } from 'zod';
import { revokeSession as revoke } from '../../pipeline/manage-users';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';

export const revokeSession = defineEndpoint({
  method: 'delete',
  path: '/api/sessions/{sessionId}',
  operationId: 'revokeSession',
  tag: 'Users',
  summary: 'Ends a session at once. Who is no admin ends their own.',
  scope: 'admin',
  roles: EVERYBODY,
  request: { path: z.strictObject({ sessionId: z.uuid() }), query: null, body: null },
  response: { status: 204, description: 'It has ended.', schema: null },
  problems: [404],
  handle: async ({ path }, { deps, caller, actor }) => {
    const onlyOf = caller.kind === 'user' && caller.user.role !== 'admin' ? caller.user.userId : undefined;
    const ended = await revoke(deps, { sessionId: path.sessionId, onlyOf, actor });
    return ended ? undefined : new Problem('not_found', 'There is no such session, or it has ended.');
  },
});
