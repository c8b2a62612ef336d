import { z } from 'zod';
import { ApiError } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import { findAnyRecord } from '../../objects/find-record';
import { renderRecord } from '../../objects/render-record';
import { batchAnswer, checkBatchSize, refuseDuplicateIds, rowError } from '../batch';
import { queryFlag } from '../query';
import { objectEndpoint, optionalName, recordId } from './object-endpoint';

const names = z
  .array(z.string())
  .nullish()
  .transform((listed) => listed ?? []);

const body = z.object({
  inputs: z.array(z.object({ id: recordId })),
  idProperty: optionalName,
  properties: names,
  propertiesWithHistory: names,
});

/** What is not found is one error that lists the ids (207); two names of one record give it once. Never returns associations. */
export const batchRead = objectEndpoint({
  method: 'POST',
  path: '/batch/read',
  access: 'read',
  handle: (session, type, call) => {
    const { inputs, idProperty, properties, propertiesWithHistory } = parseBody(body, call);
    checkBatchSize(inputs);
    refuseDuplicateIds(inputs.map(({ id }) => id));
    const archived = queryFlag(call.query, 'archived');
    const found = inputs.map(({ id }) => {
      const record = findAnyRecord(session, { type, id, idProperty });
      return { id, record: record && (record.archivedAtMs !== null) === archived ? record : undefined };
    });
    const missing = found.flatMap(({ id, record }) => (record ? [] : [id]));
    const records = new Map(found.flatMap(({ record }) => (record ? [[record.id, record] as const] : [])));
    const selection = { properties, withHistory: propertiesWithHistory };
    return batchAnswer(session, {
      status: 200,
      results: [...records.values()].map((record) => renderRecord(session, record, selection)),
      errors: missing.length > 0 ? [rowError(notFoundError(type.singular), { ids: missing })] : [],
    });
  },
});

function notFoundError(singular: string): ApiError {
  return new ApiError({
    status: 404,
    message: `Could not get some ${singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    category: 'OBJECT_NOT_FOUND',
  });
}
