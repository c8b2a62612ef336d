import { z } from 'zod';
import { inviteUser } from '../../pipeline/invite-user';
import { newInvitationSchema, roleSchema } from '../../views/users';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';
import { emailTaken } from '../problem';
import { emailSchema, storableText } from '../request-shapes';

export const createInvitation = defineEndpoint({
  method: 'post',
  path: '/api/invitations',
  operationId: 'createInvitation',
  tag: 'Users',
  summary: 'Invites somebody. The link is shown in this answer and never again.',
  description:
    'Pass the link on yourself: Leadline sends no mail. An earlier invitation to the same address stops working.',
  scope: 'admin',
  roles: ADMINS,
  request: {
    path: null,
    query: null,
    body: z.strictObject({
      email: emailSchema,
      role: roleSchema,
      repId: storableText(100).nullable().optional().meta({ description: "Who they are in the workspace's team." }),
    }),
  },
  response: { status: 201, description: 'The invitation.', schema: newInvitationSchema },
  problems: [409],
  handle: async ({ body }, { deps, actor, origin }) => {
    const made = await inviteUser(deps, { email: body.email, role: body.role, repId: body.repId ?? null, actor });
    if (made === 'email_taken') return emailTaken();
    // Behind the # it reaches no server's log.
    return { ...made.invitation, link: `${origin}/invitation#token=${made.token}` };
  },
});
