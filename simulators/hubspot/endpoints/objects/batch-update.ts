import { z } from 'zod';
import { parseBody } from '../../http/parse-content';
import { requireRecord } from '../../objects/find-record';
import { renderWritten } from '../../objects/render-record';
import { updateRecord } from '../../objects/update-record';
import { checkBatchSize, refuseDuplicateIds, runBatch } from '../batch';
import { objectEndpoint, optionalName, recordId, traceId, writtenProperties } from './object-endpoint';

const body = z.object({
  inputs: z.array(
    z.object({ id: recordId, idProperty: optionalName, properties: writtenProperties, objectWriteTraceId: traceId }),
  ),
});

export const batchUpdate = objectEndpoint({
  method: 'POST',
  path: '/batch/update',
  access: 'write',
  handle: (session, type, call) => {
    const { inputs } = parseBody(body, call);
    checkBatchSize(inputs);
    refuseDuplicateIds(inputs.map(({ id }) => id));
    return runBatch(session, {
      inputs,
      status: 200,
      mayBePartial: session.portal.behaviour.partialUpdate,
      handle: ({ id, idProperty, properties }) => {
        const record = requireRecord(session, { type, id, idProperty });
        return renderWritten(session, updateRecord(session, record, properties), Object.keys(properties));
      },
    });
  },
});
