import { chooseRep, rotationOf, territoryOf, type Routing, type RoutingRequest } from '../../../lifecycle/routing';
import type { Team } from '../../../lifecycle/team';
import type { TeamConfig } from '../../../lifecycle/team-schema';
import { aDecision, aPolicy, asLocal, aTeam, HOT, local, NOW } from './fixtures';

const policy = aPolicy();
const LONDON = 'Europe/London';

/** Three BDRs in Europe, one product specialist, one BDR elsewhere. */
const threeInEurope = (config: TeamConfig): TeamConfig => {
  const ana = config.reps[0]!;
  const rep = { role: 'bdr' as const, manager: 'ivo', territories: ['europe'], away: [] };
  return {
    ...config,
    reps: [
      { ...ana, territories: ['americas', 'elsewhere'] },
      { ...rep, id: 'leo', email: 'leo@example.com' },
      { ...rep, id: 'mia', email: 'mia@example.com' },
      { ...rep, id: 'pip', email: 'pip@example.com', role: 'product_specialist' },
      { ...rep, id: 'zoe', email: 'zoe@example.com' },
    ],
  };
};
const team = aTeam(threeInEurope);

const withAway = (away: Readonly<Record<string, readonly [from: string, to: string]>>): Team =>
  aTeam((config) => {
    const base = threeInEurope(config);
    const reps = base.reps.map((rep) => {
      const absence = away[rep.id];
      return absence === undefined ? rep : { ...rep, away: [{ from: absence[0], to: absence[1] }] };
    });
    return { ...base, reps };
  });

const choose = (change: Partial<RoutingRequest> = {}, on: Team = team): Routing =>
  chooseRep(policy, on, {
    attributes: { country: 'DE' },
    decision: HOT,
    settledAt: null,
    lastRepIds: {},
    newToday: {},
    exclude: [],
    asOf: NOW,
    ...change,
  });

const chosen = (change: Partial<RoutingRequest> = {}, on: Team = team): string => {
  const routing = choose(change, on);
  return routing.kind === 'assigned' ? routing.repId : `${routing.cause} until ${asLocal(routing.retryAt, LONDON)}`;
};

describe('territories', () => {
  it.each([
    [{ country: 'US' }, 'americas'],
    [{ country: ' germany ' }, 'europe'],
    [{ country: 'AU' }, 'elsewhere'],
    [{ country: null }, 'elsewhere'],
    [{}, 'elsewhere'],
  ])('%j lies in %s', (attributes, territory) => {
    expect(territoryOf(team, attributes).id).toBe(territory);
  });

  it('want every attribute that they name', () => {
    const enterprise = aTeam((config) => ({
      ...config,
      territories: config.territories.map((territory) =>
        territory.id === 'americas' ? { ...territory, when: { country: ['US'], big: [true] } } : territory,
      ),
    }));
    expect(territoryOf(enterprise, { country: 'US', big: true }).id).toBe('americas');
    expect(territoryOf(enterprise, { country: 'US', big: false }).id).toBe('elsewhere');
  });
});

describe('the rotation', () => {
  it('goes round in the order of team.yaml', () => {
    const turns: string[] = [];
    let lastRepIds: Record<string, string> = {};
    for (let turn = 0; turn < 5; turn += 1) {
      const routing = choose({ lastRepIds });
      if (routing.kind !== 'assigned') throw new Error(routing.cause);
      turns.push(routing.repId);
      lastRepIds = { [routing.rotation]: routing.repId };
    }
    expect(turns).toEqual(['leo', 'mia', 'zoe', 'leo', 'mia']);
  });

  it('starts anew when the last rep has left', () => {
    expect(chosen({ lastRepIds: { europe: 'gone' } })).toBe('leo');
  });

  it('passes over those who have had the lead, and keeps its place', () => {
    expect(chosen({ lastRepIds: { europe: 'leo' }, exclude: ['mia'] })).toBe('zoe');
    expect(chosen({ lastRepIds: { europe: 'mia' }, exclude: ['mia'] })).toBe('zoe');
  });

  it('goes on in the last territory when everybody at home has had the lead', () => {
    expect(choose({ exclude: ['leo', 'mia', 'zoe'] })).toEqual({
      kind: 'assigned',
      repId: 'ana',
      territory: 'elsewhere',
      rotation: 'elsewhere',
      cause: 'rotation_of_default_territory',
    });
  });

  it('is at an end when nobody else is left', () => {
    const exclude = team.reps.map(({ id }) => id);
    expect(choose({ exclude })).toMatchObject({ kind: 'queued', territory: 'europe', cause: 'nobody_else' });
    expect(rotationOf(policy, team, { attributes: {}, decision: HOT, settledAt: null, exclude, asOf: NOW })).toBeNull();
  });

  it('is known before the turn is taken', () => {
    const rotation = rotationOf(policy, team, {
      attributes: { country: 'DE' },
      decision: HOT,
      settledAt: null,
      exclude: [],
      asOf: NOW,
    });
    expect([rotation?.name, rotation?.reps.map(({ id }) => id)]).toEqual(['europe', ['leo', 'mia', 'zoe']]);
  });
});

describe('the role', () => {
  const trial = aDecision({ productQualifiedAt: NOW - 1 });

  it('is a product specialist for a lead that uses the product, in a rotation of their own', () => {
    expect(choose({ decision: trial })).toMatchObject({
      repId: 'pip',
      territory: 'europe',
      rotation: 'europe/product_specialist',
    });
  });

  it('is a BDR where there is none', () => {
    expect(choose({ decision: trial }, aTeam())).toMatchObject({
      repId: 'leo',
      rotation: 'europe',
      cause: 'bdr_for_missing_role',
    });
  });

  it('is a BDR when the trial was answered before the lead was sent back', () => {
    expect(chosen({ decision: trial, settledAt: NOW })).toBe('leo');
  });

  it('is the one that a verdict names', () => {
    expect(choose({ role: 'csm' }, aTeam())).toMatchObject({ repId: 'joy', rotation: 'europe/csm', cause: 'rotation' });
    expect(choose({ role: 'csm' })).toMatchObject({ repId: 'leo', cause: 'bdr_for_missing_role' });
  });
});

describe('a rep who is away', () => {
  it('is passed over', () => {
    expect(chosen({}, withAway({ leo: ['2026-03-01', '2026-03-03'] }))).toBe('mia');
    expect(chosen({}, withAway({ leo: ['2026-03-04', '2026-03-31'] }))).toBe('leo');
  });

  it('is passed over in the evening before, when the clock would start on the first day away', () => {
    const asOf = local('2026-03-06T20:00', LONDON);
    expect(chosen({ asOf }, withAway({ leo: ['2026-03-09', '2026-03-13'] }))).toBe('mia');
  });

  it('is waited for when everybody is, until the first of them is back', () => {
    const away = withAway({
      leo: ['2026-03-02', '2026-03-31'],
      mia: ['2026-03-03', '2026-03-06'],
      zoe: ['2026-03-03', '2026-03-10'],
    });
    expect(chosen({}, away)).toBe('all_away until Mon 2026-03-09T09:00');
  });
});

describe('the cap on new MQLs', () => {
  const full = { leo: 5, mia: 5, zoe: 5 };

  it('passes over who has reached it', () => {
    expect(chosen({ newToday: { leo: 5, mia: 4 } })).toBe('mia');
  });

  it('queues the lead until the next business day when all have', () => {
    expect(chosen({ newToday: full })).toBe('all_at_cap until Wed 2026-03-04T09:00');
    expect(chosen({ newToday: full, asOf: local('2026-04-02T16:00', LONDON) })).toBe(
      'all_at_cap until Tue 2026-04-07T09:00',
    );
  });

  it('does not hold up a lead that asks for contact', () => {
    expect(chosen({ newToday: full, decision: { ...HOT, handRaisedAt: NOW - 1 } })).toBe('leo');
  });

  it("gives way to a rep's own", () => {
    const partTime = aTeam((config) => {
      const base = threeInEurope(config);
      return { ...base, reps: base.reps.map((rep) => (rep.id === 'leo' ? { ...rep, max_new_mql_per_day: 1 } : rep)) };
    });
    expect(chosen({ newToday: { leo: 1 } }, partTime)).toBe('mia');
  });

  it('is none where the policy has none', () => {
    const endless = aPolicy((config) => ({
      ...config,
      go_live: { ...config.go_live, max_new_mql_per_rep_day: null, uncapped: [] },
    }));
    const request = {
      attributes: { country: 'DE' },
      decision: HOT,
      settledAt: null,
      lastRepIds: {},
      exclude: [],
      asOf: NOW,
    };
    expect(chooseRep(endless, team, { ...request, newToday: { leo: 900 } })).toMatchObject({ repId: 'leo' });
  });
});
