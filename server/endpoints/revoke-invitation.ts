import { z } from 'zod';
import { withdrawInvitation } from '../../pipeline/invite-user';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';

export const revokeInvitation = defineEndpoint({
  method: 'delete',
  path: '/api/invitations/{invitationId}',
  operationId: 'revokeInvitation',
  tag: 'Users',
  summary: 'Takes an invitation back.',
  scope: 'admin',
  roles: ADMINS,
  request: { path: z.strictObject({ invitationId: z.uuid() }), query: null, body: null },
  response: { status: 204, description: 'Its link no longer works.', schema: null },
  problems: [404],
  handle: async ({ path }, { deps, actor }) =>
    (await withdrawInvitation(deps, { invitationId: path.invitationId, actor }))
      ? undefined
      : new Problem('not_found', 'There is no such open invitation.'),
});
