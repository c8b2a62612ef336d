import { listUsers as list } from '../../store/user';
import { userListSchema } from '../../views/users';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';

export const listUsers = defineEndpoint({
  method: 'get',
  path: '/api/users',
  operationId: 'listUsers',
  tag: 'Users',
  summary: 'Everybody who has an account, disabled ones included.',
  scope: 'admin',
  roles: ADMINS,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The users.', schema: userListSchema },
  handle: async (_request, { deps }) => ({ users: await list(deps.db) }),
});
