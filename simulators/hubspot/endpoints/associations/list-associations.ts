import { requireEnd } from '../../associations/associate';
import { queryAfter, queryLimit } from '../query';
import { associationEndpoint, associationLimits } from './association-endpoint';
import { associatedPage } from './render-associated';

export const listAssociations = associationEndpoint({
  method: 'GET',
  path: '/crm/v4/objects/{objectType}/{objectId}/associations/{toObjectType}',
  access: 'read',
  handle: (session, types, call) => {
    const from = requireEnd(session, { type: types.from, id: call.params['objectId'] ?? '' });
    const limit = queryLimit(call.query, { byDefault: associationLimits.page, max: associationLimits.page });
    const page = associatedPage(session, { from, to: types.to, afterId: queryAfter(call.query), limit });
    const next =
      page.after === undefined ? undefined : { after: page.after, link: `${call.baseUrl}?after=${page.after}` };
    return { status: 200, body: { results: page.results, ...(next && { paging: { next } }) } };
  },
});
