import { z } from 'zod';
import { endApiKey } from '../../pipeline/manage-api-keys';
import { ADMINS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';

export const revokeKey = defineEndpoint({
  method: 'delete',
  path: '/api/keys/{keyId}',
  operationId: 'revokeKey',
  tag: 'Keys',
  summary: 'Ends a key at once.',
  scope: 'admin',
  roles: ADMINS,
  request: { path: z.strictObject({ keyId: z.string().regex(/^[0-9a-f]{16}$/) }), query: null, body: null },
  response: {
    status: 200,
    description: 'It is revoked, now or before.',
    schema: z.object({ state: z.enum(['revoked', 'already_revoked']) }),
  },
  problems: [404],
  handle: async ({ path }, { deps, actor }) => {
    const outcome = await endApiKey(deps, { id: path.keyId, actor });
    return outcome === 'unknown' ? new Problem('not_found', 'There is no such key.') : { state: outcome };
  },
});
