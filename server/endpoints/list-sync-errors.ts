import { z } from 'zod';
import { listSyncErrors as list } from '../../store/sync-error';
import { leadIdSchema } from '../../views/shapes';
import { SYNC_ERROR_STATES, syncErrorListSchema, viewSyncErrorList } from '../../views/sync-errors';
import { SYNC_READERS } from '../access';
import { defineEndpoint } from '../endpoint';
import { limitSchema, numberParameter, storableText } from '../request-shapes';

export const listSyncErrors = defineEndpoint({
  method: 'get',
  path: '/api/sync/errors',
  operationId: 'listSyncErrors',
  tag: 'Sync',
  summary: 'What could not be taken in or written out, the newest first.',
  scope: 'read',
  roles: SYNC_READERS,
  request: {
    path: null,
    query: z.strictObject({
      state: z.enum(SYNC_ERROR_STATES).default('open'),
      connection: storableText(100).optional(),
      leadId: leadIdSchema.optional(),
      cursor: numberParameter(z.int().min(1).max(Number.MAX_SAFE_INTEGER)).optional().meta({
        description: '`nextCursor` of the page before.',
      }),
      limit: limitSchema(200),
    }),
    body: null,
  },
  response: { status: 200, description: 'The page.', schema: syncErrorListSchema },
  handle: async ({ query }, { deps }) => {
    const errors = await list(deps.db, {
      state: query.state,
      limit: query.limit,
      ...(query.connection === undefined ? {} : { connectionId: query.connection }),
      ...(query.leadId === undefined ? {} : { leadId: query.leadId }),
      ...(query.cursor === undefined ? {} : { beforeId: query.cursor }),
    });
    return viewSyncErrorList(errors, query.limit);
  },
});
