import type { Request, RequestHandler } from 'express';
import type pino from 'pino';
import type { Clock } from '../domain/time';
import type { ApiKey } from '../store/api-key';
import type { AnsweredRequest } from '../telemetry/metrics';

/**
 * One line a request: the route's pattern, never the address, since that may carry an e-mail; the key's id, never the key.
 */
export function logRequests(
  log: pino.Logger,
  clock: Clock,
  onAnswered?: (request: AnsweredRequest) => void,
): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock();
    response.on('finish', () => {
      const { caller } = response.locals as { caller?: ApiKey };
      const answered = {
        method: request.method,
        route: patternOf(request),
        status: response.statusCode,
        durationMs: clock() - startedAt,
      };
      onAnswered?.(answered);
      const line = { ...answered, key: caller?.id };
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
