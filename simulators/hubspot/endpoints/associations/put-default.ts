import { setAssociation } from '../../associations/associate';
import { batchAnswer } from '../batch';
import { associationEndpoint, renderDefault, requireEnds, requirePlainType } from './association-endpoint';

export const putDefault = associationEndpoint({
  method: 'PUT',
  path: '/crm/v4/objects/{fromObjectType}/{fromObjectId}/associations/default/{toObjectType}/{toObjectId}',
  access: 'write',
  handle: (session, types, call) => {
    const plain = requirePlainType(types);
    const ends = requireEnds(session, types, {
      from: call.params['fromObjectId'] ?? '',
      to: call.params['toObjectId'] ?? '',
    });
    setAssociation(session, ends, [plain]);
    return batchAnswer(session, { status: 200, results: renderDefault(ends, plain), errors: [] });
  },
});
