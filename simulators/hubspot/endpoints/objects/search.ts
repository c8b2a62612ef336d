import { parseBody } from '../../http/parse-content';
import { renderRecord } from '../../objects/render-record';
import { runSearch } from '../../search/run-search';
import { checkSearchLimits, pageSize, pageStart, searchRequest } from '../../search/search-request';
import { objectEndpoint } from './object-endpoint';

export const search = objectEndpoint({
  method: 'POST',
  path: '/search',
  access: 'read',
  limit: 'search',
  handle: (session, type, call) => {
    const request = parseBody(searchRequest, call);
    checkSearchLimits(request, call.bodyCharacters);
    const matches = runSearch(session, type, request);
    const start = pageStart(request);
    const end = start + pageSize(request);
    const selection = { properties: request.properties ?? [], withHistory: [] };
    return {
      status: 200,
      body: {
        total: matches.length,
        results: matches.slice(start, end).map((record) => renderRecord(session, record, selection)),
        ...(end < matches.length && { paging: { next: { after: String(end) } } }),
      },
    };
  },
});
