import { teamViewSchema, viewTeam } from '../../views/team';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { noWorkspace } from '../problem';

export const getTeam = defineEndpoint({
  method: 'get',
  path: '/api/team',
  operationId: 'getTeam',
  tag: 'Configuration',
  summary: 'Managers, reps and territories, with what each rep has on the desk.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The team.', schema: teamViewSchema },
  problems: [409],
  handle: async (_request, { deps, now }) => (await viewTeam(deps, now)) ?? noWorkspace(),
});
