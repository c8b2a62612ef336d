import type { Contribution, Evaluation } from '../../../domain/evaluation';
import { utcDay } from '../../../domain/time';
import { renderContact, type ContactOccasion, type ContactSource } from '../../../pipeline/crm/render-contact';
import { renderReasons } from '../../../pipeline/crm/render-reasons';
import { renderTask } from '../../../pipeline/crm/render-task';
import type { ContactFacts } from '../../../store/contact-facts';

const NOW = Date.parse('2026-05-01T10:00:00Z');

const line = (change: Partial<Contribution> = {}): Contribution => ({
  score: 'engagement',
  group: 'intent',
  kind: 'points',
  rule: 'intent.demo',
  label: 'Asked for a demo',
  day: utcDay(NOW),
  count: 1,
  basePoints: 6_000,
  points: 6_000,
  ...change,
});

const evaluation = (change: Partial<Evaluation> = {}): Evaluation => ({
  asOf: NOW,
  fit: 5_500,
  grade: 'B',
  unknown: [],
  engagement: 6_000,
  interest: 0,
  intent: 6_000,
  level: 4,
  combined: 'B4',
  handRaisedAt: NOW,
  productQualifiedAt: null,
  disqualifiedBy: null,
  lastActivityAt: NOW,
  nextChangeAt: null,
  contributions: [line()],
  ...change,
});

const facts = (change: Partial<ContactFacts> = {}): ContactFacts => ({
  leadId: 'lead-1',
  createdAt: NOW,
  isGone: false,
  stage: 'mql',
  visitNo: 2,
  stageSince: NOW,
  ownerId: 'ana',
  slaDueAt: NOW + 900_000,
  slaPolicy: 'P1',
  emails: ['new@acme.test', 'old@acme.test'],
  externalIds: [
    { source: 'crm', value: 'P-1' },
    { source: 'map', value: '99' },
  ],
  disposition: null,
  dispositionAt: null,
  ...change,
});

describe('the reasons', () => {
  it('are dated lines for a rep to read, the newest and weightiest first', () => {
    const text = renderReasons(
      evaluation({
        engagement: 7_250,
        contributions: [
          line({ day: utcDay(NOW) - 3, label: 'Page view', count: 3, points: 250 }),
          line({ kind: 'cap', day: null, label: 'Interest: most that counts', points: -50 }),
          line({ day: utcDay(NOW) - 3, label: 'Pricing page', points: 1_050 }),
          line(),
          line({ label: 'Nothing', points: 0 }),
          line({ score: 'fit', day: null, label: 'Company size: 50-199', points: 1_400 }),
        ],
        unknown: ['industry', 'country'],
      }),
    );

    expect(text).toBe(
      [
        'Score 72.5, level 4',
        '2026-05-01 Asked for a demo +60',
        '2026-04-28 Pricing page +10.5',
        '2026-04-28 Page view x3 +2.5',
        'Interest: most that counts -0.5',
        '',
        'Fit 55, grade B',
        'Company size: 50-199 +14',
        'Not known: industry, country',
      ].join('\n'),
    );
  });

  it('say so when there are none', () => {
    expect(renderReasons(evaluation({ engagement: 0, contributions: [] }))).toContain('Nothing that counts yet');
  });

  it('that do not fit HubSpot’s limit become one line, and the sum still holds', () => {
    const contributions = Array.from({ length: 3_000 }, (_, index) =>
      line({ day: utcDay(NOW) - index, label: 'Read a page of the documentation', points: 7 }),
    );
    const text = renderReasons(evaluation({ engagement: 21_000, contributions }));

    expect(text.length).toBeLessThanOrEqual(65_536);
    const [engagement = ''] = text.split('\n\n');
    const points = engagement
      .split('\n')
      .slice(1)
      .map((each) => Math.round(Number(each.split(' ').at(-1)) * 100));
    expect(points.reduce((sum, each) => sum + each, 0)).toBe(21_000);
    expect(engagement).toMatch(/\n\d+ more lines \+\d+/);
  });
});

describe('a contact', () => {
  const source = (change: Partial<ContactSource> = {}): ContactSource => ({
    facts: facts(),
    attributes: [],
    evaluation: evaluation(),
    config: { fields: [], placeholders: {}, link_by: [] },
    ...change,
  });
  const occasion = (change: Partial<ContactOccasion> = {}): ContactOccasion => ({
    isHandOff: false,
    isCreation: false,
    crmOwnerId: '500',
    now: NOW,
    ...change,
  });
  const attribute = (name: string, value: string | number | boolean | null, occurredAt = NOW) => ({
    ...{ name, value, occurredAt, knownAt: occurredAt, source: 's', sourceId: `${name}${occurredAt}` },
  });

  it('is rendered from facts and evaluation alone', () => {
    expect(renderContact(source(), occasion())).toEqual({
      leadId: 'lead-1',
      score: 6_000,
      fit: 5_500,
      grade: 'B',
      combined: 'B4',
      stage: 'mql',
      owner: 'ana',
      reasons: renderReasons(evaluation()),
      slaDueAt: NOW + 900_000,
      updatedAt: NOW,
      mapped: {},
    });
  });

  it('gets its owner at a hand-off only, and only if the rep is one in the CRM', () => {
    expect(renderContact(source(), occasion())).not.toHaveProperty('crmOwnerId');
    expect(renderContact(source(), occasion({ isHandOff: true }))).toMatchObject({ crmOwnerId: '500' });
    expect(renderContact(source(), occasion({ isHandOff: true, crmOwnerId: null }))).not.toHaveProperty('crmOwnerId');
  });

  it.each([
    ['of an earlier visit', 'no_budget', NOW - 1, true],
    ['of a time unknown', 'no_budget', null, true],
    ['of this visit', 'accepted', NOW, false],
    ['that is not there', null, null, false],
  ])('clears at a hand-off a verdict %s: %s', (_what, disposition, dispositionAt, clears) => {
    const given = source({ facts: facts({ disposition, dispositionAt }) });
    expect(renderContact(given, occasion({ isHandOff: true })).clearDisposition === true).toBe(clears);
    expect(renderContact(given, occasion())).not.toHaveProperty('clearDisposition');
  });

  it('gets keys, fields and placeholders at creation, and afterwards what is to be written always', () => {
    const config: ContactSource['config'] = {
      link_by: [{ property: 'prospect_id', alias: { source: 'crm' } }],
      fields: [
        { property: 'email', email: true, write: 'create' },
        { property: 'jobtitle', attribute: 'title', write: 'always' },
        { property: 'firstname', attribute: 'first_name', write: 'create' },
      ],
      placeholders: { lastname: 'Lead {number}', firstname: 'Friend' },
    };
    const attributes = [
      attribute('title', 'CEO', NOW - 1),
      attribute('title', 'CTO'),
      attribute('number', 660_737),
      attribute('first_name', 'Jane', NOW - 1),
      attribute('first_name', null),
    ];

    expect(renderContact(source({ config, attributes }), occasion({ isCreation: true })).mapped).toEqual({
      prospect_id: 'P-1',
      email: 'new@acme.test',
      jobtitle: 'CTO',
      firstname: 'Friend',
      lastname: 'Lead 660737',
    });
    expect(renderContact(source({ config, attributes }), occasion()).mapped).toEqual({ jobtitle: 'CTO' });
  });
});

describe('a task', () => {
  const policy = {
    sla: { policies: [{ id: 'P1' }, { id: 'P2' }, { id: 'P3' }] },
  } as unknown as Parameters<typeof renderTask>[0]['policy']; // of a policy, the order of the SLA's is all that is read
  const task = (change: Partial<Parameters<typeof renderTask>[0]> = {}) =>
    renderTask({
      ref: 'task/lead-1/main/2/first_touch',
      purpose: 'first_touch',
      dueAt: NOW + 900_000,
      contactCrmId: '51',
      facts: facts(),
      evaluation: evaluation(),
      crmOwnerId: '500',
      policy,
      ...change,
    });

  it('says what to do, by when and why', () => {
    const { subject, body, ...rest } = task();
    expect(subject).toBe('Get in touch (B4): Asked for a demo');
    expect(body).toContain('Due 2026-05-01 10:15 UTC');
    expect(body).toContain('2026-05-01 Asked for a demo +60');
    expect(rest).toMatchObject({ priority: 'high', crmOwnerId: '500', contactCrmId: '51' });
  });

  it.each([
    ['first_touch', 'P1', 'high'],
    ['first_touch', 'P2', 'medium'],
    ['first_touch_2', 'P3', 'low'],
    ['first_touch', null, 'medium'],
    ['manager', 'P3', 'high'],
  ] as const)('for %s under %s is of priority %s', (purpose, slaPolicy, priority) => {
    expect(task({ purpose, facts: facts({ slaPolicy }) }).priority).toBe(priority);
  });

  it('does without a reason where the lead did nothing that counts', () => {
    expect(task({ evaluation: evaluation({ contributions: [] }), purpose: 'no_verdict' }).subject).toBe(
      'Accept or reject this lead (B4)',
    );
  });
});
