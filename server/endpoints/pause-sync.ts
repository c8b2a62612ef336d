import { z } from 'zod';
import { pauseSync as pause } from '../../pipeline/pause-sync';
import { SYNC_OPERATORS } from '../access';
import { defineEndpoint } from '../endpoint';
import { Problem } from '../problem';
import { storableText } from '../request-shapes';

export const pauseSync = defineEndpoint({
  method: 'post',
  path: '/api/sync/pause',
  operationId: 'pauseSync',
  tag: 'Sync',
  summary: 'Stops all calls to a CRM, or to every one. What is wished for meanwhile waits; nothing is lost.',
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
    description: 'It is paused.',
    schema: z.object({
      changed: z.array(z.string()).readonly().meta({ description: 'Connections that were not paused before.' }),
    }),
  },
  problems: [404],
  handle: async ({ body }, { deps, actor }) => {
    const changed = await pause(deps, { connectionId: body.connectionId, actor });
    return changed === null ? new Problem('not_found', 'There is no such connection.') : { changed };
  },
});
