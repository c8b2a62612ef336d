import { compileTeam } from '../../../lifecycle/compile-team';
import { teamSchema, type TeamConfig } from '../../../lifecycle/team-schema';
import { defaultTeam, local } from './fixtures';

const problemsOf = (change: (config: TeamConfig) => TeamConfig): string[] =>
  compileTeam(change(defaultTeam())).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);

type RepConfig = TeamConfig['reps'][number];

const withFirstRep =
  (change: Partial<RepConfig>) =>
  (config: TeamConfig): TeamConfig => ({
    ...config,
    reps: config.reps.map((rep, index) => (index === 0 ? { ...rep, ...change } : rep)),
  });

describe('team.yaml of the default workspace', () => {
  it('has no problem', () => {
    expect(problemsOf((config) => config)).toEqual([]);
  });

  it("gives a rep the manager's hours, zone and holidays where the rep has none", () => {
    const { team } = compileTeam(defaultTeam());
    const leo = team.reps.find(({ id }) => id === 'leo');
    expect(leo?.calendar.openingOf('2026-03-03')).toEqual({
      from: local('2026-03-03T09:00', 'Europe/London'),
      to: local('2026-03-03T17:30', 'Europe/London'),
    });
    expect(leo?.calendar.openingOf('2026-04-03')).toBeNull();
  });

  it("prefers the rep's own", () => {
    const { team } = compileTeam(
      withFirstRep({ hours: '08:00-16:00', zone: 'Europe/Vienna', holidays: 'AT', days: ['sat'] })(defaultTeam()),
    );
    const ana = team.reps.find(({ id }) => id === 'ana');
    expect(ana?.calendar.openingOf('2026-03-03')).toBeNull();
    expect(ana?.calendar.openingOf('2026-03-07')?.from).toBe(local('2026-03-07T08:00', 'Europe/Vienna'));
    expect(ana?.calendar.openingOf('2026-08-15')).toBeNull();
  });
});

describe('a team.yaml that parses but makes no sense', () => {
  it.each<[string, (config: TeamConfig) => TeamConfig, string]>([
    ['an unknown manager', withFirstRep({ manager: 'nobody' }), 'reps.0.manager: There is no manager "nobody".'],
    [
      'an unknown superior',
      (config) => ({
        ...config,
        managers: config.managers.map((manager) => ({ ...manager, reports_to: 'nobody' })).slice(0, 3),
      }),
      'managers.0.reports_to: There is no manager "nobody".',
    ],
    [
      'an unknown territory',
      withFirstRep({ territories: ['americas', 'elsewhere', 'atlantis'] }),
      'reps.0.territories.2: There is no territory "atlantis".',
    ],
    ['an id that is taken', withFirstRep({ id: 'leo' }), 'reps.1.id: The id leo is taken.'],
    ['a rep with the id of a manager', withFirstRep({ id: 'kim' }), 'reps.0.id: The id kim is taken.'],
    [
      'a territory without a BDR',
      withFirstRep({ territories: ['elsewhere'] }),
      'territories.0: The territory americas has no BDR.',
    ],
    [
      'an unknown zone',
      withFirstRep({ zone: 'Europe/Londres' }),
      'reps.0.zone: There is no time zone "Europe/Londres".',
    ],
    ['an unknown country', withFirstRep({ holidays: 'UK' }), 'reps.0.holidays: No holidays are known for "UK".'],
    [
      'hours that end before they begin',
      withFirstRep({ hours: '17:00-09:00' }),
      'reps.0.hours: The hours 17:00-09:00 end before they begin.',
    ],
    [
      'an absence that ends before it begins',
      withFirstRep({ away: [{ from: '2026-08-14', to: '2026-08-03' }] }),
      'reps.0.away.0: The absence ends (2026-08-03) before it begins (2026-08-14).',
    ],
    [
      'leads that belong nowhere',
      (config) => ({
        ...config,
        territories: config.territories.map((territory) => ({ ...territory, when: { country: [territory.id] } })),
      }),
      'territories.2: Leads that belong to no territory would have nobody.',
    ],
    [
      'a territory that leaves nothing to the next',
      (config) => ({
        ...config,
        territories: config.territories.map((territory) => (territory.id === 'europe' ? { id: 'europe' } : territory)),
      }),
      'territories.1: europe takes every lead, so no lead reaches the territories after it.',
    ],
  ])('%s', (_, change, problem) => {
    expect(problemsOf(change)[0]).toBe(problem);
  });

  it('names a remedy for each', () => {
    const { problems } = compileTeam(
      withFirstRep({ manager: 'nobody', zone: 'Mars', territories: ['atlantis'] })(defaultTeam()),
    );
    expect(problems.length).toBeGreaterThan(2);
    expect(problems.filter(({ remedy }) => !remedy.endsWith('.'))).toEqual([]);
  });
});

describe('a team.yaml that the schema refuses', () => {
  it.each([
    ['hours', '9-17'],
    ['away', [{ from: '2026-02-30', to: '2026-03-01' }]],
    ['away', [{ from: '2026-03-01', to: '9999-12-31' }]],
    ['email', 'ana'],
    ['territories', []],
    ['role', 'closer'],
  ])('%s: %j', (key, value) => {
    const config = defaultTeam();
    const reps = config.reps.map((rep, index) => (index === 0 ? { ...rep, [key]: value } : rep));
    const parsed = teamSchema.safeParse({ ...config, reps });
    expect(parsed.error?.issues.map(({ path }) => path.slice(0, 3))).toEqual([['reps', 0, key]]);
  });
});
