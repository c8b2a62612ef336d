import { z } from 'zod';
import { ApiError } from '../api-error';
import { readSendingBehaviour, writeSendingBehaviour, type SendingBehaviour } from '../webhooks/sending-behaviour';
import { post, signedHeaders } from '../webhooks/signed-post';
import { subscribe, subscriptionCreate } from '../webhooks/subscribe';
import { operation } from './operation';

const appId = z.number().int();
const scheme = z.enum(['v1', 'v2', 'v3']);

/** Sets an app's target and replaces its subscriptions, as its owner does in the user interface; all are active. */
export const configureWebhooks = operation(
  z.object({
    appId,
    targetUrl: z.url(),
    maxConcurrentRequests: z.number().int().min(1).default(10),
    clientSecret: z.string().optional(),
    subscriptions: z.array(subscriptionCreate),
  }),
  (context, input) => {
    const { accounts, subscriptions, clock } = context.parts;
    const app = accounts.app(input.appId);
    if (!app) throw new ApiError({ status: 404, message: `No app ${input.appId}.` });
    if (input.clientSecret !== undefined) accounts.saveApp({ ...app, clientSecret: input.clientSecret });
    const nowMs = clock.now();
    const { targetUrl, maxConcurrentRequests } = input;
    subscriptions.saveSettings(app.appId, { targetUrl, maxConcurrentRequests, createdAtMs: nowMs, updatedAtMs: nowMs });
    for (const { id } of subscriptions.all(app.appId)) subscriptions.remove(app.appId, id);
    return input.subscriptions.map((each) => subscribe(context.parts, app.appId, { ...each, active: true }));
  },
);

const behaviour = z
  .object({
    schemes: z.array(scheme),
    batchSize: z.number().int().min(1).max(100),
    collectMs: z.number().min(0),
    shuffle: z.boolean(),
    duplicateProbability: z.number().min(0).max(1),
    repeatedIdProbability: z.number().min(0).max(1),
    retryDelaysMs: z.array(z.number().min(0)).max(10),
    timeoutMs: z.number().min(1),
    timestampSource: z.enum(['wall', 'simulator']),
    paused: z.boolean(),
  })
  .partial();

/** How events are sent from now on; what is not given stays. */
export const setSending = operation(behaviour, (context, input): SendingBehaviour => {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const changed: SendingBehaviour = { ...readSendingBehaviour(context.settings), ...Object.fromEntries(given) };
  writeSendingBehaviour(context.settings, changed);
  context.sender.wake();
  return changed;
});

export const webhookStatus = operation(z.object({}), (context) => context.sender.status());

const tampering = [
  'none',
  'body-changed',
  'body-reformatted',
  'wrong-secret',
  'no-signature',
  'wrong-v3-beside-right-v1',
] as const;

/** One request of our choosing to the app's target, sent once: forged, stale, or genuine. `status` 0 is no answer. */
export const sendWebhook = operation(
  z.object({
    appId,
    events: z.array(z.record(z.string(), z.unknown())),
    schemes: z.array(scheme).default(['v1', 'v3']),
    /** Added to the time of signing. */
    skewMs: z.number().default(0),
    tampering: z.enum(tampering).default('none'),
    secret: z.string().optional(),
  }),
  async (context, input): Promise<{ readonly status: number }> => {
    const { accounts, subscriptions } = context.parts;
    const app = accounts.app(input.appId);
    const settings = subscriptions.settings(input.appId);
    if (!app || !settings) throw new ApiError({ status: 404, message: `App ${input.appId} has no webhook target.` });
    const body = JSON.stringify(input.events);
    const secret = input.tampering === 'wrong-secret' ? 'not the secret' : (input.secret ?? app.clientSecret);
    const timestampMs = Date.now() + input.skewMs;
    const headers = signedHeaders({ url: settings.targetUrl, body, secret, schemes: input.schemes, timestampMs });
    const status = await post({
      url: settings.targetUrl,
      body: tamperedBody(body, input.tampering),
      headers: tamperedHeaders(headers, input.tampering),
      timeoutMs: readSendingBehaviour(context.settings).timeoutMs,
    });
    return { status };
  },
);

type Tampering = (typeof tampering)[number];

function tamperedBody(body: string, how: Tampering): string {
  if (how === 'body-changed') return body.replace(/[a-z0-9]/, (first) => (first === 'x' ? 'y' : 'x'));
  if (how === 'body-reformatted') return JSON.stringify(JSON.parse(body), null, 2);
  return body;
}

function tamperedHeaders(headers: Readonly<Record<string, string>>, how: Tampering): Readonly<Record<string, string>> {
  if (how === 'no-signature') {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('X-HubSpot-')));
  }
  return how === 'wrong-v3-beside-right-v1' ? { ...headers, 'X-HubSpot-Signature-v3': 'AAAA' } : headers;
}
