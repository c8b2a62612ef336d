import fc from 'fast-check';
import { MOST_AHEAD_MS, readEnvelope, type EnvelopeReading } from '../../../pipeline/activity-envelope';

const NOW = Date.UTC(2026, 4, 4, 9);
const read = (value: unknown): EnvelopeReading =>
  readEnvelope(Buffer.from(JSON.stringify(value)), { source: 'forms', receivedAt: NOW });

const NO_IDENTIFIER = 'must be text of 1 to 400 characters or a whole number of at most 15 digits';

const activity = (fields: object = {}): object => ({
  id: 'a1',
  type: 'page_view',
  occurredAt: '2026-05-04T08:00:00Z',
  lead: { email: 'ada@company.example' },
  ...fields,
});

const accept = (fields: object) => {
  const reading = read({ activities: [activity(fields)] });
  if (reading.kind !== 'read' || reading.accepted[0] === undefined) throw new Error(JSON.stringify(reading));
  return reading.accepted[0];
};
const refuse = (fields: object) => {
  const reading = read({ activities: [activity(fields)] });
  if (reading.kind !== 'read' || reading.refused[0] === undefined) throw new Error(JSON.stringify(reading));
  const { field, message, remedy } = reading.refused[0];
  expect(remedy).not.toBe('');
  return [field, message];
};

describe('an activity', () => {
  it('is put into our words', () => {
    expect(
      accept({
        lead: { email: ' Ada@Company.example ', id: 12 },
        asset: '/pricing',
        props: { n: 1, ok: true, none: null },
        attributes: { country: 'DE' },
        consents: { email: 'granted' },
      }),
    ).toEqual({
      index: 0,
      sourceId: 'a1',
      type: 'page_view',
      occurredAt: Date.UTC(2026, 4, 4, 8),
      aliases: [
        { kind: 'external', source: 'forms', value: '12' },
        { kind: 'email', value: 'ada@company.example' },
      ],
      asset: '/pricing',
      props: { n: 1, ok: true, none: null },
      attributes: { country: 'DE' },
      consents: { email: 'granted' },
    });
  });

  it('is told by its ids, types and channels whatever blanks surround them, channels in whichever case', () => {
    const fields = { id: ' a7 ', type: 'page_view ', lead: { id: ' 77 ' }, consents: { Email: 'withdrawn' } };
    expect(accept(fields)).toMatchObject({
      sourceId: 'a7',
      type: 'page_view',
      aliases: [{ value: '77' }],
      consents: { email: 'withdrawn' },
    });
  });

  it.each([
    ['2026-05-04T08:00:00Z', Date.UTC(2026, 4, 4, 8)],
    ['2026-05-04T08:00:00.125Z', Date.UTC(2026, 4, 4, 8, 0, 0, 125)],
    ['2026-05-04T08:00:00+02:00', Date.UTC(2026, 4, 4, 6)],
    [Date.UTC(2026, 4, 4, 8), Date.UTC(2026, 4, 4, 8)],
    [NOW + MOST_AHEAD_MS, NOW],
  ])('may have happened at %j', (occurredAt, instant) => {
    expect(accept({ occurredAt }).occurredAt).toBe(instant);
  });

  it('may leave out, or leave empty, what is not asked for', () => {
    const none = { asset: null, props: null, attributes: null, consents: null, lead: { id: 'p1', email: null } };
    expect(accept(none)).toMatchObject({ asset: null, props: null, attributes: {}, consents: {} });
  });

  it.each<[object, string, string]>([
    [{ id: undefined }, 'id', 'is missing'],
    [{ id: '' }, 'id', 'must not be empty'],
    [{ id: 1.5 }, 'id', NO_IDENTIFIER],
    [{ id: 'x'.repeat(401) }, 'id', 'must have at most 400 characters'],
    [{ type: 5 }, 'type', 'must be text'],
    [{ type: '\ud800' }, 'type', 'holds a character that cannot be stored'],
    [{ occurredAt: undefined }, 'occurredAt', 'is missing'],
    [
      { occurredAt: '2026-05-04T08:00:00' },
      'occurredAt',
      'must be an ISO 8601 date and time with a zone, or whole milliseconds since 1970',
    ],
    [
      { occurredAt: '2026-02-30T08:00:00Z' },
      'occurredAt',
      'must be an ISO 8601 date and time with a zone, or whole milliseconds since 1970',
    ],
    [{ occurredAt: NOW + MOST_AHEAD_MS + 1 }, 'occurredAt', 'lies in the future'],
    [{ occurredAt: NOW / 1000 }, 'occurredAt', 'is over 20 years ago'],
    [{ lead: undefined }, 'lead', 'is missing'],
    [{ lead: {} }, 'lead', 'must name the lead'],
    [{ lead: { email: null } }, 'lead', 'must name the lead'],
    [{ lead: { email: 'ada' } }, 'lead.email', 'is not an e-mail address'],
    [{ lead: { id: '  ' } }, 'lead.id', 'must not be empty'],
    [{ lead: { id: 1e300 } }, 'lead.id', NO_IDENTIFIER],
    [
      { props: { ['n'.repeat(101)]: 1 } },
      `props.${'n'.repeat(101)}`,
      'has a name that must have at most 100 characters',
    ],
    [{ lead: { mail: 'ada@company.example' } }, 'lead.mail', 'is no field of an activity'],
    [{ kind: 'x' }, 'kind', 'is no field of an activity'],
    [{ props: { list: [1] } }, 'props.list', 'must be text, a number, true, false or null'],
    [{ props: { text: 'a\0b' } }, 'props.text', 'holds a character that cannot be stored'],
    [
      { props: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`p${index}`, 1])) },
      'props',
      'must have at most 100 entries',
    ],
    [{ attributes: 'DE' }, 'attributes', 'must be an object of single values'],
    [{ consents: { email: true } }, 'consents.email', 'must be granted or withdrawn'],
  ])('is refused as %j', (fields, field, message) => {
    expect(refuse(fields)).toEqual([field, message]);
  });

  it('is told apart from its envelope, alone or in a list', () => {
    expect(read(activity())).toMatchObject({ kind: 'read', refused: [], accepted: [{ sourceId: 'a1' }] });
    expect(read(activity({ type: '' }))).toMatchObject({ kind: 'bad_envelope', fault: { field: 'type' } });
    expect(read({ activities: [activity({ type: '' })] })).toMatchObject({
      kind: 'read',
      refused: [{ index: 0, field: 'type' }],
    });
    expect(read({ activities: [] })).toEqual({ kind: 'read', accepted: [], refused: [] });
    expect(read({ activities: [activity()], type: 'batch', timestamp: 'now' })).toMatchObject({
      kind: 'read',
      refused: [],
    });
  });

  it('never makes the reader throw, and is either accepted or refused with a field', () => {
    const anything = fc.record(
      {
        id: fc.anything(),
        type: fc.anything(),
        occurredAt: fc.anything(),
        lead: fc.anything(),
        props: fc.anything(),
        attributes: fc.anything(),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(anything, fc.anything()), { maxLength: 5 }), (activities) => {
        const sent = JSON.parse(
          JSON.stringify({ activities }, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
        ) as { activities: unknown[] };
        const reading = read(sent);
        expect(reading.kind).toBe('read');
        if (reading.kind !== 'read') return;
        expect(reading.accepted.length + reading.refused.length).toBe(sent.activities.length);
      }),
    );
  });
});
