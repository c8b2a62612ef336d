import { z } from 'zod';
import { SLA_GROUPS } from '../../store/sla-board';
import { slaListSchema, viewSlaList } from '../../views/sla-board';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { badCursor } from '../problem';
import { boardShape, cursorSchema, limitSchema, someOf, storableText } from '../request-shapes';

export const listSlaClocks = defineEndpoint({
  method: 'get',
  path: '/api/sla/clocks',
  operationId: 'listSlaClocks',
  tag: 'Boards',
  summary: 'The promises of one group, the earliest deadline first; of those that were met, the latest.',
  scope: 'read',
  roles: EVERYBODY,
  request: {
    path: null,
    query: z.strictObject({
      ...boardShape,
      group: z.enum(SLA_GROUPS).default('due_soon'),
      rep: someOf(storableText(100)),
      cursor: cursorSchema.optional(),
      limit: limitSchema(200),
    }),
    body: null,
  },
  response: { status: 200, description: 'The page.', schema: slaListSchema },
  handle: async ({ query }, { deps, now }) => {
    const { rep, cursor, ...rest } = query;
    return (await viewSlaList(deps, { ...rest, repIds: rep ?? null, cursor, now })) ?? badCursor();
  },
});
