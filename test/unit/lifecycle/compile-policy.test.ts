import { compilePolicy } from '../../../lifecycle/compile-policy';
import { lifecycleSchema, type LifecycleConfig } from '../../../lifecycle/policy-schema';
import { defaultLifecycle } from './fixtures';

const problemsOf = (change: (config: LifecycleConfig) => LifecycleConfig): string[] =>
  compilePolicy(change(defaultLifecycle())).problems.map(({ path, message }) => `${path.join('.')}: ${message}`);

const pathsRefused = (change: (config: LifecycleConfig) => unknown): string[] => {
  const parsed = lifecycleSchema.safeParse(change(defaultLifecycle()));
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
};

describe('lifecycle.yaml of the default workspace', () => {
  it('has no problem', () => {
    expect(problemsOf((config) => config)).toEqual([]);
  });

  it('compiles to the policy it describes', () => {
    const { policy } = compilePolicy(defaultLifecycle());
    expect(policy.grid.C4).toEqual({ zone: 'sales', intentFrom: 3000 });
    expect(policy.mql.pql).toEqual({ minGrade: 'C', to: 'product_specialist' });
    expect(policy.sla.policies[0]).toEqual({
      id: 'P1',
      requests: ['hand_raise', 'pql'],
      cells: [],
      others: false,
      firstTouch: { unit: 'minutes', count: 15 },
      steps: [
        { step: 'remind', after: { unit: 'minutes', count: 10 } },
        { step: 'manager', after: { unit: 'minutes', count: 15 } },
        { step: 'reassign', after: { unit: 'minutes', count: 30 } },
        { step: 'director', after: { unit: 'minutes', count: 120 } },
      ],
    });
    expect(policy.sla.policies[2]?.firstTouch).toEqual({ unit: 'business_days', count: 1 });
    expect(policy.recycle.daysByReason).toMatchObject({ no_show: 14, missing_feature: null });
  });

  it('is plain data', () => {
    const { policy } = compilePolicy(defaultLifecycle());
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy);
  });
});

describe('a lifecycle.yaml that parses but makes no sense', () => {
  it.each<[string, (config: LifecycleConfig) => LifecycleConfig, string]>([
    [
      'a cell without an action',
      (config) => ({ ...config, grid: { ...config.grid, priority: ['A4', 'B4'] } }),
      'grid: The combined score A3 has no action.',
    ],
    [
      'a cell with two actions',
      (config) => ({ ...config, grid: { ...config.grid, nurture: [...config.grid.nurture, 'B3'] } }),
      'grid.nurture.4: The combined score B3 has two actions.',
    ],
    [
      'leads without a clock',
      (config) => ({ ...config, sla: { ...config.sla, policies: { P1: { for: ['A4'], first_touch: '1h' } } } }),
      'sla.policies: The last SLA policy is not for "others", so some leads would have no clock.',
    ],
    [
      'a cell with two clocks',
      (config) => {
        const { P1, P2, P3 } = config.sla.policies;
        const policies = { P1: { ...P1!, for: ['A4' as const] }, P2: P2!, P3: P3! };
        return { ...config, sla: { ...config.sla, policies } };
      },
      'sla.policies.P2.for.0: A4 is named by two SLA policies.',
    ],
    [
      'a clock for requests that make no MQL',
      (config) => ({ ...config, stages: { ...config.stages, mql: { ...config.stages.mql, pql: undefined } } }),
      'sla.policies.P1.for.1: No lead becomes an MQL by pql, so this clock would never start.',
    ],
    [
      'a reminder after the deadline',
      (config) => {
        const P3 = { ...config.sla.policies['P3']!, remind: '2bd' };
        return { ...config, sla: { ...config.sla, policies: { ...config.sla.policies, P3 } } };
      },
      'sla.policies.P3.remind: remind (2bd) lies on the wrong side of first_touch (1bd).',
    ],
    [
      'an escalation before the deadline',
      (config) => {
        const P2 = { ...config.sla.policies['P2']!, manager: '3h' };
        return {
          ...config,
          sla: { ...config.sla, policies: { P1: config.sla.policies['P1']!, P2, P3: config.sla.policies['P3']! } },
        };
      },
      'sla.policies.P2.manager: manager (3h) lies on the wrong side of first_touch (4h).',
    ],
    [
      'a recycling before the verdict is due',
      (config) => ({
        ...config,
        sla: { ...config.sla, accept_or_reject: { within: '5bd', recycle_after: '2bd', recycle: 'no_response' } },
      }),
      'sla.accept_or_reject.recycle_after: A lead would be recycled before its rep had to judge it.',
    ],
    [
      'a verdict without a time',
      (config) => ({ ...config, reject: { ...config.reject, on_holiday: 'recycle' } }),
      'reject.on_holiday: Nothing says for how long a lead is recycled by reason of on_holiday.',
    ],
    [
      'a stale stage with an unknown reason',
      (config) => ({ ...config, stale: { sal: { after: '30d', recycle: 'forgotten' } } }),
      'stale.sal.recycle: Nothing says for how long a lead is recycled by reason of forgotten.',
    ],
    [
      'a rejection called accepted',
      (config) => ({ ...config, reject: { ...config.reject, accepted: 'disqualify' } }),
      'reject.accepted: accepted is the verdict that takes a lead on, so it cannot be a way to reject it.',
    ],
    [
      'exemptions from a cap that is not there',
      (config) => ({ ...config, go_live: { ...config.go_live, max_new_mql_per_rep_day: null } }),
      'go_live.uncapped: There is no cap to be exempt from.',
    ],
  ])('%s', (_, change, problem) => {
    expect(problemsOf(change)).toEqual([problem]);
  });

  it('names a remedy for each', () => {
    const { problems } = compilePolicy({ ...defaultLifecycle(), recycle: {} });
    expect(problems.length).toBeGreaterThan(10);
    expect(problems.filter(({ remedy }) => !remedy.endsWith('.'))).toEqual([]);
  });
});

describe('a lifecycle.yaml that the schema refuses', () => {
  it.each<[string, (config: LifecycleConfig) => unknown, string]>([
    ['an unknown stage', (config) => ({ ...config, stages: { ...config.stages, mqll: {} } }), 'stages'],
    ['an unknown key', (config) => ({ ...config, slas: {} }), ''],
    [
      'an unknown combined score',
      (config) => ({ ...config, grid: { ...config.grid, nurture: ['E2'] } }),
      'grid.nurture.0',
    ],
    ['a time without a unit', (config) => ({ ...config, operator_hold: '30' }), 'operator_hold'],
    [
      'calendar days where open time is meant',
      (config) => ({
        ...config,
        sla: { ...config.sla, accept_or_reject: { ...config.sla.accept_or_reject, within: '2d' } },
      }),
      'sla.accept_or_reject.within',
    ],
    [
      'a promise of no time at all',
      (config) => ({ ...config, sla: { ...config.sla, policies: { P1: { for: ['others'], first_touch: '0m' } } } }),
      'sla.policies.P1.first_touch',
    ],
    ['a verdict with an unknown consequence', (config) => ({ ...config, reject: { rude: 'punish' } }), 'reject.rude'],
  ])('%s', (_, change, path) => {
    expect(pathsRefused(change)).toEqual([path]);
  });
});
