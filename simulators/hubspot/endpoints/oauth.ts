import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { App, Token } from '../accounts/app';
import { ApiError, notFound } from '../api-error';
import type { Answer, Call, OpenEndpoint } from '../call';
import { parseBody } from '../http/parse-content';
import type { Parts } from '../parts';

const form = z.object({
  grant_type: z.string().optional(),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
  refresh_token: z.string().optional(),
});

type Form = z.infer<typeof form>;

function tokenEndpoint(version: 'v1' | 'v3'): OpenEndpoint {
  return {
    method: 'POST',
    path: `/oauth/${version}/token`,
    auth: 'none',
    handle: (parts, call) => exchange(parts, parseBody(form, call), version),
  };
}

function tokenInfo(kind: 'access' | 'refresh'): OpenEndpoint {
  return {
    method: 'GET',
    path: `/oauth/v1/${kind}-tokens/{token}`,
    auth: 'none',
    handle: (parts, call) => {
      const token = requireToken(parts, call, kind);
      const app = parts.accounts.app(token.appId);
      const shared = {
        token: token.token,
        hub_id: token.portalId,
        user_id: 1,
        user: 'admin@example.com',
        scopes: token.scopes,
      };
      const about =
        kind === 'access'
          ? {
              app_id: token.appId,
              expires_in: Math.floor(((token.expiresAtMs ?? 0) - parts.clock.now()) / 1_000),
              token_type: 'access',
            }
          : { client_id: app?.clientId ?? '', token_type: 'refresh' };
      return { status: 200, body: { ...shared, ...about, hub_domain: `portal-${token.portalId}.example.com` } };
    },
  };
}

const removeRefreshToken: OpenEndpoint = {
  method: 'DELETE',
  path: '/oauth/v1/refresh-tokens/{token}',
  auth: 'none',
  handle: (parts, call) => {
    parts.accounts.removeToken(requireToken(parts, call, 'refresh').token);
    return { status: 204 };
  },
};

export const oauthEndpoints: readonly OpenEndpoint[] = [
  tokenEndpoint('v1'),
  tokenEndpoint('v3'),
  tokenInfo('access'),
  tokenInfo('refresh'),
  removeRefreshToken,
];

function exchange(parts: Parts, input: Form, version: 'v1' | 'v3'): Answer {
  const app = parts.accounts.apps().find(({ clientId }) => clientId === input.client_id);
  if (!app) throw refusal('BAD_CLIENT_ID', 'missing or unknown client id', 'invalid_client');
  if (app.clientSecret !== input.client_secret)
    throw refusal('BAD_CLIENT_SECRET', 'missing or invalid client secret', 'invalid_client');
  const refresh =
    input.grant_type === 'refresh_token' ? refreshTokenOf(parts, app, input) : redeemCode(parts, app, input);
  const access: Token = {
    ...refresh,
    token: freshToken(),
    kind: 'access',
    expiresAtMs: parts.clock.now() + refresh.lifetimeMs,
  };
  parts.accounts.saveToken(access);
  return {
    status: 200,
    body: {
      token_type: 'bearer',
      access_token: access.token,
      refresh_token: refresh.token,
      expires_in: Math.floor(refresh.lifetimeMs / 1_000),
      ...(version === 'v3' && { hub_id: refresh.portalId, scopes: refresh.scopes }),
    },
  };
}

/** The refresh token stays the same for ever. */
function refreshTokenOf(parts: Parts, app: App, input: Form): Token {
  const token = parts.accounts.token(input.refresh_token ?? '');
  if (token?.kind === 'refresh' && token.appId === app.appId) return token;
  throw refusal('BAD_REFRESH_TOKEN', 'missing or invalid refresh token', 'invalid_grant');
}

/** A code is good for one exchange. */
function redeemCode(parts: Parts, app: App, input: Form): Token {
  if (input.redirect_uri !== app.redirectUri)
    throw refusal('BAD_REDIRECT_URI', 'missing or invalid redirect uri', 'invalid_request');
  const code = parts.accounts.token(input.code ?? '');
  if (code?.kind !== 'code' || code.appId !== app.appId)
    throw refusal('BAD_AUTH_CODE', 'missing or unknown auth code', 'invalid_grant');
  parts.accounts.removeToken(code.token);
  const refresh: Token = { ...code, token: crypto.randomUUID(), kind: 'refresh', expiresAtMs: null };
  parts.accounts.saveToken(refresh);
  parts.accounts.install(app.appId, code.portalId);
  return refresh;
}

function requireToken(parts: Parts, call: Call, kind: Token['kind']): Token {
  const token = parts.accounts.token(call.params['token'] ?? '');
  if (token?.kind !== kind) throw notFound('token not found');
  return token;
}

function refusal(status: string, message: string, error: string): ApiError {
  return new ApiError({ status: 400, message, extra: { status, error, error_description: message } });
}

/** Access tokens are long and opaque. */
function freshToken(): string {
  return `C${randomBytes(96).toString('base64url')}`;
}
