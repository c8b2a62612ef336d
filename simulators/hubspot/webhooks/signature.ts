import { createHash, createHmac } from 'node:crypto';

export interface SignedRequest {
  readonly secret: string;
  readonly method: string;
  /** The full URL that is called: scheme, host, path, query. */
  readonly uri: string;
  readonly body: string;
}

/** v1: a plain SHA-256 (not an HMAC) of secret and body, in hex. */
export function signV1({ secret, body }: Pick<SignedRequest, 'secret' | 'body'>): string {
  return createHash('sha256')
    .update(secret + body)
    .digest('hex');
}

/** v2: as v1, over method and URI too. */
export function signV2({ secret, method, uri, body }: SignedRequest): string {
  return createHash('sha256')
    .update(secret + method + uri + body)
    .digest('hex');
}

/** v3: HMAC-SHA256 in base64 over method, decoded URI, body and the time of sending in epoch milliseconds. */
export function signV3({
  secret,
  method,
  uri,
  body,
  timestampMs,
}: SignedRequest & { readonly timestampMs: number }): string {
  return createHmac('sha256', secret)
    .update(method + decodeForSigning(uri) + body + String(timestampMs))
    .digest('base64');
}

/** HubSpot decodes exactly these sequences before signing and leaves all others as they are. */
export function decodeForSigning(uri: string): string {
  return uri.replace(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (sequence) => decodeURIComponent(sequence));
}
