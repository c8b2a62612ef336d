import { toCallError } from '../../../connectors/hubspot/call-error';

const NOW = Date.parse('2026-05-01T10:00:00Z');
const map = (error: unknown, timeZone = 'utc') => toCallError(error, { now: NOW, timeZone });
/** As the client throws it. */
const answer = (code: number, body: unknown = {}, headers: Record<string, string> = {}) =>
  Object.assign(new Error(`HTTP-Code: ${code}`), { code, body, headers });
const limit = (policyName: string, message: string) => answer(429, { status: 'error', message, policyName });

describe('a failed call of HubSpot', () => {
  it.each([
    [
      'the ten-second limit',
      limit('TEN_SECONDLY_ROLLING', 'You have reached your ten_secondly_rolling limit.'),
      'busy',
      'rate_limited',
      10_000,
    ],
    ['a lock', answer(423), 'busy', 'locked', 2_000],
    ['a migration', answer(477, {}, { 'retry-after': '120' }), 'busy', 'portal_migrating', 120_000],
    ['nobody listening', Object.assign(new Error(), { code: 'ECONNREFUSED' }), 'busy', 'unreachable', 2_000],
    ['a failure on their side', answer(500), 'unsure', 'http_500', null],
    ['a proxy’s page', answer(502, '<html></html>'), 'unsure', 'http_502', null],
    ['a success the client did not expect', answer(200), 'unsure', 'http_200', null],
    ['a cut connection', Object.assign(new Error(), { code: 'ECONNRESET' }), 'unsure', 'connection_lost', null],
    ['silence', Object.assign(new Error(), { code: 'ETIMEDOUT' }), 'unsure', 'timed_out', null],
    ['an answer that cannot be read', new SyntaxError('Unexpected end of JSON'), 'unsure', 'unreadable_answer', null],
    ['a revoked token', answer(401, { category: 'INVALID_AUTHENTICATION' }), 'access', 'token_refused', null],
    ['a missing scope', answer(403, { category: 'MISSING_SCOPES' }), 'access', 'scope_missing', null],
    [
      'a request that makes no sense',
      answer(400, { message: 'Invalid input JSON on line 1' }),
      'rejected',
      'rejected',
      null,
    ],
  ])('by %s', (_how, error, kind, code, retryAfterMs) => {
    expect(map(error)).toMatchObject({ kind, code, retryAfterMs });
  });

  it.each([
    ['utc', '2026-05-02T00:00:00Z'],
    ['America/New_York', '2026-05-02T04:00:00Z'],
    ['Asia/Kolkata', '2026-05-01T18:30:00Z'],
    ['Not/AZone', '2026-05-02T00:00:00Z'],
  ])('by the daily limit waits for the midnight of %s', (zone, until) => {
    const error = map(limit('DAILY', 'You have reached your daily limit.'), zone);
    expect(error).toMatchObject({ kind: 'daily_limit', retryAt: Date.parse(until) });
  });

  it.each([
    [
      409,
      { message: 'Contact already exists. Existing ID: 123', category: 'CONFLICT' },
      { code: 'taken', field: 'email', existingCrmId: '123' },
    ],
    [
      400,
      {
        message:
          'Cannot set PropertyValueCoordinates{portalId=1, objectTypeId=x, propertyName=prospect_id, value=P} on 5. 77 already has that value.',
        category: 'VALIDATION_ERROR',
      },
      { code: 'taken', field: 'prospect_id', existingCrmId: '77' },
    ],
    [404, { message: 'resource not found' }, { code: 'gone', field: null }],
    [
      400,
      {
        message:
          'Property values were not valid: [{"isValid":false,"message":"no","error":"PROPERTY_DOESNT_EXIST","name":"leadline_fit"}]',
      },
      { code: 'unknown_property', field: 'leadline_fit' },
    ],
    [
      400,
      {
        message: 'x',
        errors: [{ message: 'bad', code: 'INVALID_OPTION', context: { propertyName: ['leadline_stage'] } }],
      },
      { code: 'invalid_value', field: 'leadline_stage' },
    ],
    [400, 'plain text', { code: 'rejected', field: null }],
  ])('with %d tells which row failure it is', (status, body, row) => {
    expect(map(answer(status, body)).row).toMatchObject({ ok: false, ...row });
  });

  it('says the scopes that were asked for', () => {
    const body = {
      category: 'MISSING_SCOPES',
      errors: [{ message: 'x', context: { requiredScopes: ['a.read', 'a.read', 'b.write'] } }],
    };
    expect(map(answer(403, body))).toMatchObject({ requiredScopes: ['a.read', 'b.write'] });
  });

  it('keeps the vendor’s words out of message and code, which Temporal and logs may see', () => {
    const error = map(answer(400, { message: 'Property values were not valid: jane@acme.test is not an e-mail' }));
    expect(`${error.message} ${error.code} ${JSON.stringify(error.cause ?? '')}`).not.toContain('jane');
  });
});
