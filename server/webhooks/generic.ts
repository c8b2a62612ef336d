import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { acceptWebhook, type AcceptWebhookDeps, type WebhookOutcome } from '../../pipeline/accept-webhook';
import type { WebhookHeaders } from '../../pipeline/webhook-signature';
import { Problem, sendProblem } from '../problem';
import { refuseMethod } from '../refuse-method';

/** Most that a message may weigh. */
const BODY_LIMIT = '4mb';

/** What the sender of a message that was taken is told. */
export const webhookReplySchema = z
  .object({
    accepted: z.int().meta({ description: 'Activities that were understood.' }),
    refused: z
      .array(z.object({ index: z.int(), field: z.string(), message: z.string(), remedy: z.string() }))
      .meta({ description: 'Activities that were not, by their place in the message. They are kept as sync errors.' }),
    repeated: z.boolean().meta({ description: 'The message had been taken before; nothing was counted again.' }),
  })
  .meta({ id: 'WebhookReply' });

export type WebhookReply = z.output<typeof webhookReplySchema>;

/**
 * `POST /<connection>`: activities, signed by the Standard Webhooks convention. Answers 202 once the message is stored.
 * Every message that is not signed rightly gets one and the same 401.
 */
export function createGenericWebhookRouter(deps: AcceptWebhookDeps): Router {
  const router = express.Router();
  // The signature is over the bytes that came, so they are neither parsed nor decompressed before.
  const readBytes = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });
  router.post('/:connectionId', readBytes, async (request: Request<{ connectionId: string }>, response) => {
    // express.raw leaves an empty object where there is no body.
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const headers = signatureHeaders(request);
    const outcome = await acceptWebhook(deps, { connectionId: request.params.connectionId, headers, body });
    response.on('finish', () => deps.failpoint('webhook.after_ack'));
    answer(response, outcome);
  });
  router.all('/:connectionId', refuseMethod(['POST']));
  router.use(refuseLarge);
  return router;
}

/** Svix is the same scheme under names of its own; either is taken. */
function signatureHeaders(request: Request<{ connectionId: string }>): WebhookHeaders {
  const header = (name: string): string | undefined => request.get(`webhook-${name}`) ?? request.get(`svix-${name}`);
  return {
    'webhook-id': header('id'),
    'webhook-timestamp': header('timestamp'),
    'webhook-signature': header('signature'),
  };
}

function answer(response: Response, outcome: WebhookOutcome): void {
  switch (outcome.kind) {
    case 'accepted': {
      const { accepted, refused, repeated } = outcome;
      response.status(202).json({ accepted, refused: [...refused], repeated } satisfies WebhookReply);
      return;
    }
    case 'not_signed':
      sendProblem(response, new Problem('not_signed', 'The message is not signed as this address expects.'));
      return;
    case 'not_json':
      sendProblem(response, new Problem('invalid_json', 'Send the activities as JSON in UTF-8.'));
      return;
    case 'bad_envelope': {
      const { field, message } = outcome.fault;
      const subject = field === '' ? 'The body' : field;
      sendProblem(response, new Problem('refused', `${subject} ${message}.`, [outcome.fault]));
    }
  }
}

/** The limit is this route's own; the application answers whatever else can go wrong with a body. */
const refuseLarge: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isTooLarge =
    typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
  if (!isTooLarge) next(error);
  else sendProblem(response, new Problem('too_large', `A message may weigh at most ${BODY_LIMIT}; send several.`));
};
