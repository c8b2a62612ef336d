import { z } from 'zod';
import { parseBody } from '../../http/parse-content';
import { createRecord } from '../../objects/create-record';
import { renderWritten } from '../../objects/render-record';
import { inlineAssociations, objectEndpoint, writtenProperties } from './object-endpoint';

const body = z.object({ properties: writtenProperties, associations: inlineAssociations });

export const createOne = objectEndpoint({
  method: 'POST',
  path: '',
  access: 'write',
  handle: (session, type, call) => {
    const input = parseBody(body, call);
    const record = createRecord(session, { type, ...input });
    return { status: 201, body: renderWritten(session, record, Object.keys(input.properties)) };
  },
});
