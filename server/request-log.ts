import type { Request, RequestHandler, Response } from 'express';
import type pino from 'pino';
import type { Clock } from '../domain/time';
import { actorOf, type Caller } from './access';
import type { AnsweredRequest } from '../telemetry/metrics';

/**
 * One line a request: the route's pattern, never the address, since that may carry an e-mail; the id of the key or the user,
 * never the key or a name.
 */
export function logRequests(
  log: pino.Logger,
  clock: Clock,
  onAnswered?: (request: AnsweredRequest) => void,
): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock();
    response.on('finish', () => {
      const { caller } = response.locals as { caller?: Caller };
      const answered = {
        method: request.method,
        route: patternOf(request, response),
        status: response.statusCode,
        durationMs: clock() - startedAt,
      };
      onAnswered?.(answered);
      const line = { ...answered, caller: caller === undefined ? undefined : actorOf(caller) };
      // Thousands of requests that went well are no news; one that was refused may be.
      if (response.statusCode < 400) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}

/** In front of a router of its own: once an error has left the router, the request no longer knows where it was mounted. */
export const noteMount: RequestHandler = (request, response, next) => {
  response.locals['mount'] = request.baseUrl;
  next();
};

function patternOf(request: Request, response: Response): string {
  const { mount = '' } = response.locals as { readonly mount?: string };
  const { path } = (request.route as { path?: unknown } | undefined) ?? {};
  return typeof path === 'string' ? `${request.baseUrl === '' ? mount : request.baseUrl}${path}` : 'none';
}
