export interface RateWindow {
  readonly max: number;
  readonly intervalMs: number;
}

/** Limits of a portal and of each app in it; null lifts one. Default per tier: `defaultLimits`. */
export interface PortalLimits {
  /** Rolling window per private app. */
  readonly burst: RateWindow | null;
  /** Rolling window per installed account of an OAuth app. */
  readonly oauthBurst: RateWindow | null;
  /** Calls of a private app per day of the portal's time zone. OAuth apps have no daily limit. */
  readonly daily: number | null;
  /** Searches per second and account, over all apps. */
  readonly search: RateWindow | null;
  /** Company upsert calls per second above which HubSpot answers 423. */
  readonly companyUpsertsPerSecond: number | null;
}

/** Where HubSpot's behaviour is unsure or a portal may be set either way. */
export interface PortalBehaviour {
  /** Stage given to a contact created without one. */
  readonly defaultLifecycleStage: string | null;
  /** Whether an upsert by e-mail may succeed in part when every input has its own trace id. */
  readonly partialUpsertByEmail: boolean;
  /** Whether a batch update may succeed in part; documented for create only. */
  readonly partialUpdate: boolean;
  /** Search sees a change this much later. */
  readonly searchLagMs: number;
  /** After the lag, for this long, a changed record is seen by every other search only. */
  readonly searchFlappingMs: number;
}

export type PortalTier = 'free' | 'professional' | 'enterprise';

export interface Portal {
  readonly portalId: number;
  readonly tier: PortalTier;
  /** IANA name; the daily limit is reset at its midnight. */
  readonly timeZone: string;
  readonly currency: string;
  readonly createdAtMs: number;
  readonly limits: PortalLimits;
  readonly behaviour: PortalBehaviour;
}

const tenSeconds = 10_000;

export function defaultLimits(tier: PortalTier): PortalLimits {
  const daily = { free: 250_000, professional: 625_000, enterprise: 1_000_000 }[tier];
  return {
    burst: { max: tier === 'free' ? 100 : 190, intervalMs: tenSeconds },
    oauthBurst: { max: 110, intervalMs: tenSeconds },
    daily,
    search: { max: 5, intervalMs: 1_000 },
    companyUpsertsPerSecond: 10,
  };
}

export const defaultBehaviour: PortalBehaviour = {
  defaultLifecycleStage: 'lead',
  partialUpsertByEmail: false,
  partialUpdate: true,
  searchLagMs: 0,
  searchFlappingMs: 0,
};
