import { archiveRecord } from '../../objects/archive-record';
import { findRecord } from '../../objects/find-record';
import { objectEndpoint } from './object-endpoint';

/** Archiving what is not there is no error. */
export const archiveOne = objectEndpoint({
  method: 'DELETE',
  path: '/{objectId}',
  access: 'write',
  handle: (session, type, call) => {
    const record = findRecord(session, { type, id: call.params['objectId'] ?? '', idProperty: undefined });
    if (record) archiveRecord(session, record);
    return { status: 204 };
  },
});
