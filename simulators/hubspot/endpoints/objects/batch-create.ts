import { z } from 'zod';
import { parseBody } from '../../http/parse-content';
import { createRecord } from '../../objects/create-record';
import { renderWritten } from '../../objects/render-record';
import { checkBatchSize, runBatch } from '../batch';
import { inlineAssociations, objectEndpoint, traceId, writtenProperties } from './object-endpoint';

const body = z.object({
  inputs: z.array(
    z.object({ properties: writtenProperties, associations: inlineAssociations, objectWriteTraceId: traceId }),
  ),
});

export const batchCreate = objectEndpoint({
  method: 'POST',
  path: '/batch/create',
  access: 'write',
  handle: (session, type, call) => {
    const { inputs } = parseBody(body, call);
    checkBatchSize(inputs);
    return runBatch(session, {
      inputs,
      status: 201,
      mayBePartial: true,
      handle: ({ properties, associations }) => {
        const record = createRecord(session, { type, properties, associations });
        return renderWritten(session, record, Object.keys(properties));
      },
    });
  },
});
