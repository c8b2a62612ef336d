import { z } from 'zod';
import { validationError } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import { mergeRecords } from '../../objects/merge-records';
import { renderWritten } from '../../objects/render-record';
import { objectEndpoint, recordId } from './object-endpoint';

const body = z.object({ primaryObjectId: recordId, objectIdToMerge: recordId });

export const merge = objectEndpoint({
  method: 'POST',
  path: '/merge',
  access: 'write',
  handle: (session, type, call) => {
    if (type.engagement !== 'none') throw validationError(`${type.singular.toUpperCase()} records cannot be merged.`);
    const input = parseBody(body, call);
    const winner = mergeRecords(session, { type, primaryId: input.primaryObjectId, otherId: input.objectIdToMerge });
    return { status: 200, body: renderWritten(session, winner, ['hs_merged_object_ids']) };
  },
});
