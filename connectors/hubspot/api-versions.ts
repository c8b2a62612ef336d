/**
 * The one place that says which version of each API family is served. The client writes its own paths; a family that moves
 * to a date version (`/crm/objects/2026-03`) is rewritten here. v1-v3 end in September 2027, v4 in March 2027.
 */
const API_VERSIONS: readonly (readonly [clientPrefix: string, servedPrefix: string])[] = [
  ['/crm/v3/objects', '/crm/v3/objects'],
  ['/crm/v3/properties', '/crm/v3/properties'],
  ['/crm/v3/owners', '/crm/v3/owners'],
  ['/crm/v4/associations', '/crm/v4/associations'],
];

/** Portal id and time zone: not part of the client. */
export const ACCOUNT_INFO_PATH = '/account-info/v3/details';

/** The address to call for the one the client has built. */
export function servedUrl(clientUrl: string): string {
  const url = new URL(clientUrl);
  const family = API_VERSIONS.find(([prefix]) => url.pathname.startsWith(prefix));
  if (family === undefined) return clientUrl;
  url.pathname = family[1] + url.pathname.slice(family[0].length);
  return url.toString();
}
