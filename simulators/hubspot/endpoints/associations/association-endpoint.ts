import { z } from 'zod';
import { objectScope } from '../../accounts/scopes';
import { requireEnd } from '../../associations/associate';
import type { AssociationType } from '../../associations/association-types';
import { plainType } from '../../associations/association-types';
import { validationError } from '../../api-error';
import type { Answer, Call, HttpMethod, PortalEndpoint } from '../../call';
import { objectTypeOf, type ObjectType } from '../../object-types';
import type { CrmRecord } from '../../objects/record';
import type { Session } from '../../parts';

export interface EndTypes {
  readonly from: ObjectType;
  readonly to: ObjectType;
}

export interface Ends {
  readonly from: CrmRecord;
  readonly to: CrmRecord;
}

/** Inputs of one call: more than for objects. */
export const associationLimits = { create: 2_000, read: 1_000, archive: 2_000, page: 500 } as const;

/** An endpoint between two object types; the path names them `objectType` or `fromObjectType`, and `toObjectType`. */
export function associationEndpoint(input: {
  readonly method: HttpMethod;
  readonly path: string;
  readonly access: 'read' | 'write';
  readonly handle: (session: Session, types: EndTypes, call: Call) => Answer;
}): PortalEndpoint {
  const typesOf = ({ params }: Call): EndTypes => ({
    from: objectTypeOf(params['fromObjectType'] ?? params['objectType'] ?? ''),
    to: objectTypeOf(params['toObjectType'] ?? ''),
  });
  return {
    method: input.method,
    path: input.path,
    auth: 'token',
    limit: 'burst',
    scopes: (call) => {
      const { from, to } = typesOf(call);
      return [...new Set([objectScope(from, input.access), objectScope(to, input.access)])];
    },
    handle: (session, call) => input.handle(session, typesOf(call), call),
  };
}

export const end = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

export const associationSpec = z.object({
  associationCategory: z.enum(['HUBSPOT_DEFINED', 'USER_DEFINED', 'INTEGRATOR_DEFINED']),
  associationTypeId: z.number().int(),
});

/** @throws ApiError 404 naming the record that does not exist */
export function requireEnds(
  session: Session,
  types: EndTypes,
  ids: { readonly from: string; readonly to: string },
): Ends {
  return {
    from: requireEnd(session, { type: types.from, id: ids.from }),
    to: requireEnd(session, { type: types.to, id: ids.to }),
  };
}

/** @throws ApiError 400 for types that cannot be associated */
export function requirePlainType({ from, to }: EndTypes): AssociationType {
  const plain = plainType(from, to);
  if (!plain) throw validationError(`No association type between ${from.singular} and ${to.singular} exists.`);
  return plain;
}

export function renderPair(ends: Ends, labels: readonly AssociationType[]): Readonly<Record<string, unknown>> {
  return {
    fromObjectTypeId: ends.from.type.typeId,
    fromObjectId: ends.from.id,
    toObjectTypeId: ends.to.type.typeId,
    toObjectId: ends.to.id,
    labels: labels.flatMap(({ label }) => label ?? []),
  };
}

/** Both directions of a plain association. */
export function renderDefault(ends: Ends, plain: AssociationType): readonly Readonly<Record<string, unknown>>[] {
  const direction = (from: CrmRecord, to: CrmRecord, associationTypeId: number) => ({
    from: { id: from.id },
    to: { id: to.id },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId },
  });
  return [direction(ends.from, ends.to, plain.labelId), direction(ends.to, ends.from, plain.inverseId)];
}
