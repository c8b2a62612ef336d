import { z } from 'zod';
import { TIMELINE_KINDS } from '../../store/lead-timeline';
import { leadTimelineSchema, viewLeadTimeline } from '../../views/lead-timeline';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { badCursor, noSuchLead } from '../problem';
import { cursorSchema, leadPath, limitSchema, someOf } from '../request-shapes';

export const getLeadTimeline = defineEndpoint({
  method: 'get',
  path: '/api/leads/{leadId}/timeline',
  operationId: 'getLeadTimeline',
  tag: 'Leads',
  summary:
    'What happened to a lead, the newest first: activities with the points they gave, moves, assignments, clocks, touches, CRM writes.',
  scope: 'read',
  roles: EVERYBODY,
  request: {
    path: leadPath,
    query: z.strictObject({
      kind: someOf(z.enum(TIMELINE_KINDS)).meta({ description: 'All kinds by default.' }),
      cursor: cursorSchema.optional(),
      limit: limitSchema(200),
    }),
    body: null,
  },
  response: { status: 200, description: 'The page.', schema: leadTimelineSchema },
  problems: [404],
  handle: async ({ path, query }, { deps, now }) => {
    const timeline = await viewLeadTimeline(deps, {
      leadId: path.leadId,
      kinds: query.kind ?? TIMELINE_KINDS,
      cursor: query.cursor,
      limit: query.limit,
      now,
    });
    return timeline === 'bad_cursor' ? badCursor() : (timeline ?? noSuchLead());
  },
});
