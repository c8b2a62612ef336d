import { z } from 'zod';
import { labelsOf, removeAssociation, removeLabels } from '../../associations/associate';
import { parseBody } from '../../http/parse-content';
import type { Session } from '../../parts';
import { checkBatchSize } from '../batch';
import {
  associationEndpoint,
  associationLimits,
  associationSpec,
  end,
  type EndTypes,
  type Ends,
} from './association-endpoint';

const pairs = z.object({ inputs: z.array(z.object({ from: end, to: z.array(end) })) });
const labelled = z.object({ inputs: z.array(z.object({ from: end, to: end, types: z.array(associationSpec) })) });

/** Archiving what is not there is no error. */
export const batchArchiveAssociations = associationEndpoint({
  method: 'POST',
  path: '/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/archive',
  access: 'write',
  handle: (session, types, call) => {
    const { inputs } = parseBody(pairs, call);
    checkBatchSize(inputs, associationLimits.archive);
    for (const { from, to } of inputs) {
      for (const { id } of to) {
        const ends = findEnds(session, types, { from: from.id, to: id });
        if (ends) removeAssociation(session, ends);
      }
    }
    return { status: 204 };
  },
});

export const batchArchiveLabels = associationEndpoint({
  method: 'POST',
  path: '/crm/v4/associations/{fromObjectType}/{toObjectType}/batch/labels/archive',
  access: 'write',
  handle: (session, types, call) => {
    const { inputs } = parseBody(labelled, call);
    checkBatchSize(inputs, associationLimits.archive);
    for (const input of inputs) {
      const ends = findEnds(session, types, { from: input.from.id, to: input.to.id });
      if (ends) removeLabels(session, ends, labelsOf(session, types, input.types));
    }
    return { status: 204 };
  },
});

function findEnds(
  session: Session,
  types: EndTypes,
  ids: { readonly from: string; readonly to: string },
): Ends | undefined {
  const { portalId } = session.portal;
  const from = session.parts.records.find({ portalId, type: types.from, id: ids.from });
  const to = session.parts.records.find({ portalId, type: types.to, id: ids.to });
  return from && to && { from, to };
}
