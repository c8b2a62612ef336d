import { z } from 'zod';
import { joinByInvitation } from '../../pipeline/invite-user';
import { defineEndpoint } from '../endpoint';
import { openSession } from '../open-session';
import { deadLink } from '../problem';
import { linkTokenSchema, newPasswordSchema, storableText } from '../request-shapes';
import { sessionSchema } from '../session-view';

export const acceptInvitation = defineEndpoint({
  method: 'post',
  path: '/api/invitations/accept',
  operationId: 'acceptInvitation',
  tag: 'Session',
  summary: 'Makes the account one was invited to, and signs in.',
  scope: null,
  roles: 'anyone',
  guessable: true,
  request: {
    path: null,
    query: null,
    body: z.strictObject({ token: linkTokenSchema, name: storableText(100), password: newPasswordSchema }),
  },
  response: { status: 201, description: 'Signed in.', schema: sessionSchema },
  handle: async ({ body }, call) => {
    const userId = await joinByInvitation({ ...call.deps, passwords: call.deps.signIn }, body);
    const opened = userId === null ? null : await call.deps.signIn.begin(userId, call.browser);
    return opened === null ? deadLink() : await openSession(opened, { by: 'invitation', call });
  },
});
