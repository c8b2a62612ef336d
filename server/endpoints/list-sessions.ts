import { findUser } from '../../store/user';
import { listSessions as list } from '../../store/user-session';
import { sessionListSchema } from '../../views/users';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { noSuchUser } from '../problem';
import { userPath } from '../request-shapes';

export const listSessions = defineEndpoint({
  method: 'get',
  path: '/api/users/{userId}/sessions',
  operationId: 'listSessions',
  tag: 'Users',
  summary: 'The browsers a user is signed in with. Who is no admin sees their own.',
  scope: 'admin',
  roles: EVERYBODY,
  request: { path: userPath, query: null, body: null },
  response: { status: 200, description: 'The sessions.', schema: sessionListSchema },
  problems: [404],
  handle: async ({ path: { userId } }, { deps, caller, now }) => {
    const isOthers = caller.kind === 'user' && caller.user.role !== 'admin' && caller.user.userId !== userId;
    // As of one that is not there: who may not look learns nothing.
    if (isOthers || (await findUser(deps.db, userId)) === null) return noSuchUser();
    const present = caller.kind === 'user' ? caller.user.sessionId : null;
    const sessions = await list(deps.db, { userId, now });
    return { sessions: sessions.map((session) => ({ ...session, isPresent: session.sessionId === present })) };
  },
});
