import { z } from 'zod';
import { leadWhySchema, viewLeadWhy } from '../../views/lead-why';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { noSuchLead, noWorkspace } from '../problem';
import { instantParameter, leadPath } from '../request-shapes';

export const explainLead = defineEndpoint({
  method: 'get',
  path: '/api/leads/{leadId}/why',
  operationId: 'explainLead',
  tag: 'Leads',
  summary: 'Why the score is what it is: dated lines that sum to it exactly, now or at any past instant.',
  description: 'A past instant is judged by what was known then, under the model that was live then.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: leadPath, query: z.strictObject({ at: instantParameter.optional() }), body: null },
  response: { status: 200, description: 'The lines.', schema: leadWhySchema },
  problems: [404, 409],
  handle: async ({ path, query }, { deps, now }) => {
    const why = await viewLeadWhy(deps, { leadId: path.leadId, asOf: query.at ?? now, now });
    return why === 'no_model' ? noWorkspace() : (why ?? noSuchLead());
  },
});
