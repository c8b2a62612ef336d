import { z } from 'zod';
import { todaySchema, viewToday } from '../../views/today';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { boardShape, instantParameter } from '../request-shapes';

export const getToday = defineEndpoint({
  method: 'get',
  path: '/api/today',
  operationId: 'getToday',
  tag: 'Boards',
  summary:
    'What wants attention now: due soon, breached, unassigned, new MQLs, sync errors; each with the leads behind it.',
  scope: 'read',
  roles: EVERYBODY,
  request: {
    path: null,
    query: z.strictObject({
      ...boardShape,
      since: instantParameter
        .optional()
        .meta({ description: 'From when an MQL is new; by default the beginning of the UTC day.' }),
    }),
    body: null,
  },
  response: { status: 200, description: 'The figures.', schema: todaySchema },
  handle: async ({ query }, { deps, now }) => await viewToday(deps, { ...query, since: query.since, now }),
});
