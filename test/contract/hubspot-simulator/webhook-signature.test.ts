import { Signature } from '@hubspot/api-client';
import { decodeForSigning, signV1, signV2, signV3 } from '../../../simulators/hubspot/webhooks/signature';

/** The vectors of the vendor reference; the two of v2 are on HubSpot's own page too. */
describe('webhook signatures', () => {
  const secret = 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy';
  const uri = 'https://www.example.com/webhook_uri';
  const body = '{"example_field":"example_value"}';
  const timestampMs = 1_700_000_000_000;

  test('v1 hashes secret and body', () => {
    const events = '[{"eventId":1,"subscriptionType":"contact.creation","portalId":62515,"objectId":123}]';
    expect(signV1({ secret, body: events })).toBe('048bfb92a1a705e09fe6e86572346e901da442ecf6285d964ecd0e4c5db239fd');
  });

  test('v2 hashes method and URI too', () => {
    expect(signV2({ secret, method: 'GET', uri, body: '' })).toBe(
      'eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e',
    );
    expect(signV2({ secret, method: 'POST', uri, body })).toBe(
      '9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900',
    );
  });

  test('v3 is an HMAC that covers the time', () => {
    expect(signV3({ secret, method: 'POST', uri, body, timestampMs })).toBe(
      'rQEKkaNUiu+1qGF//O/pw4BCzstSqO1PyUnGICmf+7o=',
    );
  });

  test('v3 signs the decoded URI', () => {
    const encoded = `${uri}?q=a%3Ab%2Fc`;
    expect(signV3({ secret, method: 'POST', uri: encoded, body, timestampMs })).toBe(
      's61Sta7MnQZHae03dy7nXwfTwLTzhQ30HfQYF78kLsM=',
    );
    const undecoded = Signature.getSignature('POST', 'v3', {
      clientSecret: secret,
      requestBody: body,
      signature: '',
      url: encoded,
      timestamp: timestampMs,
    });
    expect(undecoded).toBe('SG/CoyP9OgG01xOg3wguiY7YGBJvheqG4Dg9g3S7e5g=');
  });

  test('only the listed sequences are decoded, in either case', () => {
    expect(decodeForSigning('/a%3a%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B')).toBe("/a::/?@!$'()*,;");
    expect(decodeForSigning('/a%26%3D%2B%23%25%20?b=%C3%A9')).toBe('/a%26%3D%2B%23%25%20?b=%C3%A9');
  });
});
