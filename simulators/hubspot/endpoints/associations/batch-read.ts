import { z } from 'zod';
import { ApiError } from '../../api-error';
import { parseBody } from '../../http/parse-content';
import { batchAnswer, checkBatchSize, rowError, type BatchResult } from '../batch';
import { associationEndpoint, associationLimits, type EndTypes } from './association-endpoint';
import { associatedPage } from './render-associated';

const body = z.object({
  inputs: z.array(z.object({ id: z.union([z.string(), z.number()]).transform(String), after: z.string().nullish() })),
});

/** A record without any association of the kind is an error row, so that 207 is the usual answer. */
export const batchReadAssociations = associationEndpoint({
  method: 'POST',
  path: '/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/read',
  access: 'read',
  handle: (session, types, call) => {
    const { inputs } = parseBody(body, call);
    checkBatchSize(inputs, associationLimits.read);
    const results: BatchResult[] = [];
    const errors: BatchResult[] = [];
    for (const { id, after } of inputs) {
      const record = session.parts.records.find({ portalId: session.portal.portalId, type: types.from, id });
      const page = record && associatedPage(session, { from: record, to: types.to, afterId: Number(after ?? 0) });
      if (!page || page.results.length === 0) errors.push(noneFound(types, id));
      else {
        const paging = page.after === undefined ? {} : { paging: { next: { after: page.after } } };
        results.push({ from: { id }, to: page.results, ...paging });
      }
    }
    return batchAnswer(session, { status: 200, results, errors });
  },
});

function noneFound({ from, to }: EndTypes, id: string): BatchResult {
  const error = new ApiError({
    status: 404,
    message: `No ${to.singular} is associated with ${from.singular} ${id}.`,
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
  });
  return rowError(error, { fromObjectId: [id], fromObjectType: [from.singular], toObjectType: [to.singular] });
}
