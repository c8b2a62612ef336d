import type { Clock, EpochMs } from '../../domain/time';
import type { CrmPort } from '../crm-port';
import { createCall, type MadeCall } from './call';
import { nextMidnight } from './call-error';
import { createClient, HUBSPOT_API } from './client';
import { contactCalls } from './contacts';
import { engagementCalls } from './engagements';
import { createRateLimiter } from './rate-limiter';
import { setupCalls } from './setup';
import { taskCalls } from './tasks';

export interface HubspotPortOptions {
  readonly accessToken: string;
  /** HubSpot's own address when absent. */
  readonly baseUrl?: string;
  /** The portal's, for the end of a daily limit; UTC when absent. */
  readonly timeZone?: string;
  readonly requestsPer10s: number;
  /** Real time. */
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** A call that stays silent this long counts as cut off. */
  readonly timeoutMs?: number;
  /** Told of every call that was made. */
  readonly onCall?: (call: MadeCall) => void;
  /** Told of the day's calls with every answer that names them. */
  readonly onQuota?: (quota: {
    readonly perDay: number;
    readonly remaining: number;
    readonly resetsAt: EpochMs;
  }) => void;
}

/** The most inputs of a batch call, for every object type. */
const BATCH_SIZE = 100;
const TIMEOUT_MS = 30_000;

/** HubSpot behind the port. One per connection and process: it holds the process's share of the rate limit. */
export function createHubspotPort(options: HubspotPortOptions): CrmPort {
  const limiter = createRateLimiter({
    max: options.requestsPer10s,
    intervalMs: 10_000,
    clock: options.clock,
    sleep: options.sleep,
  });
  const client = createClient({
    accessToken: options.accessToken,
    baseUrl: options.baseUrl ?? HUBSPOT_API,
    timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    limiter,
    onDailyLimit: (limit) =>
      options.onQuota?.({ ...limit, resetsAt: nextMidnight(options.clock(), options.timeZone ?? 'utc') }),
  });
  const call = createCall({
    client,
    limiter,
    clock: options.clock,
    timeZone: options.timeZone ?? 'utc',
    onCall: options.onCall,
  });
  return {
    vendor: 'hubspot',
    batchSize: BATCH_SIZE,
    ...contactCalls(call),
    ...taskCalls(call),
    ...engagementCalls(call),
    ...setupCalls(call),
  };
}
