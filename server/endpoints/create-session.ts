import { z } from 'zod';
import { defineEndpoint } from '../endpoint';
import { openSession } from '../open-session';
import { Problem } from '../problem';
import { emailSchema, givenPasswordSchema } from '../request-shapes';
import { sessionSchema } from '../session-view';

export const createSession = defineEndpoint({
  method: 'post',
  path: '/api/session',
  operationId: 'createSession',
  tag: 'Session',
  summary: 'Signs in.',
  description: 'The session is a cookie. It holds for seven days after its last use.',
  scope: null,
  roles: 'anyone',
  guessable: true,
  request: { path: null, query: null, body: z.strictObject({ email: emailSchema, password: givenPasswordSchema }) },
  response: { status: 201, description: 'Signed in.', schema: sessionSchema },
  handle: async ({ body }, call) => {
    const opened = await call.deps.signIn.byPassword(body, call.browser);
    if (opened === null) return new Problem('not_authenticated', 'E-mail and password do not belong together.');
    return await openSession(opened, { by: 'password', call });
  },
});
