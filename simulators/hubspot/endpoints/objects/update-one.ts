import { z } from 'zod';
import { parseBody } from '../../http/parse-content';
import { requireRecord } from '../../objects/find-record';
import { renderWritten } from '../../objects/render-record';
import { updateRecord } from '../../objects/update-record';
import { objectEndpoint, writtenProperties } from './object-endpoint';

const body = z.object({ properties: writtenProperties });

export const updateOne = objectEndpoint({
  method: 'PATCH',
  path: '/{objectId}',
  access: 'write',
  handle: (session, type, call) => {
    const { properties } = parseBody(body, call);
    const record = requireRecord(session, {
      type,
      id: call.params['objectId'] ?? '',
      idProperty: call.query.get('idProperty') ?? undefined,
    });
    return {
      status: 200,
      body: renderWritten(session, updateRecord(session, record, properties), Object.keys(properties)),
    };
  },
});
