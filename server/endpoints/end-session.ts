import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';

export const endSession = defineEndpoint({
  method: 'delete',
  path: '/api/session',
  operationId: 'endSession',
  tag: 'Session',
  summary: 'Signs out.',
  scope: null,
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: { status: 204, description: 'Signed out.', schema: null },
  handle: async (_request, { deps, browser, setCookies }) => {
    setCookies(await deps.signIn.end(browser));
    return undefined;
  },
});
