import { listInvitations as list } from '../../store/user-invitation';
import { invitationListSchema } from '../../views/users';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';

export const listInvitations = defineEndpoint({
  method: 'get',
  path: '/api/invitations',
  operationId: 'listInvitations',
  tag: 'Users',
  summary: 'Invitations that nobody has accepted or taken back.',
  scope: 'admin',
  roles: ADMINS,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The invitations.', schema: invitationListSchema },
  handle: async (_request, { deps }) => ({ invitations: await list(deps.db) }),
});
