import { z } from 'zod';
import type { App } from '../../accounts/app';
import { notFound } from '../../api-error';
import type { AppEndpoint, Call } from '../../call';
import { parseBody } from '../../http/parse-content';
import { isoTime } from '../../iso-time';
import type { Parts } from '../../parts';
import type { Subscription } from '../../webhooks/subscription';
import { subscribe, subscriptionCreate } from '../../webhooks/subscribe';

const path = '/webhooks/v3/{appId}/subscriptions';
const shared = { auth: 'developer-key' } as const;

export const createSubscription: AppEndpoint = {
  ...shared,
  method: 'POST',
  path,
  handle: (parts, call, app) => ({
    status: 201,
    body: renderSubscription(subscribe(parts, app.appId, parseBody(subscriptionCreate, call))),
  }),
};

export const listSubscriptions: AppEndpoint = {
  ...shared,
  method: 'GET',
  path,
  handle: (parts, _call, app) => ({
    status: 200,
    body: { results: parts.subscriptions.all(app.appId).map(renderSubscription) },
  }),
};

export const readSubscription: AppEndpoint = {
  ...shared,
  method: 'GET',
  path: `${path}/{subscriptionId}`,
  handle: (parts, call, app) => ({ status: 200, body: renderSubscription(requireSubscription(parts, call, app)) }),
};

export const updateSubscription: AppEndpoint = {
  ...shared,
  method: 'PATCH',
  path: `${path}/{subscriptionId}`,
  handle: (parts, call, app) => {
    const { active } = parseBody(z.object({ active: z.boolean().optional() }), call);
    const current = requireSubscription(parts, call, app);
    return { status: 200, body: renderSubscription(activated(parts, current, active ?? current.active)) };
  },
};

export const removeSubscription: AppEndpoint = {
  ...shared,
  method: 'DELETE',
  path: `${path}/{subscriptionId}`,
  handle: (parts, call, app) => {
    parts.subscriptions.remove(app.appId, requireSubscription(parts, call, app).id);
    return { status: 204 };
  },
};

export const batchUpdateSubscriptions: AppEndpoint = {
  ...shared,
  method: 'POST',
  path: `${path}/batch/update`,
  handle: (parts, call, app) => {
    const { inputs } = parseBody(
      z.object({ inputs: z.array(z.object({ id: z.number().int(), active: z.boolean() })) }),
      call,
    );
    const results = inputs.map(({ id, active }) => {
      const current = parts.subscriptions.byId(app.appId, id);
      if (!current) throw notFound();
      return renderSubscription(activated(parts, current, active));
    });
    const at = isoTime(parts.clock.now());
    return { status: 200, body: { status: 'COMPLETE', results, startedAt: at, completedAt: at } };
  },
};

function activated(parts: Parts, subscription: Subscription, active: boolean): Subscription {
  const changed = { ...subscription, active, updatedAtMs: parts.clock.now() };
  parts.subscriptions.save(changed);
  return changed;
}

function requireSubscription(parts: Parts, call: Call, app: App): Subscription {
  const subscription = parts.subscriptions.byId(app.appId, Number(call.params['subscriptionId']));
  if (!subscription) throw notFound();
  return subscription;
}

function renderSubscription(subscription: Subscription): Readonly<Record<string, unknown>> {
  return {
    id: String(subscription.id),
    eventType: subscription.eventType,
    ...(subscription.propertyName !== null && { propertyName: subscription.propertyName }),
    ...(subscription.objectTypeId !== null && { objectTypeId: subscription.objectTypeId }),
    active: subscription.active,
    createdAt: isoTime(subscription.createdAtMs),
    updatedAt: isoTime(subscription.updatedAtMs),
  };
}
