import { z } from 'zod';
import { slaSummarySchema, viewSlaSummary } from '../../views/sla-board';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { boardShape } from '../request-shapes';

export const getSlaSummary = defineEndpoint({
  method: 'get',
  path: '/api/sla/summary',
  operationId: 'getSlaSummary',
  tag: 'Boards',
  summary: 'Promises due soon, running, paused, breached and met: in all and by rep.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: z.strictObject(boardShape), body: null },
  response: { status: 200, description: 'The counts.', schema: slaSummarySchema },
  handle: async ({ query }, { deps, now }) => await viewSlaSummary(deps, { ...query, now }),
});
