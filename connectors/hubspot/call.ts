import type { Client } from '@hubspot/api-client';
import type { Clock } from '../../domain/time';
import { CrmCallError } from '../crm-port';
import { toCallError } from './call-error';
import type { RateLimiter } from './rate-limiter';

/** Makes one call of the API: waits for its turn, and throws nothing but `CrmCallError`. */
export type Call = <Answer>(request: (client: Client) => Promise<Answer>) => Promise<Answer>;

export interface CallOptions {
  readonly client: Client;
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  /** The portal's, for the end of a daily limit. */
  readonly timeZone: string;
}

export function createCall(options: CallOptions): Call {
  const { client, limiter, clock, timeZone } = options;
  return async (request) => {
    await limiter.take();
    try {
      return await request(client);
    } catch (error) {
      const failure = toCallError(error, { now: clock(), timeZone });
      // Others of this process wait as well, instead of spending the next window on refusals.
      if (failure instanceof CrmCallError && failure.retryAfterMs !== null) limiter.pause(failure.retryAfterMs);
      throw failure;
    }
  };
}
