import { z } from 'zod';
import { objectScope } from '../../accounts/scopes';
import type { Answer, Call, HttpMethod, PortalEndpoint } from '../../call';
import { objectTypeOf, type ObjectType } from '../../object-types';
import type { Session } from '../../parts';

/** An endpoint below `/crm/v3/objects/{objectType}`. */
export function objectEndpoint(input: {
  readonly method: HttpMethod;
  /** After the object type, e.g. `/batch/read`. */
  readonly path: string;
  readonly access: 'read' | 'write';
  readonly limit?: PortalEndpoint['limit'];
  readonly handle: (session: Session, type: ObjectType, call: Call) => Answer;
}): PortalEndpoint {
  const typeOf = (call: Call) => objectTypeOf(call.params['objectType'] ?? '');
  return {
    method: input.method,
    path: `/crm/v3/objects/{objectType}${input.path}`,
    auth: 'token',
    limit: input.limit ?? 'burst',
    scopes: (call) => [objectScope(typeOf(call), input.access)],
    handle: (session, call) => input.handle(session, typeOf(call), call),
  };
}

/** Property values in a request: HubSpot takes numbers and booleans too and keeps them as text. */
export const writtenProperties = z.record(
  z.string(),
  z.union([z.string(), z.null(), z.number().transform(String), z.boolean().transform(String)]),
);

export const inlineAssociations = z
  .array(
    z.object({
      to: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
      types: z.array(
        z.object({
          associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED']),
          associationTypeId: z.number().int(),
        }),
      ),
    }),
  )
  .nullish()
  .transform((associations) => associations ?? []);

export const recordId = z.union([z.string(), z.number()]).transform(String);
export const traceId = z.string().optional();
export const optionalName = z
  .string()
  .nullish()
  .transform((name) => name ?? undefined);
