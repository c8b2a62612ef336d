import { signV1, signV2, signV3 } from './signature';
import type { SignatureScheme } from './sending-behaviour';

export interface SignedPost {
  readonly url: string;
  readonly body: string;
  readonly secret: string;
  readonly schemes: readonly SignatureScheme[];
  readonly timestampMs: number;
}

/** Headers of HubSpot's webhook request. v1 and v2 share a header, so that the later of the two wins. */
export function signedHeaders({
  url,
  body,
  secret,
  schemes,
  timestampMs,
}: SignedPost): Readonly<Record<string, string>> {
  const request = { secret, method: 'POST', uri: url, body };
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebHooks',
    ...(schemes.includes('v1') && { 'X-HubSpot-Signature': signV1(request), 'X-HubSpot-Signature-Version': 'v1' }),
    ...(schemes.includes('v2') && { 'X-HubSpot-Signature': signV2(request), 'X-HubSpot-Signature-Version': 'v2' }),
    ...(schemes.includes('v3') && {
      'X-HubSpot-Signature-v3': signV3({ ...request, timestampMs }),
      'X-HubSpot-Request-Timestamp': String(timestampMs),
    }),
  };
}

/** @returns the status, or 0 when the receiver could not be reached or took too long */
export async function post(input: {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const timeout = AbortSignal.timeout(input.timeoutMs);
  try {
    const response = await fetch(input.url, {
      method: 'POST',
      body: input.body,
      headers: { ...input.headers },
      redirect: 'manual',
      signal: input.signal ? AbortSignal.any([timeout, input.signal]) : timeout,
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Refused, reset, timed out or stopped: for HubSpot all the same, a failed attempt.
    return 0;
  }
}
