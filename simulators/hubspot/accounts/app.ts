/** An integration: a private app of one portal, or a public app that portals install by OAuth. */
export interface App {
  readonly appId: number;
  readonly kind: 'private' | 'public';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Opens the app's webhook settings as `?hapikey=`. */
  readonly developerApiKey: string;
  readonly redirectUri: string;
}

export interface Token {
  readonly token: string;
  readonly kind: 'private' | 'access' | 'refresh' | 'code';
  readonly appId: number;
  readonly portalId: number;
  readonly scopes: readonly string[];
  /** Null for one that does not expire by time. */
  readonly expiresAtMs: number | null;
  /** How long an access token made from this one lives. */
  readonly lifetimeMs: number;
}
