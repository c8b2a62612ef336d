import type { Client } from '@hubspot/api-client';
import type { Clock } from '../../domain/time';
import { CrmCallError, type CrmCallErrorKind } from '../crm-port';
import { toCallError } from './call-error';
import type { RateLimiter } from './rate-limiter';

/** Makes one call of the API: waits for its turn, and throws nothing but `CrmCallError`. */
export type Call = <Answer>(request: (client: Client) => Promise<Answer>) => Promise<Answer>;

/** A call that was made, for counting. */
export interface MadeCall {
  /** `ok`, or the kind of the failure. */
  readonly result: 'ok' | CrmCallErrorKind;
  readonly durationMs: number;
}

export interface CallOptions {
  readonly client: Client;
  readonly limiter: RateLimiter;
  readonly clock: Clock;
  /** The portal's, for the end of a daily limit. */
  readonly timeZone: string;
  readonly onCall?: ((call: MadeCall) => void) | undefined;
}

export function createCall(options: CallOptions): Call {
  const { client, limiter, clock, timeZone } = options;
  return async (request) => {
    await limiter.take();
    const startedAt = clock();
    const tell = (result: MadeCall['result']): void => options.onCall?.({ result, durationMs: clock() - startedAt });
    try {
      const answer = await request(client);
      tell('ok');
      return answer;
    } catch (error) {
      const failure = toCallError(error, { now: clock(), timeZone });
      tell(failure.kind);
      // Others of this process wait as well, instead of spending the next window on refusals.
      if (failure instanceof CrmCallError && failure.retryAfterMs !== null) limiter.pause(failure.retryAfterMs);
      throw failure;
    }
  };
}
