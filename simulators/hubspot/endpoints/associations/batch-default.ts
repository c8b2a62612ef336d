import { z } from 'zod';
import { setAssociation } from '../../associations/associate';
import { parseBody } from '../../http/parse-content';
import { batchAnswer, checkBatchSize } from '../batch';
import {
  associationEndpoint,
  associationLimits,
  end,
  renderDefault,
  requireEnds,
  requirePlainType,
} from './association-endpoint';

const body = z.object({ inputs: z.array(z.object({ from: end, to: end })) });

export const batchDefaultAssociations = associationEndpoint({
  method: 'POST',
  path: '/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/associate/default',
  access: 'write',
  handle: (session, types, call) => {
    const { inputs } = parseBody(body, call);
    checkBatchSize(inputs, associationLimits.create);
    const plain = requirePlainType(types);
    const results = inputs.flatMap((input) => {
      const ends = requireEnds(session, types, { from: input.from.id, to: input.to.id });
      setAssociation(session, ends, [plain]);
      return renderDefault(ends, plain);
    });
    return batchAnswer(session, { status: 200, results, errors: [] });
  },
});
