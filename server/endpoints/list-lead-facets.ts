import { leadFacetsSchema, viewLeadFacets } from '../../views/lead-facets';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';

export const listLeadFacets = defineEndpoint({
  method: 'get',
  path: '/api/leads/facets',
  operationId: 'listLeadFacets',
  tag: 'Leads',
  summary: 'What leads can be filtered by: sources and stages, with how many there are of each.',
  description: 'Stages are counted at most once a second, sources every ten seconds.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: {
    status: 200,
    description: 'The most frequent first; at most 100 sources.',
    schema: leadFacetsSchema,
  },
  handle: async (_request, { deps }) => await viewLeadFacets(deps.tallies),
});
