import { parseWorkspace } from '../../../config/workspace';
import { textsWith, validTexts } from './texts';

/** Every problem as one line: `file:line [path] message remedy`. */
function problemsOf(texts: Record<string, string>): string[] {
  const reading = parseWorkspace(texts);
  if (reading.ok) return [];
  return reading.problems.map(
    ({ file, line, path, message, remedy }) => `${file}:${line} [${path}] ${message} ${remedy}`,
  );
}

const scoringMistakes: [name: string, passage: string, replacement: string, problems: string[]][] = [
  [
    'a misspelt key',
    'half_life_days: 30',
    'half_life_day: 30',
    [
      'scoring.yaml:18 [engagement.interest.half_life_day] `half_life_day` is not known here. Did you mean `half_life_days`?',
    ],
  ],
  [
    'a key in the spelling of programmers',
    'half_life_days: 14',
    'halfLifeDays: 14',
    [
      'scoring.yaml:24 [engagement.intent.halfLifeDays] `halfLifeDays` is not known here. Did you mean `half_life_days`?',
    ],
  ],
  [
    'a misspelt key that is needed is told once, not also as missing',
    'engagement:',
    'engagment:',
    ['scoring.yaml:13 [engagment] `engagment` is not known here. Did you mean `engagement`?'],
  ],
  [
    'a key like no other',
    'C: 30}',
    'C: 30, D: 0}',
    ['scoring.yaml:2 [fit.grades.D] `D` is not known here. Known are A, B, C.'],
  ],
  [
    'a missing key stands at the line of the block that lacks it',
    ', C: 30}',
    '}',
    ['scoring.yaml:2 [fit.grades.C] `C` is missing. Add `C:` with a number.'],
  ],
  [
    'a text for a number',
    'cap: 40',
    'cap: forty',
    ['scoring.yaml:17 [engagement.interest.cap] Here stands the text "forty". Write a number.'],
  ],
  [
    'a number out of range',
    'after_days: 60',
    'after_days: 0',
    ['scoring.yaml:32 [engagement.silence[0].after_days] 0 is too small. Write at least 1.'],
  ],
  [
    'points finer than hundredths',
    'points: 6,',
    'points: 6.005,',
    [
      'scoring.yaml:21 [engagement.interest.rules.download.points] Points have at most two decimals. Round them to hundredths.',
    ],
  ],
  [
    'a value of a short list, misspelt',
    'email_domain: free}',
    'email_domain: fre}',
    [
      'scoring.yaml:12 [fit.minus.free_mail.when.email.email_domain] The text "fre" is not allowed here. Did you mean free? Write one of free, business.',
    ],
  ],
  [
    'a misspelt test in a condition',
    '{email_domain: free}',
    '{email_domains: free}',
    [
      'scoring.yaml:12 [fit.minus.free_mail.when.email.email_domains] `email_domains` is not known here. Did you mean `email_domain`?',
    ],
  ],
  [
    'a condition that says nothing',
    '{known: false}',
    '{}',
    [
      'scoring.yaml:12 [fit.minus.free_mail.when.company] A condition without a test says nothing. Write e.g. {known: true} or {is: [one, two]}.',
    ],
  ],
  [
    'a wrong kind of value where two kinds may stand',
    'software: 40',
    'software: many',
    [
      'scoring.yaml:9 [fit.profile.sector.values.software] The text "many" is not allowed here. Write a number or `key: value` lines.',
    ],
  ],
  [
    'a rule named like a sentence',
    'download: {',
    'White Paper: {',
    [
      'scoring.yaml:21 [engagement.interest.rules["White Paper"]] `White Paper` is no name that can stand here. A name is written in small letters, digits and underscores, starting with a letter.',
    ],
  ],
  [
    'a switch that is not `true`',
    'hand_raise: true}',
    'hand_raise: yes}',
    [
      'scoring.yaml:26 [engagement.intent.rules.demo_request.hand_raise] The text "yes" is not allowed here. Write true.',
    ],
  ],
  [
    'a list where `key: value` lines belong',
    '{points: -10, once: true}',
    '[1, 2]',
    ['scoring.yaml:30 [engagement.minus.rules.unsubscribe] Here stands a list. Write `key: value` lines.'],
  ],
  [
    'grades out of order',
    'A: 70, B: 50',
    'A: 50, B: 70',
    [
      'scoring.yaml:2 [fit.grades.A] Grade A starts at 50, which is not above grade B (70). Let A need more than B, and B more than C.',
    ],
  ],
  [
    'levels out of order',
    '3: 35',
    '3: 60',
    [
      'scoring.yaml:14 [engagement.levels["4"]] Level 4 starts at 60, which is not above level 3 (60). Let level 4 need more than 3, and 3 more than 2.',
    ],
  ],
  [
    'a field that does not exist',
    'of: [size, sector]',
    'of: [size, industry]',
    [
      'scoring.yaml:3 [fit.known_enough.of[1]] There is no profile field "industry". Name fields of `fit.profile`: size, sector.',
    ],
  ],
  [
    'bands that overlap',
    '10-99: 20',
    '9-99: 20',
    [
      'scoring.yaml:6 [fit.profile.size.bands["9-99"]] The bands "1-9" and "9-99" overlap. End one before the other begins; both ends of 1-9 belong to it.',
    ],
  ],
  [
    'a band that is none',
    '10-99: 20',
    'medium: 20',
    [
      'scoring.yaml:6 [fit.profile.size.bands.medium] "medium" is not a band of numbers. Write it like 1-9, 5000+, <10M, >=250 or ">=2 <4".',
    ],
  ],
  [
    'the same value twice',
    'is: [consulting, agency]',
    'is: [consulting, Software]',
    [
      'scoring.yaml:10 [fit.profile.sector.values.services] "software" is already listed under "software". List each value once (small and capital letters are the same).',
    ],
  ],
  [
    'a minus that gives',
    'points: -10, once',
    'points: 10, once',
    [
      'scoring.yaml:30 [engagement.minus.rules.unsubscribe.points] A rule of `minus` cannot give 10 points. Write -10, or move the rule to `interest` or `intent`.',
    ],
  ],
  [
    'an interest that takes',
    'page_view: {points: 1,',
    'page_view: {points: -1,',
    [
      'scoring.yaml:20 [engagement.interest.rules.page_view.points] A rule of `interest` cannot take 1 points away. Move the rule to `minus`.',
    ],
  ],
  [
    'a hand raise without an end',
    '  hand_raise_valid_days: 30\n',
    '',
    [
      'scoring.yaml:13 [engagement.hand_raise_valid_days] `hand_raise_valid_days` is missing, so nothing says how long a `hand_raise` holds. Add e.g. `hand_raise_valid_days: 30` under `engagement`.',
    ],
  ],
  [
    'a key that does nothing',
    ', once: true}',
    ', once: true, max_per_day: 1}',
    [
      'scoring.yaml:30 [engagement.minus.rules.unsubscribe.max_per_day] `max_per_day` does nothing here: the rule counts only once. Remove one of the two.',
    ],
  ],
  [
    'a silence that takes less than a shorter one',
    '    - {after_days: 180, to_zero: true}',
    '    - {after_days: 180, points: -2}',
    [
      'scoring.yaml:33 [engagement.silence[1].points] A longer silence cannot take away less than a shorter one. A step takes the place of the one before it, so write the whole of what it takes.',
    ],
  ],
  [
    'intent that can never reach what lifecycle.yaml waits for',
    'cap: 80',
    'cap: 20',
    [
      'scoring.yaml:23 [engagement.intent.cap] Lifecycle.yaml waits for 30 points of intent, and intent never exceeds 20. Raise this cap, or lower the number under `grid.sales_if_intent`.',
    ],
  ],
  [
    'a key twice',
    'cap: 40\n',
    'cap: 40\n    cap: 50\n',
    ['scoring.yaml:18 [] `cap` stands here for a second time. Keep one of the two.'],
  ],
  ['a tab', '    cap: 40', '\tcap: 40', ['scoring.yaml:17 [] The line is indented with a tab. Indent with spaces.']],
  [
    'a line too far to the left',
    '    cap: 40',
    '   cap: 40',
    [
      'scoring.yaml:17 [] The line does not fit the lines around it: another indentation, or a second `: `. Begin the keys of one block at the same column, and put a value with `: ` in it into quotes.',
    ],
  ],
  [
    'an open quote',
    'sector:\n',
    '"sector:\n',
    ['scoring.yaml:7 [] The line is no `key: value`. Write a blank after the colon, and close every quote.'],
  ],
  [
    'a text that begins with an asterisk',
    'is: [consulting, agency]',
    'is: [*consult*]',
    [
      'scoring.yaml:10 [] `*consult*` stands for nothing: no `&consult*` comes before it. Put a text that begins with * into quotes, or define what it stands for.',
    ],
  ],
];

test.each(scoringMistakes)('%s', (_, passage, replacement, problems) => {
  expect(problemsOf(textsWith('scoring.yaml', passage, replacement))).toEqual(problems);
});

test('several mistakes are told in one go, in the order of the lines', () => {
  const texts = textsWith('scoring.yaml', 'cap: 40', 'cap: forty');
  texts['scoring.yaml'] = texts['scoring.yaml']!.replace('A: 70', 'A: 170');
  expect(problemsOf(texts)).toEqual([
    'scoring.yaml:2 [fit.grades.A] 170 is too big. Write at most 100.',
    'scoring.yaml:17 [engagement.interest.cap] Here stands the text "forty". Write a number.',
  ]);
});

test('mistakes of several files are told in one go', () => {
  const texts = textsWith('connections.yaml', 'vendor: hubspot', 'vendor: hupspot');
  texts['scoring.yaml'] = '';
  expect(problemsOf(texts)).toEqual([
    'scoring.yaml:1 [] The file is empty. Fill it in; the default workspace shows how.',
    'connections.yaml:2 [connections[0].vendor] The text "hupspot" is not allowed here. Did you mean hubspot? Write one of hubspot, webhook.',
  ]);
});

test('a file that is no mapping', () => {
  expect(problemsOf({ ...textsWith('team.yaml', 'managers:', 'managers:'), 'team.yaml': '# team\n- ana\n' })).toEqual([
    'team.yaml:2 [] The file does not hold `key: value` lines at its top. Begin it as the default workspace does.',
  ]);
});

test('a misnamed file', () => {
  const { 'team.yaml': team = '', ...others } = textsWith('team.yaml', 'managers:', 'managers:');
  expect(problemsOf({ ...others, 'team.yml': team })).toEqual([
    'team.yaml:null [] The file is missing. Did you mean team.yml? Rename it to team.yaml.',
  ]);
});

test('references that unfold without end', () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (const [name, before] of [
    ['b', 'a'],
    ['c', 'b'],
    ['d', 'c'],
    ['e', 'd'],
  ])
    bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`);
  expect(problemsOf({ ...textsWith('team.yaml', 'managers:', 'managers:'), 'team.yaml': bomb.join('\n') })).toEqual([
    'team.yaml:1 [] The references (`*name`) unfold to far too much. Write the values out.',
  ]);
});

test('connections that share an id, and a key that comes from nowhere or from two places', () => {
  const texts = textsWith('connections.yaml', 'id: web', 'id: crm');
  expect(problemsOf(texts)).toEqual([
    'connections.yaml:3 [connections[1].id] The id crm is taken by a connection above. Give each connection an id of its own, or remove one of the two.',
  ]);
  for (const key of ['{property: email}', '{property: email, email: true, attribute: mail}'])
    expect(problemsOf(textsWith('connections.yaml', 'vendor: hubspot', `vendor: hubspot, link_by: [${key}]`))).toEqual([
      'connections.yaml:2 [connections[0].link_by[0]] Exactly one of alias, attribute and email says where the value comes from. Keep or add one of `alias: { source: … }`, `attribute: …` and `email: true`.',
    ]);
});

const TEAM = `managers:
  - {id: ann, email: ann@x.test, hours: "09:00-17:00", zone: UTC, reports_to: cem}
  - {id: bob, email: bob@x.test, hours: "09:00-17:00", zone: UTC, reports_to: ann}
  - {id: cem, email: cem@x.test, hours: "09:00-17:00", zone: UTC, reports_to: bob}
  - {id: dee, email: dee@x.test, hours: "09:00-17:00", zone: UTC, reports_to: ann}
territories:
  - {id: all}
reps:
  - {id: eva, role: bdr, email: eva@x.test, manager: ann, territories: [all]}
  - {id: fay, role: bdr, email: Eva@x.test, manager: ann, territories: [all]}
`;

test('two reps with one address, and managers who report in a circle', () => {
  expect(problemsOf({ ...validTexts(), 'team.yaml': TEAM })).toEqual([
    'team.yaml:2 [managers[0].reports_to] The managers report in a circle: ann, cem, bob, ann. Leave `reports_to` out at the topmost.',
    'team.yaml:10 [reps[1].email] The e-mail address is that of eva too. Give each rep the address of their own CRM user, or make the two one rep.',
  ]);
});

test('a rule that is named like something every object has', () => {
  expect(problemsOf(textsWith('scoring.yaml', 'page_view: {', '__proto__: {'))).toEqual([
    'scoring.yaml:20 [] `__proto__` is no name that can stand here. Choose another name.',
  ]);
});
