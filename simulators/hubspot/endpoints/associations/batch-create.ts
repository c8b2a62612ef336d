import { z } from 'zod';
import { ApiError } from '../../api-error';
import { labelsOf, setAssociation } from '../../associations/associate';
import { parseBody } from '../../http/parse-content';
import { batchAnswer, checkBatchSize, rowError, type BatchResult } from '../batch';
import {
  associationEndpoint,
  associationLimits,
  associationSpec,
  end,
  renderPair,
  requireEnds,
} from './association-endpoint';

const body = z.object({ inputs: z.array(z.object({ from: end, to: end, types: z.array(associationSpec).min(1) })) });

/** Associations carry no trace ids: bad rows are always listed beside the good ones. */
export const batchCreateAssociations = associationEndpoint({
  method: 'POST',
  path: '/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/create',
  access: 'write',
  handle: (session, types, call) => {
    const { inputs } = parseBody(body, call);
    checkBatchSize(inputs, associationLimits.create);
    const results: BatchResult[] = [];
    const errors: BatchResult[] = [];
    for (const input of inputs) {
      try {
        const labels = labelsOf(session, types, input.types);
        const ends = requireEnds(session, types, { from: input.from.id, to: input.to.id });
        setAssociation(session, ends, labels);
        results.push(renderPair(ends, labels));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        errors.push(rowError(error, { fromObjectId: [input.from.id], toObjectId: [input.to.id] }));
      }
    }
    return batchAnswer(session, { status: 201, results, errors });
  },
});
