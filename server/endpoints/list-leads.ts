import { z } from 'zod';
import { LEAD_SORTS } from '../../store/lead-list';
import { leadListSchema, viewLeadList } from '../../views/lead-list';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { leadFilterOf, leadFilterShape } from '../lead-filter';
import { badCursor } from '../problem';
import { cursorSchema, limitSchema } from '../request-shapes';

export const listLeads = defineEndpoint({
  method: 'get',
  path: '/api/leads',
  operationId: 'listLeads',
  tag: 'Leads',
  summary: 'A page of leads, filtered and sorted.',
  description: 'Paging goes by position in the order, not by number: leads that come or go meanwhile shift no page.',
  scope: 'read',
  roles: EVERYBODY,
  request: {
    path: null,
    query: z.strictObject({
      ...leadFilterShape,
      sort: z.enum(LEAD_SORTS).default('created'),
      direction: z.enum(['asc', 'desc']).default('desc'),
      cursor: cursorSchema.optional(),
      limit: limitSchema(200),
    }),
    body: null,
  },
  response: { status: 200, description: 'The page.', schema: leadListSchema },
  handle: async ({ query }, { deps }) => {
    const { sort, direction, cursor, limit } = query;
    return (await viewLeadList(deps.db, { ...leadFilterOf(query), sort, direction, cursor, limit })) ?? badCursor();
  },
});
