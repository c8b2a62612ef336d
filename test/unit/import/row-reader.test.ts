import { BEGUN, mappingText, recordOf, refusalsOf } from './mapping-text';

const valuesOf = (text: string, row: Readonly<Record<string, string>>) =>
  Object.fromEntries(recordOf(text, row).attributes.map(({ name, value }) => [name, value]));

describe('attributes', () => {
  test('empty cells and the words for it are unknown, not empty texts', () => {
    const text = mappingText(
      'empty: [Select]',
      'attributes:',
      '  city: { column: City }',
      '  country: { column: Country, empty: [Asia/Pacific Region] }',
    );
    expect(valuesOf(text, { Id: '1', City: ' select ', Country: 'Asia/Pacific Region' })).toEqual({});
    expect(valuesOf(text, { Id: '1', City: '', Country: 'India' })).toEqual({ country: 'India' });
  });

  test('values are renamed without regard to case, others stay', () => {
    const text = mappingText('attributes:', '  via: { column: Via, values: { google: Google } }');
    expect(valuesOf(text, { Id: '1', Via: 'GOOGLE' })).toEqual({ via: 'Google' });
    expect(valuesOf(text, { Id: '1', Via: 'bing' })).toEqual({ via: 'bing' });
  });

  test('a word that is not listed can be refused or taken for unknown', () => {
    const text = (otherwise: string) =>
      mappingText('attributes:', `  via: { column: Via, values: { g: Google }, otherwise: ${otherwise} }`);
    expect(refusalsOf(text('refuse'), { Id: '1', Via: 'x' })).toMatchObject([{ code: 'unknown_word', field: 'Via' }]);
    expect(valuesOf(text('unknown'), { Id: '1', Via: 'x' })).toEqual({});
  });

  test('numbers, whole numbers and yes or no are read as such', () => {
    const text = mappingText(
      'attributes:',
      '  depth: { column: Depth, type: number }',
      '  visits: { column: Visits, type: integer }',
      '  member: { column: Member, type: boolean }',
    );
    const row = { Id: '1', Depth: '-2.5', Visits: '17.0', Member: 'Yes' };
    expect(valuesOf(text, row)).toEqual({ depth: -2.5, visits: 17, member: true });
    expect(refusalsOf(text, { Id: '1', Depth: '1,5', Visits: '1.5', Member: 'maybe' }).map(({ code }) => code)).toEqual(
      ['bad_number', 'bad_integer', 'bad_boolean'],
    );
  });

  test('a number that no computer number holds is refused, not rounded to infinity', () => {
    const text = mappingText('attributes:', '  n: { column: N, type: number }');
    expect(refusalsOf(text, { Id: '1', N: '1e999' })).toMatchObject([{ code: 'bad_number' }]);
  });

  test('placeholders are attributes of their own name', () => {
    const text = mappingText("placeholders: { last_name: 'Lead {Number:integer}' }");
    expect(valuesOf(text, { Id: '1', Number: '660737.0' })).toEqual({ placeholder_last_name: 'Lead 660737' });
    expect(valuesOf(text, { Id: '1', Number: '' })).toEqual({});
  });
});

describe('identity', () => {
  const both = mappingText().replace(
    '{ external: { column: Id } }',
    '{ external: { column: Id }, email: { column: Mail } }',
  );

  test('an e-mail is known in one spelling', () => {
    expect(recordOf(both, { Id: '7', Mail: ' Ann@Example.COM ' }).aliases).toEqual([
      { kind: 'external', source: 'crm-export', value: '7' },
      { kind: 'email', value: 'ann@example.com' },
    ]);
  });

  test('one of the two is enough; none is refused, and so is text that is no address', () => {
    expect(recordOf(both, { Id: '', Mail: 'a@example.com' }).aliases).toHaveLength(1);
    expect(refusalsOf(both, { Id: ' ', Mail: '' })).toMatchObject([{ code: 'no_identity', field: 'Id' }]);
    expect(refusalsOf(both, { Id: '7', Mail: 'nobody' })).toMatchObject([{ code: 'bad_email', field: 'Mail' }]);
  });
});

describe('consents', () => {
  const text = mappingText('consents:', '  - { channel: email, column: No Mail, withdrawn: [Yes], silent: [No] }');

  test('a withdrawal is read, silence says nothing', () => {
    expect(recordOf(text, { Id: '1', 'No Mail': 'yes' }).consents).toMatchObject([
      { channel: 'email', status: 'withdrawn' },
    ]);
    expect(recordOf(text, { Id: '1', 'No Mail': 'No' }).consents).toEqual([]);
  });

  test('any other word refuses the row: nobody is contacted by a guess', () => {
    expect(refusalsOf(text, { Id: '1', 'No Mail': 'perhaps' })).toMatchObject([{ code: 'unknown_consent' }]);
  });
});

const begun = { at: BEGUN, knownAt: BEGUN, dated: false, reconstructed: false };

describe('activities', () => {
  const text = mappingText(
    'activities:',
    '  - type: site_visits',
    "    id: '{Id}/visits'",
    '    when: [{ column: Visits, above: 0 }]',
    '    props: { visits: { column: Visits, type: integer }, pages: { column: Pages, type: number } }',
    '  - type: referral',
    "    id: '{Id}/referral'",
    '    when: [{ column: Via, is: [Reference, Partner] }, { column: Pages, answered: true }]',
    "    asset: '{Via}'",
  );

  test('exist where their conditions hold, with what is known of them', () => {
    expect(recordOf(text, { Id: '1', Visits: '3.0', Pages: '', Via: 'Google' }).activities).toEqual([
      { type: 'site_visits', sourceId: '1/visits', when: begun, props: { visits: 3 } },
    ]);
    expect(recordOf(text, { Id: '1', Visits: '', Pages: '2', Via: 'partner' }).activities).toEqual([
      { type: 'referral', sourceId: '1/referral', when: begun, asset: 'partner' },
    ]);
  });

  test('the type can stand in a column; a row without one is refused', () => {
    const typed = mappingText(
      'activities:',
      '  - type: { column: What, values: { Page View: page_view } }',
      "    id: '{Event}'",
    );
    expect(recordOf(typed, { Id: '1', What: 'page view', Event: 'e1' }).activities).toMatchObject([
      { type: 'page_view' },
    ]);
    expect(refusalsOf(typed, { Id: '1', What: '', Event: 'e1' })).toMatchObject([{ code: 'no_type', field: 'What' }]);
    expect(refusalsOf(typed, { Id: '1', What: 'page view', Event: '' })).toMatchObject([
      { code: 'no_id', field: 'Event' },
    ]);
  });

  test('everything wrong with a row is told at once', () => {
    const codes = refusalsOf(text, { Id: '', Visits: '3.5', Pages: 'many', Via: '' }).map(({ code }) => code);
    expect(codes).toEqual(['no_identity', 'no_id', 'bad_integer', 'bad_number']);
  });
});

describe('times', () => {
  const dated = (rule: string) =>
    mappingText('attributes:', '  city: { column: City }').replace(
      'occurredAt: import_start',
      `occurredAt: { ${rule} }`,
    );
  const timeOf = (rule: string, cell: string) =>
    recordOf(dated(rule), { Id: '1', City: 'Pune', When: cell }).attributes[0]?.when;
  const codesOf = (rule: string, cell: string) =>
    refusalsOf(dated(rule), { Id: '1', City: 'Pune', When: cell }).map(({ code }) => code);
  const instant = Date.UTC(2026, 4, 4, 4, 30);
  const may4 = { at: instant, knownAt: instant, dated: true, reconstructed: true };

  test('are read in the format and zone that the mapping names', () => {
    expect(timeOf("column: When, format: 'dd/MM/yyyy HH:mm', zone: Asia/Kolkata", '04/05/2026 10:00')).toEqual(may4);
    expect(timeOf('column: When', '2026-05-04T10:00:00+05:30')).toEqual(may4);
    expect(timeOf('column: When', '2026-05-04 04:30:00Z')).toEqual(may4);
    expect(timeOf('column: When, zone: Asia/Kolkata', '2026-05-04T10:00')).toEqual(may4);
    expect(timeOf('column: When, format: epoch_ms', String(may4.at))).toEqual(may4);
    expect(timeOf('column: When, format: epoch_s', String(may4.at / 1000))).toEqual(may4);
  });

  test('of happening and of becoming known may both be told: then nothing is reconstructed', () => {
    const text = dated('column: When').replace('attributes:', 'knownAt: { column: Known }\nattributes:');
    const row = { Id: '1', City: 'Pune', When: '2026-05-04T04:30:00Z', Known: '2026-05-04T05:30:00Z' };
    expect(recordOf(text, row).attributes[0]?.when).toEqual({
      ...may4,
      knownAt: instant + 3_600_000,
      reconstructed: false,
    });
    expect(refusalsOf(text, { ...row, Known: '' })).toMatchObject([{ code: 'bad_time', field: 'Known' }]);
  });

  test('of an export in local time that is read as UTC lie ahead: what we hold is known to us all the same', () => {
    const ahead = '2026-05-04T21:00:00Z';
    const at = Date.parse(ahead);
    expect(at).toBeGreaterThan(BEGUN);
    expect(timeOf('column: When', ahead)).toEqual({ at, knownAt: BEGUN, dated: true, reconstructed: true });
    const text = dated('column: When').replace('attributes:', 'knownAt: { column: Known }\nattributes:');
    const row = { Id: '1', City: 'Pune', When: ahead, Known: ahead };
    expect(recordOf(text, row).attributes[0]?.when).toMatchObject({ at, knownAt: BEGUN, reconstructed: false });
  });

  test('that are wrong are told once, however many statements share them', () => {
    const text = `${dated('column: When')}\n  country: { column: Country }`;
    expect(refusalsOf(text, { Id: '1', City: 'Pune', Country: 'India', When: 'soon' })).toHaveLength(1);
  });

  test('that leave the zone open are refused rather than guessed', () => {
    expect(codesOf('column: When', '2026-05-04T10:00')).toEqual(['bad_time']);
    expect(codesOf('column: When', '2026-05-04')).toEqual(['bad_time']);
  });

  test('that cannot be are refused', () => {
    expect(codesOf('column: When', '31/12/2025')).toEqual(['bad_time']);
    expect(codesOf('column: When', '')).toEqual(['bad_time']);
    expect(codesOf('column: When', '2026-05-09T00:00:00Z')).toEqual(['impossible_time']);
    expect(codesOf('column: When, format: epoch_ms', '1778000000')).toEqual(['impossible_time']);
  });
});

test('an outcome is read with its value; an unanswered one says nothing', () => {
  const text = mappingText('outcomes:', '  - { kind: converted, column: Converted, type: boolean }');
  expect(recordOf(text, { Id: '1', Converted: '1.0' }).outcomes).toMatchObject([
    { kind: 'converted', value: true, sourceId: null },
  ]);
  expect(recordOf(text, { Id: '1', Converted: '' }).outcomes).toEqual([]);
});
