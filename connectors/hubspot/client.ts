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
          observeLimit((context as ResponseContext).headers, options.limiter); // as above
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
