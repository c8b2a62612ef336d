import { z } from 'zod';
import { resumeSync as resume } from '../../pipeline/pause-sync';
import { SYNC_OPERATORS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';
import { storableText } from '../request-shapes';

export const resumeSync = defineEndpoint({
  method: 'post',
  path: '/api/sync/resume',
  operationId: 'resumeSync',
  tag: 'Sync',
  summary: 'Lets calls to a CRM, or to every one, go again and closes the circuit breaker.',
  scope: 'operate',
  roles: SYNC_OPERATORS,
  request: {
    path: null,
    query: null,
    body: z.strictObject({
      connectionId: storableText(100).optional().meta({ description: 'Every connection when absent.' }),
    }),
  },
  response: {
    status: 200,
    description: 'Calls may go.',
    schema: z.object({
      changed: z.array(z.string()).readonly().meta({ description: 'Connections that were paused or broken before.' }),
    }),
  },
  problems: [404],
  handle: async ({ body }, { deps, actor }) => {
    const changed = await resume(deps, { connectionId: body.connectionId, actor });
    return changed === null ? new Problem('not_found', 'There is no such connection.') : { changed };
  },
});
