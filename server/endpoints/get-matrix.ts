import { z } from 'zod';
import { matrixSchema, viewMatrix } from '../../views/matrix';
import { stageSchema } from '../../views/shapes';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { someOf } from '../request-shapes';

export const getMatrix = defineEndpoint({
  method: 'get',
  path: '/api/matrix',
  operationId: 'getMatrix',
  tag: 'Boards',
  summary: 'How many leads stand in each cell of fit × activity, and what the cell calls for.',
  description: 'Counted at most once a second.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: z.strictObject({ stage: someOf(stageSchema) }), body: null },
  response: { status: 200, description: 'The 16 cells.', schema: matrixSchema },
  handle: async ({ query }, { deps, now }) => await viewMatrix(deps, { stages: query.stage ?? null, now }),
});
