import { schemaScope } from '../../accounts/scopes';
import type { Answer, Call, HttpMethod, PortalEndpoint } from '../../call';
import { objectTypeOf } from '../../object-types';
import type { Session } from '../../parts';
import type { CatalogKey } from '../../properties/catalog';

/** An endpoint below `/crm/v3/properties/{objectType}`. */
export function propertyEndpoint(input: {
  readonly method: HttpMethod;
  readonly path: string;
  readonly access: 'read' | 'write';
  readonly handle: (session: Session, key: CatalogKey, call: Call) => Answer;
}): PortalEndpoint {
  const typeOf = (call: Call) => objectTypeOf(call.params['objectType'] ?? '');
  return {
    method: input.method,
    path: `/crm/v3/properties/{objectType}${input.path}`,
    auth: 'token',
    limit: 'burst',
    scopes: (call) => [schemaScope(typeOf(call), input.access)],
    handle: (session, call) => input.handle(session, { portalId: session.portal.portalId, type: typeOf(call) }, call),
  };
}
