import type { Request, RequestHandler, Response } from 'express';
import type pino from 'pino';
import type { ApiKey } from '../store/api-key';
import type { Clock } from '../domain/time';

/**
 * One line a request: the route's pattern, never the address, since that may carry an e-mail; the key's id, never the key.
 */
export function logRequests(log: pino.Logger, clock: Clock): RequestHandler {
  return (request, response, next) => {
    const startedAt = clock();
    response.on('finish', () => {
      const { caller } = response.locals as { caller?: ApiKey };
      const line = {
        method: request.method,
        route: patternOf(request),
        status: response.statusCode,
        durationMs: clock() - startedAt,
        key: caller?.id,
      };
      if (isProbe(request, response)) log.debug(line, 'request');
      else log.info(line, 'request');
    });
    next();
  };
}

function patternOf(request: Request): string {
  const { path } = (request.route as { path?: unknown } | undefined) ?? {};
  return typeof path === 'string' ? `${request.baseUrl}${path}` : 'none';
}

/** Orchestrators ask every few seconds; that it went well is no news. */
const isProbe = (request: Request, response: Response): boolean =>
  response.statusCode < 400 && (request.path === '/healthz' || request.path === '/readyz');
