import { z } from 'zod';
import { addSavedView } from '../../store/saved-view';
import { savedViewSchema } from '../../views/saved-views';
import { EVERYBODY } from '../access';
import { defineEndpoint, signedInUser } from '../endpoint';
import { possiblyEmptyText, storableText } from '../request-shapes';

export const createView = defineEndpoint({
  method: 'post',
  path: '/api/views',
  operationId: 'createView',
  tag: 'Leads',
  summary: 'Saves a view of the lead list.',
  scope: null,
  roles: EVERYBODY,
  request: {
    path: null,
    query: null,
    body: z.strictObject({
      name: storableText(80),
      query: possiblyEmptyText(2_000).meta({ description: "The list's query string: `stage=mql&sort=score`." }),
      shared: z.boolean().default(false).meta({ description: 'Whether everybody sees it.' }),
    }),
  },
  response: { status: 201, description: 'The view.', schema: savedViewSchema },
  handle: async ({ body }, call) =>
    await addSavedView(call.deps.db, { ...body, ownerId: signedInUser(call).userId, now: call.now }),
});
