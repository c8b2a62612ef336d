import { z } from 'zod';
import { stageSchema } from '../../views/shapes';
import { LEAD_MOVERS } from '../access';
import { defineEndpoint } from '../endpoint';
import { noSuchLead, Problem } from '../problem';
import { leadPath, storableText } from '../request-shapes';

export const moveLead = defineEndpoint({
  method: 'post',
  path: '/api/leads/{leadId}/moves',
  operationId: 'moveLead',
  tag: 'Leads',
  summary: "An operator's move: to any stage, whatever the points say, with a reason.",
  description: 'The workflow of the lead carries it out; the answer comes when it stands in the ledger.',
  scope: 'operate',
  roles: LEAD_MOVERS,
  request: {
    path: leadPath,
    query: null,
    body: z.strictObject({
      to: stageSchema,
      reason: storableText(2_000).meta({ description: 'For the people who read the timeline later.' }),
    }),
  },
  response: {
    status: 201,
    description: 'The move was made.',
    schema: z.object({
      from: stageSchema,
      to: stageSchema,
      visitNo: z.int().meta({ description: 'The visit that began with the move.' }),
    }),
  },
  problems: [404, 409, 503],
  handle: async ({ path, body }, { deps, actor }) => {
    const outcome = await deps.leadCommands.move({ leadId: path.leadId, to: body.to, reason: body.reason, actor });
    switch (outcome.kind) {
      case 'moved':
        return { from: outcome.from, to: outcome.to, visitNo: outcome.visitNo };
      case 'unknown_lead':
        return noSuchLead();
      case 'refused':
        return new Problem('conflict', outcome.message, [
          { field: 'to', message: outcome.code, remedy: 'Read the lead again and choose another stage.' },
        ]);
      case 'unavailable':
        return new Problem(
          'unavailable',
          'The workflow did not answer in time; look at the lead before you try again.',
        );
    }
  },
});
