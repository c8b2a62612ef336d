import { listApiKeys } from '../../store/api-key';
import { apiKeyListSchema } from '../../views/api-keys';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';

export const listKeys = defineEndpoint({
  method: 'get',
  path: '/api/keys',
  operationId: 'listKeys',
  tag: 'Keys',
  summary: 'All keys, revoked ones included; never the keys themselves.',
  scope: 'admin',
  roles: ADMINS,
  request: { path: null, query: null, body: null },
  response: { status: 200, description: 'The keys.', schema: apiKeyListSchema },
  handle: async (_request, { deps }) => ({ keys: await listApiKeys(deps.db) }),
});
