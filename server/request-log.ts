import type { Request, RequestHandler } from 'express';
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
        route: patternOf(request),
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

function patternOf(request: Request): string {
  const { path } = (request.route as { path?: unknown } | undefined) ?? {};
  return typeof path === 'string' ? `${request.baseUrl}${path}` : 'none';
}
