import { connectionsSchema, isCrmConnection, mayCreate } from '../../../connectors/connection-schema';

const parse = (connection: object) => connectionsSchema.safeParse({ connections: [connection] });
const hubspot = (change: object = {}) => ({ id: 'hubspot', vendor: 'hubspot', ...change });
const problems = (connection: object) =>
  parse(connection).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? [];

describe('connections.yaml', () => {
  it('is careful where nothing is said: it observes and creates nothing', () => {
    const [connection] = connectionsSchema.parse({ connections: [hubspot()] }).connections;
    expect(connection).toEqual({
      id: 'hubspot',
      vendor: 'hubspot',
      mode: 'observe',
      create_from: 'never',
      link_by: [{ property: 'email', email: true }],
      fields: [{ property: 'email', email: true, write: 'create' }],
      placeholders: {},
      webhook: { accept_v1: false },
      limits: { requests_per_10s: 90 },
    });
  });

  it.each([
    ['a link key with two sources', { link_by: [{ property: 'x', email: true, attribute: 'y' }] }, 'exactly one of'],
    ['a link key without a source', { link_by: [{ property: 'x' }] }, 'exactly one of'],
    ['a mode there is none of', { mode: 'all' }, 'connections.0.mode'],
    ['a stage nobody is created in', { create_from: 'recycled' }, 'connections.0.create_from'],
    ['a label instead of a property', { fields: [{ property: 'Job Title', attribute: 'x' }] }, 'internal name'],
    ['a word it does not know', { token: 'pat-na1-x' }, 'token'],
    ['more than HubSpot allows', { limits: { requests_per_10s: 1_000 } }, 'requests_per_10s'],
  ])('refuses %s', (_what, change, complaint) => {
    expect(problems(hubspot(change)).join('\n')).toContain(complaint);
  });

  it('refuses an id that is used twice', () => {
    const twice = connectionsSchema.safeParse({ connections: [hubspot(), { id: 'hubspot', vendor: 'webhook' }] });
    expect(twice.error?.issues).toMatchObject([{ path: ['connections', 1, 'id'] }]);
  });

  it('tells systems that are written from those that only send', () => {
    const { connections } = connectionsSchema.parse({ connections: [hubspot(), { id: 'forms', vendor: 'webhook' }] });
    expect(connections.map(isCrmConnection)).toEqual([true, false]);
  });

  it.each([
    ['never', 'customer', false],
    ['mql', 'prospect', false],
    ['mql', 'mql', true],
    ['mql', 'opportunity', true],
    ['mql', 'recycled', false],
    ['subscriber', 'disqualified', false],
    ['subscriber', 'subscriber', true],
  ] as const)('with create_from %s, a lead in %s gets a record: %s', (createFrom, stage, expected) => {
    expect(mayCreate({ create_from: createFrom }, stage)).toBe(expected);
  });
});
