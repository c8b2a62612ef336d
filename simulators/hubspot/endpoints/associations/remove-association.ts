import { removeAssociation } from '../../associations/associate';
import { associationEndpoint, requireEnds } from './association-endpoint';

/** Removes every label between the two records. */
export const removeOneAssociation = associationEndpoint({
  method: 'DELETE',
  path: '/crm/v4/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}',
  access: 'write',
  handle: (session, types, call) => {
    const ids = { from: call.params['objectId'] ?? '', to: call.params['toObjectId'] ?? '' };
    removeAssociation(session, requireEnds(session, types, ids));
    return { status: 204 };
  },
});
