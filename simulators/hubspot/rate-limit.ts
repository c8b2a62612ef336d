import type { Token } from './accounts/app';
import type { Portal, RateWindow } from './accounts/portal';
import { ApiError } from './api-error';
import type { SimulatorClock } from './clock';
import type { Database } from './database';

export interface Caller {
  readonly portal: Portal;
  readonly token: Token;
}

/**
 * HubSpot's limits: a rolling burst window per private app or per installed account, a daily one for private apps, and one per second for
 * searches. Bursts run on real time, the day on the simulator's clock in the portal's time zone.
 */
export class RateLimiter {
  readonly #database: Database;
  readonly #clock: SimulatorClock;
  readonly #monotonicMs: () => number;
  readonly #windows = new Map<string, number[]>();
  readonly #dayFormats = new Map<string, Intl.DateTimeFormat>();

  constructor(parts: {
    readonly database: Database;
    readonly clock: SimulatorClock;
    readonly monotonicMs: () => number;
  }) {
    this.#database = parts.database;
    this.#clock = parts.clock;
    this.#monotonicMs = parts.monotonicMs;
  }

  /**
   * Counts a call in.
   *
   * @returns the headers that tell the caller what is left; none for a search
   * @throws ApiError 429 with the body of the limit that was hit
   */
  admit({ portal, token }: Caller, limit: 'burst' | 'search'): Readonly<Record<string, string>> {
    const { limits } = portal;
    const daily = token.kind === 'private' ? limits.daily : null;
    if (limit === 'search') {
      if (!this.#take(`search/${portal.portalId}`, limits.search)) throw secondlyLimit();
      this.#countDay({ portal, token }, daily);
      return {};
    }
    const window = token.kind === 'private' ? limits.burst : limits.oauthBurst;
    const key = `burst/${portal.portalId}/${token.appId}`;
    const admitted = this.#take(key, window);
    const used = admitted ? this.#countDay({ portal, token }, daily) : this.usedToday(portal, token.appId);
    const headers = { ...dailyHeaders(daily, used), ...this.#burstHeaders(key, window) };
    if (!admitted) throw policyLimit('TEN_SECONDLY_ROLLING', headers);
    return headers;
  }

  /** HubSpot locks companies that are upserted too fast. */
  admitCompanyUpsert(portal: Portal): void {
    const max = portal.limits.companyUpsertsPerSecond;
    if (max === null || this.#take(`company-upserts/${portal.portalId}`, { max, intervalMs: 1_000 })) return;
    throw new ApiError({
      status: 423,
      message: 'The companies are locked by another operation. Please retry later.',
      category: 'LOCKED',
    });
  }

  usedToday(portal: Portal, appId: number): number {
    const row = this.#database.get<{ calls: number }>(
      'SELECT calls FROM daily_usage WHERE portal_id = ? AND app_id = ? AND day = ?',
      portal.portalId,
      appId,
      this.#dayOf(portal),
    );
    return row?.calls ?? 0;
  }

  /** Empties every window and forgets today's calls. */
  reset(): void {
    this.#windows.clear();
    this.#database.run('DELETE FROM daily_usage');
  }

  #take(key: string, window: RateWindow | null): boolean {
    if (window === null) return true;
    const nowMs = this.#monotonicMs();
    const recent = this.#recent(key, window, nowMs);
    if (recent.length >= window.max) return false;
    recent.push(nowMs);
    return true;
  }

  #recent(key: string, window: RateWindow, nowMs: number): number[] {
    const recent = (this.#windows.get(key) ?? []).filter((atMs) => atMs > nowMs - window.intervalMs);
    this.#windows.set(key, recent);
    return recent;
  }

  #countDay({ portal, token }: Caller, daily: number | null): number {
    if (token.kind !== 'private') return 0;
    if (daily !== null && this.usedToday(portal, token.appId) >= daily) throw policyLimit('DAILY', {});
    const row = this.#database.get<{ calls: number }>(
      `INSERT INTO daily_usage (portal_id, app_id, day, calls) VALUES (?, ?, ?, 1)
       ON CONFLICT (portal_id, app_id, day) DO UPDATE SET calls = calls + 1 RETURNING calls`,
      portal.portalId,
      token.appId,
      this.#dayOf(portal),
    );
    return row?.calls ?? 0;
  }

  #burstHeaders(key: string, window: RateWindow | null): Readonly<Record<string, string>> {
    if (window === null) return {};
    return {
      'X-HubSpot-RateLimit-Interval-Milliseconds': String(window.intervalMs),
      'X-HubSpot-RateLimit-Max': String(window.max),
      'X-HubSpot-RateLimit-Remaining': String(window.max - (this.#windows.get(key)?.length ?? 0)),
    };
  }

  #dayOf(portal: Portal): string {
    let format = this.#dayFormats.get(portal.timeZone);
    if (!format) {
      format = new Intl.DateTimeFormat('en-CA', { timeZone: portal.timeZone, dateStyle: 'short' });
      this.#dayFormats.set(portal.timeZone, format);
    }
    return format.format(this.#clock.now());
  }
}

function dailyHeaders(daily: number | null, used: number): Readonly<Record<string, string>> {
  if (daily === null) return {};
  return { 'X-HubSpot-RateLimit-Daily': String(daily), 'X-HubSpot-RateLimit-Daily-Remaining': String(daily - used) };
}

function policyLimit(
  policyName: 'TEN_SECONDLY_ROLLING' | 'DAILY',
  headers: Readonly<Record<string, string>>,
): ApiError {
  const limit = policyName === 'DAILY' ? 'daily' : 'ten_secondly_rolling';
  return new ApiError({
    status: 429,
    message: `You have reached your ${limit} limit.`,
    extra: { errorType: 'RATE_LIMIT', policyName, requestId: crypto.randomUUID() },
    headers,
  });
}

function secondlyLimit(): ApiError {
  return new ApiError({ status: 429, message: 'You have reached your secondly limit.', category: 'RATE_LIMITS' });
}
