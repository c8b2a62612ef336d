import { z } from 'zod';
import { parseBody } from '../../http/parse-content';
import { archiveRecord } from '../../objects/archive-record';
import { findRecord } from '../../objects/find-record';
import { checkBatchSize } from '../batch';
import { objectEndpoint, recordId } from './object-endpoint';

const body = z.object({ inputs: z.array(z.object({ id: recordId })) });

export const batchArchive = objectEndpoint({
  method: 'POST',
  path: '/batch/archive',
  access: 'write',
  handle: (session, type, call) => {
    const { inputs } = parseBody(body, call);
    checkBatchSize(inputs);
    for (const { id } of inputs) {
      const record = findRecord(session, { type, id, idProperty: undefined });
      if (record) archiveRecord(session, record);
    }
    return { status: 204 };
  },
});
