import { OpenApiValidator } from '../../../simulators/hubspot/openapi-validator';
import type { Exchange } from '../../../simulators/hubspot/validation/violation';

describe('validation against the OpenAPI documents', () => {
  const contact = {
    id: '1',
    properties: { email: null, lastname: 'Present' },
    createdAt: '2026-05-01T10:00:00.000Z',
    updatedAt: '2026-05-01T10:00:00.000Z',
    archived: false,
  };
  const exchange = (input: Partial<Exchange>): Exchange => ({
    method: 'POST',
    path: '/crm/v3/objects/contacts',
    query: new URLSearchParams(),
    requestBody: { properties: { lastname: 'Present', email: null } },
    answer: { status: 201, body: contact },
    ...input,
  });
  const messages = (input: Partial<Exchange>) => {
    const validator = new OpenApiValidator();
    validator.check(exchange(input));
    return validator.violations().map(({ message }) => message);
  };

  test('a call as declared is clean, null values included', () => {
    expect(messages({})).toEqual([]);
  });

  const read = {
    method: 'GET',
    path: '/crm/v3/objects/contacts/1',
    requestBody: undefined,
    answer: { status: 200, body: contact },
  };
  const batchRead = { path: '/crm/v3/objects/contacts/batch/read', answer: undefined };

  test.each<readonly [string, Partial<Exchange>, RegExp]>([
    ['an unknown path', { path: '/crm/v3/objects/contacts/one/two' }, /no document knows/],
    ['a wrong success status', { answer: { status: 200, body: contact } }, /status 200 is not declared/],
    [
      'a number as a value',
      { requestBody: { properties: { amount: 5 } } },
      /^request\/properties\/amount must be string/,
    ],
    ['a missing body', { requestBody: undefined }, /no body where one is declared/],
    [
      'a missing field of the answer',
      { answer: { status: 201, body: { ...contact, id: undefined } } },
      /^answer must have required property 'id'/,
    ],
    [
      'a numeric id in the answer',
      { answer: { status: 201, body: { ...contact, id: 1 } } },
      /^answer\/id must be string/,
    ],
    ['an error body without a message', { answer: { status: 400, body: {} } }, /^answer must have required property/],
    [
      'a body where none is declared',
      { ...read, method: 'DELETE', answer: { status: 204, body: {} } },
      /a body where none is declared/,
    ],
    [
      'an unknown query parameter',
      { ...read, query: new URLSearchParams('property=email') },
      /query property is not declared/,
    ],
    [
      'a query parameter of the wrong type',
      { ...read, query: new URLSearchParams('archived=yes') },
      /query archived is not of type boolean/,
    ],
    [
      'a batch read without its lists',
      { ...batchRead, requestBody: { inputs: [{ id: '1' }] } },
      /propertiesWithHistory/,
    ],
  ])('%s is a violation', (_name, input, expected) => {
    const found = messages(input);
    expect(found.some((message) => expected.test(message))).toBe(true);
  });

  test('lists may be repeated or comma-separated', () => {
    for (const query of ['properties=email&properties=lastname', 'properties=email,lastname&limit=5']) {
      const page = { status: 200, body: { results: [contact] } };
      expect(
        messages({ method: 'GET', requestBody: undefined, query: new URLSearchParams(query), answer: page }),
      ).toEqual([]);
    }
  });

  test('of a call whose answer was spoiled by a fault only the request is checked', () => {
    expect(messages({ answer: undefined })).toEqual([]);
    expect(messages({ answer: undefined, requestBody: {} })).toHaveLength(1);
  });
});
