import type { AttributeValue } from '../../../domain/lead';
import { evaluate } from '../../../scoring/evaluate';
import { scoreProfile } from '../../../scoring/fit';
import { attribute, attributes, facts, linesOf, modelOf, noon } from './builders';

const model = modelOf({
  fit: `
grades: {A: 70, B: 50, C: 30}
known_enough: {at_least: 2, of: [employees, industry, country]}
treat_as_unknown: [select]
free_mail_domains: [gmail.com]
profile:
  employees: {label: Company size, bands: {1-9: -10, 50-199: 14.25, 200+: 30}}
  industry: {values: {software: 25, services: {points: 10, is: [consulting, 'business *']}}, otherwise: 1}
  country: {values: {US: 20}}
  crm: {attribute: uses_our_crm, if_yes: 5}
  phone: {if_known: 2}
  mail: {attribute: email, email_domain: {business: 3, free: -1}}
minus:
  student: {when: {title: '*student*'}, points: -40}
  no_company: {when: {email: {email_domain: free}, company: {known: false}}, points: -10}
`,
  disqualify: `
competitor: {when: {company_type: competitor}}
not_served: {when: {country: {is_not: [US, CA]}}}
`,
});

const score = (values: Record<string, AttributeValue>) => {
  const evaluation = evaluate(model, facts({ attributes: attributes(values) }), noon(0));
  return { ...evaluation, lines: linesOf(evaluation, 'fit') };
};

test('each known field gives a line, each unknown one is listed', () => {
  // 14.25 + 10 + 20 + 5 + 3 = 52.25: B
  const { fit, grade, unknown, lines } = score({
    employees: '120',
    industry: 'Business  Services',
    country: 'us',
    uses_our_crm: 'yes',
    email: 'jo@acme.com',
  });
  expect(lines).toEqual([
    'fit.profile.employees: 1425',
    'fit.profile.industry: 1000',
    'fit.profile.country: 2000',
    'fit.profile.crm: 500',
    'fit.profile.mail: 300',
  ]);
  expect({ fit, grade, unknown }).toEqual({ fit: 5225, grade: 'B', unknown: ['phone'] });
});

test.each<[string, AttributeValue, string[]]>([
  ['employees', 120, ['fit.profile.employees: 1425']],
  ['employees', '50-199', ['fit.profile.employees: 1425']],
  ['employees', 20, []],
  ['industry', 'consulting', ['fit.profile.industry: 1000']],
  ['industry', 'mining', ['fit.profile.industry: 100']],
  ['uses_our_crm', false, []],
  ['uses_our_crm', 1, ['fit.profile.crm: 500']],
  ['phone', '+1 555', ['fit.profile.phone: 200']],
  ['email', 'jo@gmail.com', ['fit.profile.mail: -100', 'fit.minus.no_company: -1000', 'fit clamp: 1100']],
])('%s = %p', (name, value, lines) => expect(score({ [name]: value }).lines).toEqual(lines));

test.each<[string, AttributeValue]>([
  ['employees', 'a few'],
  ['industry', 'Select'],
  ['phone', '  '],
  ['country', null],
  ['email', 'no address'],
])('%s = %p says nothing', (name, value) => {
  const field = name === 'email' ? 'mail' : name;
  expect(score({ [name]: value }).unknown).toContain(field);
});

test('the scale’s ends are lines', () => {
  // 20 - 40 = -20, held to 0
  expect(score({ country: 'US', title: 'PhD student' }).lines).toEqual([
    'fit.profile.country: 2000',
    'fit.minus.student: -4000',
    'fit clamp: 2000',
  ]);
});

test.each([
  [{ employees: 300, industry: 'software', country: 'US' }, 75, 'A', 'A1'],
  [{ employees: 300, industry: 'software' }, 55, 'B', 'B1'],
  [{ industry: 'software', country: 'CA', uses_our_crm: true }, 30, 'C', 'C1'],
  [{ industry: 'software', country: 'CA' }, 25, 'D', 'D1'],
  [{ industry: 'software', phone: '1', email: 'a@b.de' }, 30, 'U', 'C1'],
  [{}, 0, 'U', 'C1'],
] as const)('%j: fit %d, grade %s, combined %s', (values, fit, grade, combined) => {
  expect(score({ ...values })).toMatchObject({ fit: fit * 100, grade, combined });
});

test('the first disqualification that holds is named and takes no points', () => {
  expect(score({ country: 'FR', industry: 'software' })).toMatchObject({ disqualifiedBy: 'not_served', fit: 2500 });
  expect(score({ country: 'FR', company_type: 'Competitor' }).disqualifiedBy).toBe('competitor');
  expect(score({ country: 'US' }).disqualifiedBy).toBeNull();
  expect(score({}).disqualifiedBy).toBeNull();
});

test('the newest statement holds, and among simultaneous ones the last by source and id', () => {
  const country = (value: AttributeValue, more = {}) => attribute('country', value, more);
  const newer = { occurredAt: noon(1), knownAt: noon(1) };
  const disqualified = (...statements: ReturnType<typeof country>[]) => scoreProfile(model, statements).disqualifiedBy;
  expect(disqualified(country('FR', newer), country('US'))).toBe('not_served');
  expect(
    disqualified(country('FR', { source: 'a', sourceId: '9' }), country('US', { source: 'b', sourceId: '1' })),
  ).toBeNull();
  expect(disqualified(country('FR', { sourceId: 'x2' }), country('US', { sourceId: 'x1' }))).toBe('not_served');
  expect(disqualified(country('FR'), country(null, newer))).toBeNull();
});

test('a clock that runs ahead cannot hold a value for ever', () => {
  const ahead = attribute('country', 'FR', { occurredAt: noon(1000), knownAt: noon(1) });
  const later = attribute('country', 'US', { occurredAt: noon(2), knownAt: noon(2) });
  expect(scoreProfile(model, [ahead]).disqualifiedBy).toBe('not_served');
  expect(scoreProfile(model, [ahead, later]).disqualifiedBy).toBeNull();
});

test('a statement counts from when it was made, by what was known', () => {
  const late = attribute('country', 'FR', { occurredAt: noon(1), knownAt: noon(5) });
  const of = (asOf: number, knownAt?: number) =>
    evaluate(model, facts({ attributes: [late] }), asOf, knownAt).disqualifiedBy;
  expect(of(noon(3))).toBeNull();
  expect(of(noon(3), noon(9))).toBe('not_served');
  expect(of(noon(0), noon(9))).toBeNull();
  expect(of(noon(5))).toBe('not_served');
});

test('the state of a profile holds no value of an attribute', () => {
  const state = scoreProfile(model, attributes({ email: 'jo@acme.com', employees: 120, title: 'student of law' }));
  expect(state).toEqual({
    lines: [
      ['fit.profile.employees', 1, 1425],
      ['fit.profile.mail', 0, 300],
      ['fit.minus.student', -1, -4000],
    ],
    unknown: ['industry', 'country', 'crm', 'phone'],
    disqualifiedBy: null,
  });
});
