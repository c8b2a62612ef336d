import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import type { SignedRequest } from '../../connectors/hubspot/signature';
import {
  acceptHubspotWebhook,
  type HubspotWebhookDeps,
  type HubspotWebhookOutcome,
} from '../../pipeline/hubspot-webhook';
import { Problem, sendProblem } from '../problem';
import { refuseMethod } from '../refuse-method';

/** A hundred events weigh far less. */
const BODY_LIMIT = '1mb';

export interface HubspotWebhookRouterDeps extends HubspotWebhookDeps {
  /**
   * Where HubSpot calls us, e.g. `https://leadline.example.com`: part of what it signs. From configuration, since behind a
   * proxy the request itself does not know it.
   */
  readonly publicBaseUrl: string;
}

/**
 * `POST /<connection>`: what changed in HubSpot, signed by version 3. Answers 200 once every event is stored. Every request
 * that is not signed rightly gets one and the same 401.
 */
export function createHubspotWebhookRouter(deps: HubspotWebhookRouterDeps): Router {
  const router = express.Router();
  // The signature is over the bytes that came, so they are neither parsed nor decompressed before.
  const readBytes = express.raw({ type: () => true, limit: BODY_LIMIT, inflate: false });
  router.post('/:connectionId', readBytes, async (request: Request<{ connectionId: string }>, response) => {
    const outcome = await acceptHubspotWebhook(deps, {
      connectionId: request.params.connectionId,
      ...signedPart(request, deps.publicBaseUrl),
    });
    response.on('finish', () => deps.failpoint('crm_webhook.after_ack'));
    answer(response, outcome);
  });
  router.all('/:connectionId', refuseMethod(['POST']));
  router.use(refuseLarge);
  return router;
}

function signedPart(request: Request<{ connectionId: string }>, publicBaseUrl: string): SignedRequest {
  const names = [
    'x-hubspot-signature-v3',
    'x-hubspot-request-timestamp',
    'x-hubspot-signature',
    'x-hubspot-signature-version',
  ];
  return {
    method: request.method,
    url: publicBaseUrl.replace(/\/$/, '') + request.originalUrl,
    // express.raw leaves an empty object where there is no body.
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    headers: Object.fromEntries(names.map((name) => [name, request.get(name)])),
  };
}

function answer(response: Response, outcome: HubspotWebhookOutcome): void {
  switch (outcome.kind) {
    case 'accepted':
      response.status(200).json({ accepted: outcome.events });
      return;
    case 'not_signed':
      sendProblem(response, new Problem('not_signed', 'The message is not signed as this address expects.'));
      return;
    case 'not_events':
      sendProblem(response, new Problem('invalid_json', 'Send events as a JSON array.'));
  }
}

/** The limit is this route's own; the application answers whatever else can go wrong with a body. */
const refuseLarge: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const isTooLarge =
    typeof error === 'object' && error !== null && 'type' in error && error.type === 'entity.too.large';
  if (!isTooLarge) next(error);
  else sendProblem(response, new Problem('too_large', `A message may weigh at most ${BODY_LIMIT}.`));
};
