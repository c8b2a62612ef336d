import { z } from 'zod';
import { isApiKeyLive } from '../../store/api-key';
import { EVERYBODY } from '../access';
import { defineStream } from '../endpoint';
import { watchChanges } from '../watch-changes';

/** What each event of the stream is. */
const eventSchema = z.object({
  event: z.literal('changed'),
  data: z.string().meta({ description: 'JSON: `topics` and, where it is known which few leads changed, `leadIds`.' }),
});

export const watchEvents = defineStream({
  method: 'get',
  path: '/api/events',
  operationId: 'watchEvents',
  tag: 'Boards',
  summary: 'Tells of changes as they happen, by server-sent events.',
  description:
    'At most one event `changed` a second. Its data: `{"topics": ["leads", "sla", "sync"], "leadIds": ["…"]}`; without `leadIds` where many leads changed, or it is not known which. A comment every 15 seconds.',
  scope: 'read',
  roles: EVERYBODY,
  response: { status: 200, description: 'Events.', schema: eventSchema, type: 'text/event-stream' },
  open: ({ deps, caller, browser }) =>
    watchChanges(deps.changes, async () =>
      caller.kind === 'key'
        ? await isApiKeyLive(deps.db, caller.key.id)
        : (await deps.signIn.recognise(browser)).value !== null,
    ),
});
