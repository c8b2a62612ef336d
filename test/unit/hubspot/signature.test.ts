import { createHash, createHmac } from 'node:crypto';
import { isSignedByHubspot, type SignedRequest } from '../../../connectors/hubspot/signature';

/** Vectors of the vendor reference. */
const SECRET = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
const AT = 1_700_000_000_000;
const BODY = '{"example_field":"example_value"}';
const URL_PLAIN = 'https://www.example.com/webhook_uri';

const v3 = (signature: string, change: Partial<SignedRequest> = {}): SignedRequest => ({
  method: 'POST',
  url: URL_PLAIN,
  body: Buffer.from(BODY),
  headers: { 'x-hubspot-signature-v3': signature, 'x-hubspot-request-timestamp': String(AT) },
  ...change,
});
const check = (request: SignedRequest, options: Partial<Parameters<typeof isSignedByHubspot>[1]> = {}): boolean =>
  isSignedByHubspot(request, { secrets: [SECRET], acceptsV1: false, now: AT, ...options });

const PLAIN = 'rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=';

describe('HubSpot signatures of version 3', () => {
  it('are right by the vector of the reference', () => {
    expect(check(v3(PLAIN))).toBe(true);
  });

  it('are over the address with the listed sequences decoded, and those only', () => {
    const url = `${URL_PLAIN}?q=a%3Ab%2Fc`;
    expect(check(v3('s61Sta7MnQZHae03dy7nXwfTwLTzhQ30HfQYF78kLsM=', { url }))).toBe(true);
    expect(check(v3('SG/CoyP9OgG01xOg3wguiY7YGBJvheqG4Dg9g3S7e5g=', { url }))).toBe(false);
  });

  it.each([
    ['every listed sequence in either case', '%3a%2F%3f%40%21%24%27%28%29%2A%2c%3B', ":/?@!$'()*,;"],
    ['no other sequence', '%26%3D%2B%23%25%20%C3%A4', '%26%3D%2B%23%25%20%C3%A4'],
    ['a sequence once', '%253A', '%253A'],
  ])('decode %s', (_what, arrived, signed) => {
    const signature = createHmac('sha256', SECRET).update(`POST${URL_PLAIN}?q=${signed}${BODY}${AT}`).digest('base64');
    expect(check(v3(signature, { url: `${URL_PLAIN}?q=${arrived}` }))).toBe(true);
  });

  it.each([
    [-5 * 60_000, true],
    [-5 * 60_000 - 1, false],
    [5 * 60_000, true],
    [5 * 60_000 + 1, false],
  ])('signed %d ms from now: %s', (skew, expected) => {
    expect(check(v3(PLAIN), { now: AT - skew })).toBe(expected);
  });

  it.each([
    ['another body', v3(PLAIN, { body: Buffer.from(`${BODY} `) })],
    ['another method', v3(PLAIN, { method: 'PUT' })],
    ['another address', v3(PLAIN, { url: `${URL_PLAIN}/` })],
    ['a signature of another length', v3('AAAA')],
    ['an empty signature', v3('')],
    ['no time', v3(PLAIN, { headers: { 'x-hubspot-signature-v3': PLAIN } })],
    [
      'a time that is none',
      v3(PLAIN, { headers: { 'x-hubspot-signature-v3': PLAIN, 'x-hubspot-request-timestamp': 'soon' } }),
    ],
    ['no signature', v3(PLAIN, { headers: {} })],
  ])('do not fit %s', (_what, request) => {
    expect(check(request)).toBe(false);
  });

  it('may be by any of several secrets, while one is being replaced', () => {
    expect(check(v3(PLAIN), { secrets: ['the new one', SECRET] })).toBe(true);
    expect(check(v3(PLAIN), { secrets: [] })).toBe(false);
  });
});

describe('HubSpot signatures of version 1', () => {
  const body = '[{"eventId":1,"subscriptionType":"contact.creation","portalId":62515,"objectId":123}]';
  const signature = '048bfb92a1a705e09fe6e86572346e901da442ecf6285d964ecd0e4c5db239fd';
  const v1 = (headers: SignedRequest['headers']): SignedRequest => ({
    method: 'POST',
    url: URL_PLAIN,
    body: Buffer.from(body),
    headers,
  });

  it('are taken only where the connection allows it', () => {
    const request = v1({ 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v1' });
    expect(check(request, { acceptsV1: true })).toBe(true);
    expect(check(request)).toBe(false);
  });

  it('are no way around a wrong signature of version 3', () => {
    const request = v1({
      'x-hubspot-signature': signature,
      'x-hubspot-signature-v3': PLAIN,
      'x-hubspot-request-timestamp': String(AT),
    });
    expect(check(request, { acceptsV1: true })).toBe(false);
  });

  it('are not those of version 2', () => {
    const v2 = createHash('sha256').update(`${SECRET}POST${URL_PLAIN}${body}`).digest('hex');
    expect(check(v1({ 'x-hubspot-signature': v2, 'x-hubspot-signature-version': 'v2' }), { acceptsV1: true })).toBe(
      false,
    );
    expect(
      check(v1({ 'x-hubspot-signature': signature, 'x-hubspot-signature-version': 'v2' }), { acceptsV1: true }),
    ).toBe(false);
  });
});
