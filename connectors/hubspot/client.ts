import { Client } from '@hubspot/api-client';
import { servedUrl } from './api-versions';
import { createHttpAgent } from './http-agent';
import type { RateLimiter } from './rate-limiter';

export const HUBSPOT_API = 'https://api.hubapi.com';

export interface ClientOptions {
  readonly accessToken: string;
  /** HUBSPOT_API unless the connection says otherwise. */
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly limiter: RateLimiter;
  /** Told of the day's calls with every answer that names them; those to OAuth apps do not. */
  readonly onDailyLimit?: ((limit: { readonly perDay: number; readonly remaining: number }) => void) | undefined;
}

/** What the client's middleware is given; it declares `unknown`. */
interface RequestContext {
  getUrl(): string;
  setUrl(url: string): void;
}
interface ResponseContext {
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * The vendor's client with everything that repeats or waits switched off: its retry and limiter settings live in a
 * process-wide singleton where the last client decides for all, so neither is ever set.
 */
export function createClient(options: ClientOptions): Client {
  return new Client({
    accessToken: options.accessToken,
    basePath: options.baseUrl,
    httpAgent: createHttpAgent(options),
    middleware: [
      {
        pre: (context) => {
          const request = context as RequestContext; // the client's own type, which it does not export
          const served = servedUrl(request.getUrl());
          if (served !== request.getUrl()) request.setUrl(served);
          return request;
        },
        post: (context) => {
          const { headers } = context as ResponseContext; // as above
          observeLimit(headers, options.limiter);
          observeDailyLimit(headers, options.onDailyLimit);
          return context;
        },
      },
    ],
  });
}

function observeLimit(headers: Readonly<Record<string, string>>, limiter: RateLimiter): void {
  const max = Number(headers['x-hubspot-ratelimit-max'] ?? NaN);
  const remaining = Number(headers['x-hubspot-ratelimit-remaining'] ?? NaN);
  const intervalMs = Number(headers['x-hubspot-ratelimit-interval-milliseconds'] ?? 10_000);
  if (Number.isFinite(max) && Number.isFinite(remaining)) limiter.observe({ max, remaining, intervalMs });
}

function observeDailyLimit(headers: ResponseContext['headers'], onDailyLimit: ClientOptions['onDailyLimit']): void {
  const perDay = Number(headers['x-hubspot-ratelimit-daily'] ?? NaN);
  const remaining = Number(headers['x-hubspot-ratelimit-daily-remaining'] ?? NaN);
  if (Number.isInteger(perDay) && Number.isInteger(remaining)) onDailyLimit?.({ perDay, remaining });
}
