import { viewWorkspace, workspaceViewSchema } from '../../views/workspace';
import { EVERYBODY } from '../access';
import { defineEndpoint } from '../endpoint';
import { noWorkspace } from '../problem';

export const getWorkspace = defineEndpoint({
  method: 'get',
  path: '/api/workspace',
  operationId: 'getWorkspace',
  tag: 'Configuration',
  summary: 'The live version of the workspace, and which versions were live before.',
  scope: 'read',
  roles: EVERYBODY,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The workspace.', schema: workspaceViewSchema },
  problems: [409],
  handle: async (_request, { deps, now }) => (await viewWorkspace(deps.workspaces, now)) ?? noWorkspace(),
});
