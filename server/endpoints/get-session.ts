import { EVERYBODY } from '../access';
import { defineEndpoint, signedInUser } from '../endpoint';
import { sessionSchema, viewSession } from '../session-view';

export const getSession = defineEndpoint({
  method: 'get',
  path: '/api/session',
  operationId: 'getSession',
  tag: 'Session',
  summary: 'Who is signed in, and what they may do.',
  scope: null,
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The session.', schema: sessionSchema },
  handle: async (_request, call) => await viewSession(signedInUser(call), call),
});
