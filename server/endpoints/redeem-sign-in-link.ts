import { z } from 'zod';
import { redeemLink } from '../../pipeline/sign-in-link';
import { defineEndpoint } from '../endpoint';
import { openSession } from '../open-session';
import { deadLink } from '../problem';
import { linkTokenSchema } from '../request-shapes';
import { sessionSchema } from '../session-view';

export const redeemSignInLink = defineEndpoint({
  method: 'post',
  path: '/api/session/link',
  operationId: 'redeemSignInLink',
  tag: 'Session',
  summary: 'Signs in by the link that the first start or `leadline user link` printed.',
  description: 'A link holds for 15 minutes and signs in once.',
  scope: null,
  roles: 'anyone',
  guessable: true,
  request: { path: null, query: null, body: z.strictObject({ token: linkTokenSchema }) },
  response: { status: 201, description: 'Signed in.', schema: sessionSchema },
  handle: async ({ body }, call) => {
    const userId = await redeemLink(call.deps, body.token);
    const opened = userId === null ? null : await call.deps.signIn.begin(userId, call.browser);
    return opened === null ? deadLink() : await openSession(opened, { by: 'link', call });
  },
});
