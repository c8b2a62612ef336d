import { z } from 'zod';
import { changeAccount as change } from '../../pipeline/manage-users';
import { EVERYBODY } from '../access';
import { defineEndpoint, signedInUser } from '../endpoint';
import { emailTaken, Problem } from '../problem';
import { emailSchema, givenPasswordSchema, newPasswordSchema, storableText } from '../request-shapes';
import { sessionSchema, viewSession } from '../session-view';

export const changeAccount = defineEndpoint({
  method: 'patch',
  path: '/api/account',
  operationId: 'changeAccount',
  tag: 'Session',
  summary: 'Changes the name, address or password of whoever is signed in.',
  description:
    'Address and password are changed for who gives the present password, unless there is none yet. A new password ends all other sessions.',
  scope: null,
  roles: EVERYBODY,
  guessable: true,
  request: {
    path: null,
    query: null,
    body: z.strictObject({
      name: storableText(100).optional(),
      email: emailSchema.optional(),
      password: newPasswordSchema.optional(),
      currentPassword: givenPasswordSchema.optional(),
    }),
  },
  response: { status: 200, description: 'It is changed.', schema: sessionSchema },
  problems: [409],
  handle: async ({ body }, call) => {
    const user = signedInUser(call);
    const { name, email, password, currentPassword } = body;
    const outcome = await change(
      { ...call.deps, passwords: call.deps.signIn },
      { userId: user.userId, sessionId: user.sessionId, name, email, password, currentPassword },
    );
    switch (outcome) {
      case 'changed':
        return await viewSession({ ...user, name: name ?? user.name, email: email?.toLowerCase() ?? user.email }, call);
      case 'email_taken':
        return emailTaken();
      case 'email_needed':
        return new Problem('refused', 'The body has an error.', [
          { field: 'email', message: 'is needed with a password', remedy: 'Give the address you will sign in with.' },
        ]);
      case 'wrong_password':
        return new Problem('not_allowed', 'The present password is needed for this.', [
          { field: 'currentPassword', message: 'is not your password', remedy: 'Give the password you have now.' },
        ]);
    }
  },
});
