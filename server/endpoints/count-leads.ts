import { z } from 'zod';
import { countLeads as count } from '../../store/lead-list';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { leadFilterOf, leadFilterShape } from '../lead-filter';

export const countLeads = defineEndpoint({
  method: 'get',
  path: '/api/leads/count',
  operationId: 'countLeads',
  tag: 'Leads',
  summary: 'How many leads a filter finds.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: z.strictObject(leadFilterShape), body: null },
  response: { status: 200, description: 'The number.', schema: z.object({ count: z.int() }) },
  handle: async ({ query }, { deps }) => ({ count: await count(deps.db, leadFilterOf(query)) }),
});
