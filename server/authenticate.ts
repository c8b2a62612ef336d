import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Clock } from '../domain/time';
import { findApiKey, noteApiKeyUse } from '../store/api-key';
import type { Database } from '../store/database';
import type { Caller } from './access';
import type { Browser, SignIn } from './auth/sign-in';
import { Problem, sendProblem } from './problem';

const FAILURES_A_MINUTE = 20;
const BEARER = /^Bearer (\S+)$/i;
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who calls, once `authenticate` has looked. */
export function callerOf(response: Response): Caller {
  // Express types locals as anything; only `authenticate` writes this one.
  const caller = (response.locals as { caller?: Caller }).caller;
  if (caller === undefined) throw new Error('callerOf is for routes behind authenticate');
  return caller;
}

/** The parts of a request that a session is told by. */
export const browserOf = (request: Request): Browser => ({
  cookie: request.get('cookie'),
  userAgent: request.get('user-agent'),
  address: request.ip,
});

interface AuthenticateDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly signIn: SignIn;
  /** Where browsers reach us; null where that is wherever a request says it was sent to. */
  readonly publicUrl: string | null;
}

/**
 * Finds out who calls: by a key where one is sent, else by the cookie of a session. A key that is not valid is answered 401
 * without saying what is wrong with it. Such failures are counted by address; beyond twenty a minute they are answered 429,
 * while a valid key is still let through, so that one misconfigured client does not lock out its neighbours behind the same
 * address.
 */
export function authenticate(deps: AuthenticateDeps): RequestHandler {
  const refuseKey = createKeyRefusal();
  return async (request: Request, response: Response, next: NextFunction) => {
    const authorization = request.get('authorization') ?? '';
    if (authorization !== '') {
      const [, plainKey] = BEARER.exec(authorization) ?? [];
      const key = plainKey === undefined ? null : await findApiKey(deps.db, plainKey);
      if (key === null) {
        await refuseKey(request, response);
        return;
      }
      await noteApiKeyUse(deps.db, key, deps.clock());
      setCaller(response, { kind: 'key', key });
      next();
      return;
    }
    const { value: user, setCookies } = await deps.signIn.recognise(browserOf(request));
    for (const cookie of setCookies) response.append('Set-Cookie', cookie);
    if (isForged(request, { signedIn: user !== null, publicUrl: deps.publicUrl })) {
      sendProblem(response, new Problem('not_allowed', 'The request was made by another site (see its Origin).'));
      return;
    }
    setCaller(response, user === null ? { kind: 'anyone' } : { kind: 'user', user });
    next();
  };
}

/** Everything behind it is for callers who are known. */
export const refuseStrangers: RequestHandler = (_request, response, next) => {
  if (callerOf(response).kind === 'anyone') refuseStranger(response);
  else next();
};

export function refuseStranger(response: Response): void {
  response.setHeader('WWW-Authenticate', 'Bearer realm="leadline"');
  sendProblem(
    response,
    new Problem(
      'not_authenticated',
      'Sign in, or send `Authorization: Bearer <key>`; `leadline key create` makes a key.',
    ),
  );
}

const setCaller = (response: Response, caller: Caller): void => {
  response.locals['caller'] = caller;
};

function createKeyRefusal(): (request: Request, response: Response) => unknown {
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
  return (request, response) =>
    limitFailures(request, response, (error?: unknown) => {
      if (error !== undefined) throw error instanceof Error ? error : new Error('rate limit failed', { cause: error });
      refuseStranger(response);
    });
}

/**
 * Whether another site may have made the browser send this. A cookie goes along whoever asks, so a write by a session must
 * name an Origin, as every browser does, and it must be ours. Without a session an Origin that is another's is refused too:
 * nobody shall be signed in as somebody else by a foreign page.
 */
function isForged(
  request: Request,
  context: { readonly signedIn: boolean; readonly publicUrl: string | null },
): boolean {
  if (SAFE_METHODS.has(request.method)) return false;
  const origin = request.get('origin');
  if (origin === undefined) return context.signedIn;
  if (!URL.canParse(origin)) return true;
  const { host } = new URL(origin);
  return host !== request.host && (context.publicUrl === null || host !== new URL(context.publicUrl).host);
}
