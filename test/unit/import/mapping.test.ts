import { loadMapping } from '../../../pipeline/import/load-mapping';
import { checkLink } from '../../../pipeline/import/check-link';
import { connectionsSchema } from '../../../connectors/connection-schema';
import { mappingOf, mappingText, problemsOf } from './mapping-text';

const attributes = ['attributes:', '  city: { column: City }'];

test('a mapping that accounts for every column has no problem', () => {
  expect(problemsOf(mappingText(...attributes), ['Id', 'City'])).toEqual([]);
});

test('a column that is neither used nor ignored is named', () => {
  const [problem] = problemsOf(mappingText(...attributes), ['Id', 'City', 'Phone', 'Fax']);
  expect(problem).toBe('1 ignored: The mapping says nothing about the columns "Phone", "Fax".');
});

test('an ignored column needs a reason', () => {
  const text = mappingText(...attributes, 'ignored:', '  - columns: [Fax]');
  expect(problemsOf(text, ['Id', 'City', 'Fax'])).toEqual(['8 ignored[0].because: `because` is missing.']);
});

test('a column that the file lacks is told with the line that names it', () => {
  expect(problemsOf(mappingText(...attributes), ['Id', 'Town'])).toContain(
    '6 attributes.city.column: The file has no column "City".',
  );
});

test('a column may not be used and ignored at once', () => {
  const text = mappingText(...attributes, 'ignored:', '  - { columns: [City], because: no matter }');
  expect(problemsOf(text, ['Id', 'City'])).toEqual([
    '6 attributes.city.column: The column "City" is used and listed as ignored.',
  ]);
});

test('two columns of one name cannot be told apart', () => {
  expect(problemsOf(mappingText(...attributes), ['Id', 'City', 'City'])).toEqual([
    '1 : The file has two columns named "City".',
  ]);
});

test('the columns that a file of refused rows brings along need no mention', () => {
  expect(problemsOf(mappingText(...attributes), ['leadline_origin', 'leadline_reason', 'Id', 'City'])).toEqual([]);
});

test('columns in templates, conditions and properties are columns in use', () => {
  const text = mappingText(
    'activities:',
    '  - type: visit',
    "    id: '{Id}/{Visit}'",
    '    when: [{ column: Seen, above: 0 }]',
    "    asset: '{Page}'",
    '    props: { seconds: { column: Seconds, type: number } }',
    "placeholders: { last_name: 'Lead {Number:integer}' }",
  );
  expect(problemsOf(text, ['Id', 'Visit', 'Seen', 'Page', 'Seconds', 'Number'])).toEqual([]);
});

test('an id that names no column would be the same for every row', () => {
  const text = mappingText('activities:', '  - { type: visit, id: visit }');
  expect(problemsOf(text, ['Id'])).toEqual([
    '6 activities[0].id: The id names no column, so every row would have the same one.',
  ]);
});

test('an id may not carry the e-mail address into the ledgers', () => {
  const text = [
    'rows: leads',
    'source: crm',
    'identity: { email: { column: Mail } }',
    'occurredAt: import_start',
    'activities:',
    "  - { type: visit, id: '{Mail}' }",
  ].join('\n');
  expect(problemsOf(text, ['Mail'])).toEqual([
    '6 activities[0].id: The id contains the e-mail address, and ids are kept where no personal data may be.',
  ]);
});

test('two activities of a row need ids that differ', () => {
  const text = mappingText('activities:', "  - { type: visit, id: '{Id}' }", "  - { type: chat, id: '{Id}' }");
  expect(problemsOf(text, ['Id'])[0]).toMatch(/^7 activities\[1\]\.id: The activities 1 and 2 have the same id/);
});

test('a time in a format without a zone needs one, and the zone must exist', () => {
  const dated = (zone: string): string =>
    mappingText(...attributes).replace(
      'occurredAt: import_start',
      `occurredAt: { column: When, format: dd/MM/yyyy${zone} }`,
    );
  expect(problemsOf(dated(''), ['Id', 'City', 'When'])).toEqual([
    '4 occurredAt.format: Times in this format name no zone.',
  ]);
  expect(problemsOf(dated(', zone: Mars/Olympus'), ['Id', 'City', 'When'])).toEqual([
    '4 occurredAt.zone: "Mars/Olympus" is no time zone.',
  ]);
  expect(problemsOf(dated(', zone: Asia/Kolkata'), ['Id', 'City', 'When'])).toEqual([]);
});

test('a mapping of activities names at least one', () => {
  const text = mappingText(...attributes).replace('rows: leads', 'rows: activities');
  expect(problemsOf(text, ['Id', 'City'])).toEqual(['1 rows: Rows are activities, and the mapping names none.']);
});

test('two words that differ in case alone contradict each other', () => {
  const text = mappingText('attributes:', '  city:', '    column: City', '    values: { pune: Pune, PUNE: Poona }');
  expect(problemsOf(text, ['Id', 'City'])).toEqual([
    '8 attributes.city.values.PUNE: "PUNE" is listed twice: case does not matter here.',
  ]);
});

test('a misspelt key is told with its line and the key that was meant', () => {
  const reading = loadMapping('mapping.yaml', mappingText('attributes:', '  city: { colum: City }'));
  expect(reading).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([
      {
        file: 'mapping.yaml',
        line: 6,
        path: 'attributes.city.colum',
        message: '`colum` is not known here.',
        remedy: 'Did you mean `column`?',
      },
    ]) as unknown,
  });
});

test('a mapping without a time is told to name the column that holds it', () => {
  const reading = loadMapping('mapping.yaml', mappingText().replace('occurredAt: import_start', ''));
  expect(reading).toMatchObject({
    problems: [
      { path: 'occurredAt', remedy: expect.stringMatching(/^Name the column .* only if the file/) as unknown },
    ],
  });
});

test('a delimiter of two characters is told that it is one', () => {
  const reading = loadMapping('mapping.yaml', mappingText("csv: { delimiter: ';;' }"));
  expect(reading).toMatchObject({ problems: [{ path: 'csv.delimiter', remedy: 'Write exactly one character.' }] });
});

test.each([
  ['Id;City', undefined, ';'],
  ['"Id";"City"', undefined, ';'],
  ['Id,City', ';', ','],
  ['Id\tCity', undefined, '\\t'],
])(
  'a header %j that another delimiter cuts is one problem, with the delimiter that is meant',
  (line, delimiter, meant) => {
    const text = mappingText(...attributes, ...(delimiter === undefined ? [] : [`csv: { delimiter: '${delimiter}' }`]));
    const reading = loadMapping('mapping.yaml', text);
    const problems = reading.ok ? reading.checkAgainst([line]) : reading.problems;
    expect(problems).toMatchObject([{ path: 'csv.delimiter', remedy: `Write \`csv: { delimiter: "${meant}" }\`.` }]);
  },
);

test('columns without a name, e.g. after a comma at the end of the line, are told and can be ignored', () => {
  const text = mappingText(...attributes);
  expect(problemsOf(text, ['Id', 'City', '', ''])).toEqual(['1 ignored: Column 3 of the file has no name.']);
  const ignoring = [text, 'ignored:', "  - { columns: [''], because: a comma too many }"].join('\n');
  expect(problemsOf(ignoring, ['Id', 'City', '', ''])).toEqual([]);
});

test('a mapping without identity is told what to add', () => {
  const text = mappingText().replace('identity: { external: { column: Id } }', 'identity: {}');
  expect(loadMapping('mapping.yaml', text)).toMatchObject({
    problems: [{ line: 3, remedy: 'Name a column under external, under email, or under both.' }],
  });
});

describe('the property by which the CRM links', () => {
  const mapping = mappingOf(mappingText().replace('{ column: Id }', '{ column: Id, linkBy: prospect_id }'));
  const connections = (keys: readonly unknown[]) =>
    connectionsSchema.parse({ connections: [{ id: 'hs', vendor: 'hubspot', link_by: keys }] }).connections;

  test('is asked of every CRM connection', () => {
    expect(checkLink(mapping, connections([{ property: 'email', email: true }]))).toMatchObject([
      { path: ['identity', 'external', 'linkBy'], message: 'The connection hs does not link contacts by prospect_id.' },
    ]);
  });

  test('must hold the ids of the same source', () => {
    const other = connections([{ property: 'prospect_id', alias: { source: 'elsewhere' } }]);
    expect(checkLink(mapping, other)).toHaveLength(1);
    const same = connections([{ property: 'prospect_id', alias: { source: 'crm-export' } }]);
    expect(checkLink(mapping, same)).toEqual([]);
  });
});
