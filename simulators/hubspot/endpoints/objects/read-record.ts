import { notFound } from '../../api-error';
import { findAnyRecord } from '../../objects/find-record';
import { renderRecord } from '../../objects/render-record';
import { queryFlag, queryList } from '../query';
import { inlineAssociationsOf } from './associated-ids';
import { objectEndpoint } from './object-endpoint';

export const readRecord = objectEndpoint({
  method: 'GET',
  path: '/{objectId}',
  access: 'read',
  handle: (session, type, call) => {
    const record = findAnyRecord(session, {
      type,
      id: call.params['objectId'] ?? '',
      idProperty: call.query.get('idProperty') ?? undefined,
    });
    if (!record || (record.archivedAtMs !== null) !== queryFlag(call.query, 'archived')) throw notFound();
    const selection = {
      properties: queryList(call.query, 'properties'),
      withHistory: queryList(call.query, 'propertiesWithHistory'),
    };
    return {
      status: 200,
      body: {
        ...renderRecord(session, record, selection),
        ...inlineAssociationsOf(session, record, queryList(call.query, 'associations')),
      },
    };
  },
});
