import { ApiError } from '../api-error';
import type { App, Token } from '../accounts/app';
import { settleDueTouches } from '../associations/activity-times';
import type { Answer, AppEndpoint, Call, HttpMethod, PortalEndpoint } from '../call';
import type { Parts, Session } from '../parts';
import type { RouteMatch, Router } from '../router';
import { parseContent } from './parse-content';

/** A request off the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path without query, still encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly contentType: string | undefined;
  readonly content: string;
  readonly baseUrl: string;
}

export interface HandlerParts {
  readonly parts: Parts;
  readonly router: Router;
  readonly log: (event: Readonly<Record<string, unknown>>) => void;
}

/**
 * Carries out one call in one transaction and counts it. A refusal leaves nothing behind but the count; a bug in the simulator is logged
 * and answered with 500.
 */
export function handleCall({ parts, router, log }: HandlerParts, request: WireRequest): Answer {
  settleDueTouches(parts);
  const match = router.match(request.method, request.path);
  const counted = { portalId: 0, endpoint: endpointName(request.method, match) };
  let answer: Answer;
  try {
    if (!match) throw new ApiError({ status: 404, message: 'resource not found' });
    counted.portalId = tokenOf(parts, request)?.portalId ?? 0;
    answer = answerTo(parts, match, request);
  } catch (error) {
    if (!(error instanceof ApiError)) {
      log({ event: 'simulator.bug', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    const refusal = error instanceof ApiError ? error : new ApiError({ status: 500, message: 'internal error' });
    answer = { status: refusal.status, body: refusal.body(), headers: refusal.headers };
  }
  parts.counters.count({ ...counted, status: answer.status });
  return answer;
}

/** The caller's token as stored, valid or not. */
export function tokenOf(parts: Parts, request: Pick<WireRequest, 'authorization'>): Token | undefined {
  const value = /^Bearer (.+)$/i.exec(request.authorization ?? '')?.[1];
  return value === undefined ? undefined : parts.accounts.token(value);
}

function answerTo(parts: Parts, { endpoint, params }: RouteMatch, request: WireRequest): Answer {
  const call = (): Call => ({
    // The router only matches endpoints of this method.
    method: request.method as HttpMethod,
    params,
    query: request.query,
    body: parseContent(request),
    bodyCharacters: request.content.length,
    baseUrl: request.baseUrl,
  });
  switch (endpoint.auth) {
    case 'token':
      return answerPortal(parts, endpoint, request, call);
    case 'developer-key':
      return answerApp(parts, endpoint, request, call());
    case 'none':
      return parts.database.transaction(() => endpoint.handle(parts, call()));
  }
}

/** In HubSpot's order: who is it, are they too fast, may they, does it parse. */
function answerPortal(parts: Parts, endpoint: PortalEndpoint, request: WireRequest, makeCall: () => Call): Answer {
  const { token, session } = authenticate(parts, request);
  const headers = parts.limits.admit({ portal: session.portal, token }, endpoint.limit);
  try {
    const call = makeCall();
    requireScopes(token, endpoint.scopes(call));
    const answer = parts.database.transaction(() => endpoint.handle(session, call, token));
    return { ...answer, headers: { ...headers, ...answer.headers } };
  } catch (error) {
    if (error instanceof ApiError) throw new ApiError({ ...error.input, headers: { ...headers, ...error.headers } });
    throw error;
  }
}

function authenticate(parts: Parts, request: WireRequest): { readonly token: Token; readonly session: Session } {
  const token = tokenOf(parts, request);
  const portal = token && parts.accounts.portal(token.portalId);
  if (!token || !portal || !['private', 'access'].includes(token.kind)) throw invalidAuthentication();
  const nowMs = parts.clock.now();
  if (token.expiresAtMs !== null && token.expiresAtMs <= nowMs) throw expiredAuthentication(nowMs - token.expiresAtMs);
  const origin = { source: 'INTEGRATION', sourceId: String(token.appId) } as const;
  return { token, session: { parts, portal, nowMs, origin } };
}

function answerApp(parts: Parts, endpoint: AppEndpoint, request: WireRequest, call: Call): Answer {
  const app: App | undefined = parts.accounts.app(Number(call.params['appId']));
  if (!app || request.query.get('hapikey') !== app.developerApiKey) throw invalidAuthentication();
  return parts.database.transaction(() => endpoint.handle(parts, call, app));
}

function requireScopes(token: Token, required: readonly string[]): void {
  const missing = required.filter((scope) => !token.scopes.includes(scope));
  if (missing.length === 0) return;
  const link = 'https://developers.hubspot.com/scopes';
  throw new ApiError({
    status: 403,
    message: `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${link}.`,
    category: 'MISSING_SCOPES',
    errors: [{ message: 'One or more of the following scopes are required.', context: { requiredScopes: missing } }],
    links: { scopes: link },
  });
}

function invalidAuthentication(): ApiError {
  return new ApiError({
    status: 401,
    message:
      'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at ' +
      'https://developers.hubspot.com/docs/methods/auth/oauth-overview',
    category: 'INVALID_AUTHENTICATION',
  });
}

function expiredAuthentication(sinceMs: number): ApiError {
  return new ApiError({
    status: 401,
    message: `The OAuth token used to make this call expired ${Math.floor(sinceMs / 1_000)} second(s) ago.`,
    category: 'EXPIRED_AUTHENTICATION',
  });
}

/** What a call is counted as: object types stay in the name, ids do not. */
export function endpointName(method: string, match: RouteMatch | undefined): string {
  if (!match) return `${method} unknown`;
  const path = match.endpoint.path.replace(/\{(\w*[tT]ype)\}/g, (named, name: string) => match.params[name] ?? named);
  return `${method} ${path}`;
}
