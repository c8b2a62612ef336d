import { renderRecord } from '../../objects/render-record';
import { queryAfter, queryFlag, queryLimit, queryList } from '../query';
import { inlineAssociationsOf } from './associated-ids';
import { objectEndpoint } from './object-endpoint';

export const listRecords = objectEndpoint({
  method: 'GET',
  path: '',
  access: 'read',
  handle: (session, type, call) => {
    const withHistory = queryList(call.query, 'propertiesWithHistory');
    const limit = queryLimit(call.query, { byDefault: 10, max: withHistory.length > 0 ? 50 : 100 });
    const found = session.parts.records.page({
      portalId: session.portal.portalId,
      type,
      archived: queryFlag(call.query, 'archived'),
      afterId: queryAfter(call.query),
      limit: limit + 1,
    });
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const selection = { properties: queryList(call.query, 'properties'), withHistory };
    const associations = queryList(call.query, 'associations');
    return {
      status: 200,
      body: {
        results: shown.map((record) => ({
          ...renderRecord(session, record, selection),
          ...inlineAssociationsOf(session, record, associations),
        })),
        ...(last && found.length > limit && { paging: nextPage(call.baseUrl, type.name, last.id) }),
      },
    };
  },
});

function nextPage(baseUrl: string, typeName: string, after: string): Readonly<Record<string, unknown>> {
  return { next: { after, link: `${baseUrl}/crm/v3/objects/${typeName}?after=${after}` } };
}
