import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { EpochMs } from '../../domain/time';

/** A request as it came: what HubSpot signed. */
export interface SignedRequest {
  readonly method: string;
  /** The address HubSpot called: public scheme and host, path and query as they came, still encoded. */
  readonly url: string;
  readonly body: Buffer;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

const WINDOW_MS = 5 * 60_000;

/** The only sequences HubSpot decodes before it signs; all others stay encoded. */
const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/**
 * Whether HubSpot signed this request with one of the client secrets within five minutes of now, either way. Version 3 where
 * it is present, with no falling back; version 1, which has no time in it, only where the connection allows it. Costs the
 * same whatever is wrong. The client library's own check does not decode, is not constant in time and accepts the future.
 */
export function isSignedByHubspot(
  request: SignedRequest,
  options: { readonly secrets: readonly string[]; readonly acceptsV1: boolean; readonly now: EpochMs },
): boolean {
  const secrets = options.secrets.length === 0 ? [DECOY] : options.secrets;
  const v3 = request.headers['x-hubspot-signature-v3'];
  const matchesV3 = secrets.map((secret) => sameText(v3 ?? '', signV3(request, secret)));
  const matchesV1 = secrets.map((secret) => sameText(signatureV1Of(request), signV1(request.body, secret)));
  if (options.secrets.length === 0) return false;
  if (v3 !== undefined) return matchesV3.includes(true) && isFresh(request, options.now);
  return options.acceptsV1 && matchesV1.includes(true);
}

/** Stands in for the secret of a connection that does not exist, so that it is refused in the same time. */
const DECOY = 'no such connection';

function signV3({ method, url, body, headers }: SignedRequest, secret: string): string {
  const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
  return createHmac('sha256', secret)
    .update(`${method}${decodeUri(url)}`)
    .update(body)
    .update(timestamp)
    .digest('base64');
}

/** A plain hash, not an HMAC. */
const signV1 = (body: Buffer, secret: string): string => createHash('sha256').update(secret).update(body).digest('hex');

/** The signature header without a version, or with version 1. */
function signatureV1Of({ headers }: SignedRequest): string {
  const version = headers['x-hubspot-signature-version'] ?? 'v1';
  return version === 'v1' ? (headers['x-hubspot-signature'] ?? '') : '';
}

function isFresh({ headers }: SignedRequest, now: EpochMs): boolean {
  const timestamp = Number(headers['x-hubspot-request-timestamp'] ?? NaN);
  return Number.isFinite(timestamp) && Math.abs(now - timestamp) <= WINDOW_MS;
}

const decodeUri = (url: string): string =>
  url.replace(/%[0-9a-f]{2}/gi, (sequence) => DECODED[sequence.toUpperCase()] ?? sequence);

function sameText(given: string, computed: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(computed);
  // Unequal lengths are compared with themselves: the answer is no, the work is the same.
  return a.length === b.length ? timingSafeEqual(a, b) : !timingSafeEqual(b, b);
}
