import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Clock } from '../domain/time';
import { findApiKey, noteApiKeyUse, type ApiKey } from '../store/api-key';
import type { Database } from '../store/database';
import { Problem, sendProblem } from './problem';

const FAILURES_A_MINUTE = 20;
const BEARER = /^Bearer (\S+)$/i;

/** Who calls, once `authenticate` has let the request through. */
export function callerOf(response: Response): ApiKey {
  // Express types locals as anything; only `authenticate` writes this one.
  const caller = (response.locals as { caller?: ApiKey }).caller;
  if (caller === undefined) throw new Error('callerOf is for routes behind authenticate');
  return caller;
}

/**
 * Lets requests with a valid key through and answers 401 to all others without saying what is wrong with theirs. Failures are
 * counted by address; beyond twenty a minute they are answered 429, while a valid key is still let through, so that one
 * misconfigured client does not lock out its neighbours behind the same address.
 */
export function authenticate(deps: { readonly db: Database; readonly clock: Clock }): RequestHandler {
  const limitFailures = rateLimit({
    windowMs: 60_000,
    limit: FAILURES_A_MINUTE,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    handler: (_request, response) => {
      sendProblem(response, new Problem('too_many_failures', 'Wait a minute and check the key.'));
    },
  });
  const refuse = (request: Request, response: Response): unknown =>
    limitFailures(request, response, (error?: unknown) => {
      if (error !== undefined) throw error instanceof Error ? error : new Error('rate limit failed', { cause: error });
      response.setHeader('WWW-Authenticate', 'Bearer realm="leadline"');
      sendProblem(
        response,
        new Problem('not_authenticated', 'Send `Authorization: Bearer <key>`; `leadline key create` makes a key.'),
      );
    });

  return async (request: Request, response: Response, next: NextFunction) => {
    const [, plainKey] = BEARER.exec(request.get('authorization') ?? '') ?? [];
    const apiKey = plainKey === undefined ? null : await findApiKey(deps.db, plainKey);
    if (apiKey === null) {
      await refuse(request, response);
      return;
    }
    await noteApiKeyUse(deps.db, apiKey, deps.clock());
    response.locals['caller'] = apiKey;
    next();
  };
}
