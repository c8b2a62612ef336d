import { z } from 'zod';
import { labelsOf, setAssociation } from '../../associations/associate';
import { parseBody } from '../../http/parse-content';
import { associationEndpoint, associationSpec, renderPair, requireEnds } from './association-endpoint';

/** The given labels replace the ones the pair had. */
export const putAssociation = associationEndpoint({
  method: 'PUT',
  path: '/crm/v4/objects/{objectType}/{objectId}/associations/{toObjectType}/{toObjectId}',
  access: 'write',
  handle: (session, types, call) => {
    const labels = labelsOf(session, types, parseBody(z.array(associationSpec).min(1), call));
    const ends = requireEnds(session, types, {
      from: call.params['objectId'] ?? '',
      to: call.params['toObjectId'] ?? '',
    });
    setAssociation(session, ends, labels);
    return { status: 201, body: renderPair(ends, labels) };
  },
});
