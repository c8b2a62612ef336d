import { z } from 'zod';
import { scoreHistorySchema, viewScoreHistory } from '../../views/score-history';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { noSuchLead, noWorkspace } from '../problem';
import { leadPath, numberParameter } from '../request-shapes';

export const getScoreHistory = defineEndpoint({
  method: 'get',
  path: '/api/leads/{leadId}/score-history',
  operationId: 'getScoreHistory',
  tag: 'Leads',
  summary: 'The score day by day, with the stage moves: what a chart shows.',
  description: 'Each day by what was known then and the model that was live then.',
  scope: 'read',
  roles: EVERYBODY,
  request: {
    path: leadPath,
    query: z.strictObject({ days: numberParameter(z.int().min(1).max(400)).default(90) }),
    body: null,
  },
  response: { status: 200, description: 'The series.', schema: scoreHistorySchema },
  problems: [404, 409],
  handle: async ({ path, query }, { deps, now }) => {
    const history = await viewScoreHistory(deps, { leadId: path.leadId, days: query.days, now });
    return history === 'no_model' ? noWorkspace() : (history ?? noSuchLead());
  },
});
