import { z } from 'zod';
import { findUser } from '../store/user';
import { instantSchema } from '../views/shapes';
import { roleSchema } from '../views/users';
import type { SignedIn } from './auth/sign-in';
import type { Call } from './endpoint';

/** Who is signed in, as every operation that signs in or asks answers. */
export const sessionSchema = z
  .object({
    sessionId: z.string(),
    user: z.object({
      userId: z.string(),
      name: z.string(),
      email: z.string().nullable().meta({ description: 'Null until the first admin has given one.' }),
      role: roleSchema,
      repId: z.string().nullable().meta({ description: "Who they are in the workspace's team." }),
      hasPassword: z.boolean().meta({ description: 'False for who came by a link and has chosen none yet.' }),
      operations: z
        .array(z.string())
        .readonly()
        .meta({ description: "Ids of this document's operations that the role may call." }),
    }),
    isFirstAdmin: z.boolean().meta({ description: 'The admin whom the first start made.' }),
    expiresAt: instantSchema,
  })
  .meta({ id: 'Session' });

export async function viewSession(
  signedIn: SignedIn,
  { deps, operationsOf }: Pick<Call, 'deps' | 'operationsOf'>,
): Promise<z.output<typeof sessionSchema>> {
  const { userId, name, email, role, repId, sessionId, isFirstAdmin, expiresAt } = signedIn;
  const hasPassword = (await findUser(deps.db, userId))?.hasPassword ?? false;
  return {
    sessionId,
    user: { userId, name, email, role, repId, hasPassword, operations: operationsOf(role) },
    isFirstAdmin,
    expiresAt,
  };
}
