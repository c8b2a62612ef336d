import { z } from 'zod';
import { stageSchema } from '../../views/shapes';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';

export const listLeadFacets = defineEndpoint({
  method: 'get',
  path: '/api/leads/facets',
  operationId: 'listLeadFacets',
  tag: 'Leads',
  summary: 'What leads can be filtered by: sources and stages, with how many there are of each.',
  description: 'Counted at most every ten seconds.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: {
    status: 200,
    description: 'The most frequent first; at most 100 sources.',
    schema: z.object({
      sources: z.array(z.object({ source: z.string(), count: z.int() })).readonly(),
      stages: z.array(z.object({ stage: stageSchema, count: z.int() })).readonly(),
    }),
  },
  handle: async (_request, { deps }) => await deps.leadFacets(),
});
