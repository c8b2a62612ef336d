import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { App, Token } from '../accounts/app';
import { defaultBehaviour, defaultLimits, type Portal } from '../accounts/portal';
import { allScopes } from '../accounts/scopes';
import { ApiError } from '../api-error';
import { operation, sessionIn, type ControlContext } from './operation';

const rateWindow = z.object({ max: z.number().int().min(0), intervalMs: z.number().int().min(1) }).nullable();

const limits = z
  .object({
    burst: rateWindow,
    oauthBurst: rateWindow,
    daily: z.number().int().min(0).nullable(),
    search: rateWindow,
    companyUpsertsPerSecond: z.number().int().min(0).nullable(),
  })
  .partial();

const behaviour = z
  .object({
    defaultLifecycleStage: z.string().nullable(),
    partialUpsertByEmail: z.boolean(),
    partialUpdate: z.boolean(),
    searchLagMs: z.number().min(0),
    searchFlappingMs: z.number().min(0),
  })
  .partial();

const scopes = z.array(z.string()).default([...allScopes]);
const portalId = z.number().int().min(1);

const portalCreate = z.object({
  portalId: portalId.default(62515),
  tier: z.enum(['free', 'professional', 'enterprise']).default('professional'),
  timeZone: z.string().default('UTC'),
  currency: z.string().default('USD'),
  scopes,
  reuse: z.boolean().default(false),
  accessToken: z.string().optional(),
  clientSecret: z.string().optional(),
  limits: limits.default({}),
  behaviour: behaviour.default({}),
});

/** A portal with a private app of its own and that app's token; with `reuse`, a portal that is there already gets another token. */
export const createPortal = operation(portalCreate, (context, input) => {
  const { accounts } = context.parts;
  const existing = accounts.portal(input.portalId);
  if (existing && !input.reuse) {
    throw new ApiError({ status: 409, message: `Portal ${input.portalId} exists already.` });
  }
  const app = existing ? privateAppOf(context, input) : foundPortal(context, input);
  const token = makeToken(app, { ...input, kind: 'private', token: input.accessToken, expiresAtMs: null });
  accounts.saveToken(token);
  return {
    portalId: input.portalId,
    appId: app.appId,
    accessToken: token.token,
    clientId: app.clientId,
    clientSecret: app.clientSecret,
    developerApiKey: app.developerApiKey,
  };
});

type PortalCreate = z.infer<typeof portalCreate>;

function foundPortal(context: ControlContext, input: PortalCreate): App {
  const { accounts, clock } = context.parts;
  const portal: Portal = {
    portalId: input.portalId,
    tier: input.tier,
    timeZone: input.timeZone,
    currency: input.currency,
    createdAtMs: clock.now(),
    limits: { ...defaultLimits(input.tier), ...defined(input.limits) },
    behaviour: { ...defaultBehaviour, ...defined(input.behaviour) },
  };
  accounts.savePortal(portal);
  const app = makeApp(context, { kind: 'private', clientSecret: input.clientSecret, redirectUri: '' });
  accounts.install(app.appId, portal.portalId);
  return app;
}

function privateAppOf({ parts: { accounts } }: ControlContext, input: PortalCreate): App {
  const installed = accounts.installedApps(input.portalId).flatMap((appId) => accounts.app(appId) ?? []);
  const app = installed.find(({ kind }) => kind === 'private');
  if (!app) throw new Error(`portal ${input.portalId} has lost its private app`);
  const kept: App = { ...app, clientSecret: input.clientSecret ?? app.clientSecret };
  accounts.saveApp(kept);
  return kept;
}

export const portals = operation(z.object({}), (context) =>
  context.parts.accounts.portalIds().flatMap((id) => context.parts.accounts.portal(id) ?? []),
);

/** Only what is given changes. */
export const configurePortal = operation(
  z.object({ portalId, limits: limits.default({}), behaviour: behaviour.default({}) }),
  (context, input) => {
    const { portal } = sessionIn(context, input.portalId, { source: 'CRM_UI', sourceId: '' });
    const changed: Portal = {
      ...portal,
      limits: { ...portal.limits, ...defined(input.limits) },
      behaviour: { ...portal.behaviour, ...defined(input.behaviour) },
    };
    context.parts.accounts.savePortal(changed);
    return changed;
  },
);

export const resetLimits = operation(z.object({}), (context) => {
  context.parts.limits.reset();
  return {};
});

/** A public app, which portals install by OAuth. */
export const createApp = operation(
  z.object({ redirectUri: z.string(), clientSecret: z.string().optional() }),
  (context, input) =>
    makeApp(context, { kind: 'public', clientSecret: input.clientSecret, redirectUri: input.redirectUri }),
);

/** Another token of an app in a portal; an access token expires after its lifetime, as one from the token endpoint does. */
export const createToken = operation(
  z.object({
    portalId,
    appId: z.number().int(),
    kind: z.enum(['private', 'access', 'refresh', 'code']),
    scopes,
    token: z.string().optional(),
    lifetimeMs: z.number().min(0).default(1_800_000),
  }),
  (context, input) => {
    const { portal, nowMs } = sessionIn(context, input.portalId, { source: 'CRM_UI', sourceId: '' });
    const app = context.parts.accounts.app(input.appId);
    if (!app) throw new ApiError({ status: 404, message: `No app ${input.appId}.` });
    const expiresAtMs = input.kind === 'access' ? nowMs + input.lifetimeMs : null;
    const token = makeToken(app, { ...input, expiresAtMs });
    context.parts.accounts.saveToken(token);
    if (input.kind !== 'code') context.parts.accounts.install(app.appId, portal.portalId);
    return { token: token.token };
  },
);

export const expireToken = operation(z.object({ token: z.string() }), (context, input) => {
  expire(context, input.token);
  return {};
});

/** From now on the token is unknown, as after a rotation or an uninstall. */
export const revokeToken = operation(z.object({ token: z.string() }), (context, input) => {
  context.parts.accounts.removeToken(input.token);
  return {};
});

const ownerCreate = z.object({
  email: z.string(),
  firstName: z.string().default(''),
  lastName: z.string().default(''),
  id: z.string().regex(/^\d+$/).optional(),
  userId: z.number().int().optional(),
  teams: z.array(z.object({ id: z.string(), name: z.string(), primary: z.boolean() })).default([]),
  archived: z.boolean().default(false),
});

/** Adds owners, or changes those whose id is given. */
export const saveOwners = operation(z.object({ portalId, owners: z.array(ownerCreate) }), (context, input) => {
  const { portal, nowMs } = sessionIn(context, input.portalId, { source: 'CRM_UI', sourceId: '' });
  return input.owners.map((owner) => {
    const id = owner.id ?? String(context.parts.accounts.nextId(portal.portalId));
    const userId = owner.userId ?? 900_000 + Number(id);
    const saved = { ...owner, id, userId, email: owner.email.toLowerCase(), createdAtMs: nowMs, updatedAtMs: nowMs };
    context.parts.owners.save(portal.portalId, saved);
    return { id, userId, email: saved.email };
  });
});

/** Makes an access token expire at this moment. */
export function expire(context: Pick<ControlContext, 'parts'>, value: string): void {
  const token = context.parts.accounts.token(value);
  if (token) context.parts.accounts.saveToken({ ...token, expiresAtMs: context.parts.clock.now() });
}

/** Everybody who can own a record. */
export const owners = operation(z.object({ portalId }), (context, input) =>
  context.parts.owners.all(input.portalId).filter(({ archived }) => !archived),
);

function makeApp(
  context: ControlContext,
  input: { readonly kind: App['kind']; readonly clientSecret: string | undefined; readonly redirectUri: string },
): App {
  const { accounts } = context.parts;
  const appId = Math.max(1000, ...accounts.apps().map((app) => app.appId)) + 1;
  const app: App = {
    appId,
    kind: input.kind,
    clientId: randomUUID(),
    clientSecret: input.clientSecret ?? context.clientSecret ?? randomUUID(),
    developerApiKey: randomUUID(),
    redirectUri: input.redirectUri,
  };
  accounts.saveApp(app);
  return app;
}

function makeToken(
  app: App,
  input: {
    readonly portalId: number;
    readonly kind: Token['kind'];
    readonly scopes: readonly string[];
    readonly token?: string | undefined;
    readonly expiresAtMs: number | null;
    readonly lifetimeMs?: number;
  },
): Token {
  const made = input.kind === 'private' ? `pat-na1-${randomUUID()}` : randomBytes(48).toString('base64url');
  return {
    token: input.token ?? made,
    kind: input.kind,
    appId: app.appId,
    portalId: input.portalId,
    scopes: input.scopes,
    expiresAtMs: input.expiresAtMs,
    lifetimeMs: input.lifetimeMs ?? 1_800_000,
  };
}

type Defined<Fields> = { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> };

/** Without the fields that are absent, so that they do not hide what they are spread over. */
function defined<Fields extends object>(fields: Fields): Defined<Fields> {
  // Removing undefined fields is what the type says; fromEntries cannot express it.
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<Fields>;
}
