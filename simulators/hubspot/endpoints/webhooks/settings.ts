import { z } from 'zod';
import { notFound, validationError } from '../../api-error';
import type { Answer, AppEndpoint } from '../../call';
import { parseBody } from '../../http/parse-content';
import { isoTime } from '../../iso-time';
import type { WebhookSettings } from '../../webhooks/subscription';

const path = '/webhooks/v3/{appId}/settings';
const body = z.object({
  targetUrl: z.url(),
  throttling: z.object({ maxConcurrentRequests: z.number().int() }),
});

export const readSettings: AppEndpoint = {
  method: 'GET',
  path,
  auth: 'developer-key',
  handle: (parts, _call, app) => {
    const settings = parts.subscriptions.settings(app.appId);
    if (!settings) throw notFound();
    return rendered(settings);
  },
};

export const writeSettings: AppEndpoint = {
  method: 'PUT',
  path,
  auth: 'developer-key',
  handle: (parts, call, app) => {
    const { targetUrl, throttling } = parseBody(body, call);
    if (throttling.maxConcurrentRequests <= 5) throw validationError('maxConcurrentRequests must be greater than 5');
    const nowMs = parts.clock.now();
    const settings: WebhookSettings = {
      targetUrl,
      maxConcurrentRequests: throttling.maxConcurrentRequests,
      createdAtMs: parts.subscriptions.settings(app.appId)?.createdAtMs ?? nowMs,
      updatedAtMs: nowMs,
    };
    parts.subscriptions.saveSettings(app.appId, settings);
    return rendered(settings);
  },
};

export const removeSettings: AppEndpoint = {
  method: 'DELETE',
  path,
  auth: 'developer-key',
  handle: (parts, _call, app) => {
    parts.subscriptions.removeSettings(app.appId);
    return { status: 204 };
  },
};

function rendered(settings: WebhookSettings): Answer {
  return {
    status: 200,
    body: {
      targetUrl: settings.targetUrl,
      throttling: { maxConcurrentRequests: settings.maxConcurrentRequests },
      createdAt: isoTime(settings.createdAtMs),
      updatedAt: isoTime(settings.updatedAtMs),
    },
  };
}
