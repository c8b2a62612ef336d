import { z } from 'zod';
import { issueApiKey } from '../../pipeline/manage-api-keys';
import { scopeSchema, newApiKeySchema } from '../../views/api-keys';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';
import { storableText } from '../request-shapes';

export const createKey = defineEndpoint({
  method: 'post',
  path: '/api/keys',
  operationId: 'createKey',
  tag: 'Keys',
  summary: 'Makes a key. It is shown in this answer and never again.',
  scope: 'admin',
  roles: ADMINS,
  request: {
    path: null,
    query: null,
    body: z.strictObject({ name: storableText(100), scopes: z.array(scopeSchema).min(1).max(3) }),
  },
  response: { status: 201, description: 'The new key.', schema: newApiKeySchema },
  handle: async ({ body }, { deps, actor }) => {
    const { apiKey, plainKey } = await issueApiKey(deps, { ...body, actor });
    return { ...apiKey, key: plainKey };
  },
});
