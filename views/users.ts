import { z } from 'zod';
import { ROLES } from '../domain/role';
import { instantSchema, optionalInstantSchema } from './shapes';

export const roleSchema = z.enum(ROLES).meta({ id: 'Role' });

export const userSchema = z
  .object({
    userId: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    role: roleSchema,
    repId: z.string().nullable().meta({ description: "Who they are in the workspace's team." }),
    isFirstAdmin: z.boolean(),
    hasPassword: z.boolean(),
    createdAt: instantSchema,
    disabledAt: optionalInstantSchema,
    lastSignInAt: optionalInstantSchema.meta({ description: 'When a session that is still there began.' }),
  })
  .meta({ id: 'User' });

export const userListSchema = z.object({ users: z.array(userSchema).readonly() });

export const sessionListSchema = z.object({
  sessions: z
    .array(
      z
        .object({
          sessionId: z.string(),
          userId: z.string(),
          userAgent: z.string().nullable(),
          ipAddress: z.string().nullable(),
          createdAt: instantSchema,
          lastSeenAt: instantSchema.meta({ description: 'To the day.' }),
          expiresAt: instantSchema,
          isPresent: z.boolean().meta({ description: 'Whether it is the session that asks.' }),
        })
        .meta({ id: 'UserSession' }),
    )
    .readonly(),
});

const invitationShape = {
  invitationId: z.string(),
  email: z.string(),
  role: roleSchema,
  repId: z.string().nullable(),
  invitedBy: z.string().meta({ description: '`user:<id>` or `key:<id>`.' }),
  createdAt: instantSchema,
  expiresAt: instantSchema.meta({ description: 'Seven days after it was made.' }),
};

export const invitationListSchema = z.object({
  invitations: z.array(z.object(invitationShape).meta({ id: 'Invitation' })).readonly(),
});

export const newInvitationSchema = z
  .object({
    ...invitationShape,
    link: z.string().meta({ description: 'Pass it on to whom it is for. It is shown once.' }),
  })
  .meta({ id: 'NewInvitation' });
