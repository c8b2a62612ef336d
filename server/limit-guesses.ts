import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem, sendProblem } from './problem';

const BY_ADDRESS = { windowMs: 60_000, limit: 10 };
const BY_EMAIL = { windowMs: 15 * 60_000, limit: 30 };

/**
 * For operations by which a password or a link's secret could be guessed: failures are counted by the address they come
 * from and, from wherever they come, by the e-mail address they name. Behind the body's parser.
 */
export function limitGuesses(): readonly RequestHandler[] {
  return [
    limit({ ...BY_ADDRESS, keyGenerator: (request) => ipKeyGenerator(request.ip ?? '') }),
    limit({
      ...BY_EMAIL,
      keyGenerator: (request) => emailOf(request) ?? '',
      skip: (request) => emailOf(request) === null,
    }),
  ];
}

const limit = (options: {
  readonly windowMs: number;
  readonly limit: number;
  readonly keyGenerator: (request: Request) => string;
  readonly skip?: (request: Request) => boolean;
}): RequestHandler =>
  rateLimit({
    ...options,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_request, response) => response.statusCode !== 401 && response.statusCode !== 403,
    handler: (_request, response) => {
      sendProblem(response, new Problem('too_many_failures', 'Wait some minutes before you try again.'));
    },
  });

function emailOf(request: Request): string | null {
  // Express types a body as anything.
  const email = (request.body as { readonly email?: unknown } | undefined)?.email;
  return typeof email === 'string' ? email.toLowerCase().slice(0, 320) : null;
}
