import { z } from 'zod';
import { changeAccess } from '../../pipeline/manage-users';
import { roleSchema, userSchema } from '../../views/users';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';
import { noSuchUser, Problem } from '../problem';
import { storableText, userPath } from '../request-shapes';

export const changeUser = defineEndpoint({
  method: 'patch',
  path: '/api/users/{userId}',
  operationId: 'changeUser',
  tag: 'Users',
  summary: 'Gives a user another role, or disables them: their sessions end at once.',
  scope: 'admin',
  roles: ADMINS,
  request: {
    path: userPath,
    query: null,
    body: z.strictObject({
      role: roleSchema.optional(),
      repId: storableText(100).nullable().optional(),
      disabled: z.boolean().optional(),
    }),
  },
  response: { status: 200, description: 'It is changed.', schema: userSchema },
  problems: [404, 409],
  handle: async ({ path, body }, { deps, actor }) => {
    const { role, repId, disabled } = body;
    const outcome = await changeAccess(deps, { userId: path.userId, role, repId, disabled, actor });
    switch (outcome.kind) {
      case 'changed':
        return outcome.user;
      case 'unknown':
        return noSuchUser();
      case 'last_admin':
        return new Problem('conflict', 'They are the only admin. Make another one first.');
    }
  },
});
