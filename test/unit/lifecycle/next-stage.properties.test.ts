import fc from 'fast-check';
import { STAGES, type Stage } from '../../../domain/stage';
import { DAY_MS, type EpochMs } from '../../../domain/time';
import { nextLookAt } from '../../../lifecycle/next-look';
import { nextStage } from '../../../lifecycle/next-stage';
import { CELLS } from '../../../lifecycle/policy-schema';
import type { Situation, StageCall } from '../../../lifecycle/situation';
import { mayMove } from '../../../lifecycle/transitions';
import { verdictKeys } from '../../../lifecycle/verdict';
import { aDecision, aPolicy, aSituation, NOW } from './fixtures';

const policies = [
  aPolicy(),
  aPolicy((config) => ({
    ...config,
    stages: { ...config.stages, mql: { ...config.stages.mql, unless: [] } },
    stale: {},
  })),
  aPolicy((config) => ({
    ...config,
    operator_hold: '0d',
    recycle: { ...config.recycle, not_now: '0d', no_disposition: '0d' },
  })),
];
const policy = fc.constantFrom(...policies);

/** Few instants, so that they often coincide; some lie ahead, as vendors' clocks do. */
const instant: fc.Arbitrary<EpochMs> = fc
  .constantFrom(-200, -100, -31, -30, -2, -1, 0, 1, 40)
  .map((days) => NOW + days * DAY_MS);
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });

const decision = fc.record({
  grade: fc.constantFrom('A' as const, 'B' as const, 'C' as const, 'D' as const, 'U' as const),
  combined: fc.constantFrom(...CELLS),
  zone: fc.constantFrom(
    'priority' as const,
    'sales' as const,
    'nurture' as const,
    'account_outbound' as const,
    'none' as const,
  ),
  handRaisedAt: maybe(instant),
  productQualifiedAt: maybe(instant),
  disqualifiedBy: fc.option(fc.constant('student'), { nil: null, freq: 8 }),
  active: fc.boolean(),
  contactable: fc.boolean(),
});

const crm = fc.record({
  disposition: maybe(fc.constantFrom(...verdictKeys(policies[0]!), 'renamed')),
  dispositionAt: maybe(instant),
  lifecycleStage: maybe(fc.constantFrom('lead', 'salesqualifiedlead', 'opportunity', 'customer')),
  lifecycleStageAt: maybe(instant),
  lastTouchAt: maybe(instant),
  openDeal: fc.boolean(),
  customer: fc.boolean(),
});

const silentCrm = fc.constant({
  disposition: null,
  dispositionAt: null,
  lifecycleStage: null,
  lifecycleStageAt: null,
  lastTouchAt: null,
  openDeal: false,
  customer: false,
});

const situationWith = (crmOf: typeof crm | typeof silentCrm): fc.Arbitrary<Situation> =>
  fc.record({
    stage: fc.constantFrom(...STAGES),
    stageSince: instant.filter((at) => at <= NOW),
    visitNo: fc.integer({ min: 1, max: 9 }),
    quiet: fc.boolean(),
    visitCause: fc.constantFrom(
      'priority',
      'hand_raise',
      'verdict.not_now',
      'verdict.wrong_territory',
      'operator_override',
    ),
    enteredBy: fc.constantFrom('leadline' as const, 'crm' as const, 'operator' as const),
    held: fc.boolean(),
    verdictDueAt: maybe(instant),
    recycleReason: maybe(fc.constantFrom('not_now', 'missing_feature')),
    recycleUntil: maybe(instant),
    settledAt: maybe(instant.filter((at) => at <= NOW)),
    decision,
    crm: crmOf,
    asOf: fc.constant(NOW),
  });

const situation = situationWith(crm);

/** The same lead after the move, at the same instant, as SQL would tell it. */
const afterMove = (before: Situation, move: StageCall): Situation => ({
  ...before,
  stage: move.to,
  stageSince: before.asOf,
  visitNo: before.visitNo + 1,
  visitCause: move.cause,
  enteredBy: move.decidedBy,
  held: false,
  verdictDueAt: null,
  recycleReason: move.recycleReason ?? null,
  recycleUntil: move.recycleUntil ?? null,
  settledAt: move.to === 'recycled' ? before.asOf : before.settledAt,
});

/** The CRM says at one instant that the lead is an SQL and that it is another rep's, and the lead may not be contacted. */
const SQL_OF_ANOTHER = aSituation('subscriber', {
  held: false,
  decision: aDecision({ combined: 'A4', zone: 'priority', contactable: false }),
  crm: { disposition: 'wrong_territory', dispositionAt: NOW, lifecycleStage: 'salesqualifiedlead' },
});

/** E.g. an SQL that the CRM knows of, given to another rep, who is told that it has asked for contact. */
const MOVES_AT_ONE_INSTANT = 3;

const PEOPLE_DECIDE: readonly Stage[] = ['sal', 'sql', 'opportunity', 'customer'];

describe('whatever the situation', () => {
  it('moves only where the table of transitions allows, on the word it allows', () => {
    fc.assert(
      fc.property(policy, situation, (on, at) => {
        const call = nextStage(on, at);
        expect(call === null || mayMove(at.stage, call.to, call.decidedBy)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('points alone never call for a stage that people decide on', () => {
    fc.assert(
      fc.property(policy, situationWith(silentCrm), (on, at) => {
        const call = nextStage(on, at);
        expect(call === null ? [] : PEOPLE_DECIDE.filter((stage) => stage === call.to)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  it("Leadline never calls for one on its own word, and an SQL needs the CRM's lifecycle stage", () => {
    fc.assert(
      fc.property(policy, situation, (on, at) => {
        const call = nextStage(on, at);
        if (call === null) return;
        if (call.decidedBy === 'leadline') expect(PEOPLE_DECIDE).not.toContain(call.to);
        if (call.to === 'sql') expect(at.crm.lifecycleStage).toBe('salesqualifiedlead');
      }),
      { numRuns: 3000 },
    );
  });

  it('comes to rest after a few moves at one instant', () => {
    fc.assert(
      fc.property(policy, situation, (on, start) => {
        let at = start;
        const way: string[] = [at.stage];
        for (let call = nextStage(on, at); call !== null; call = nextStage(on, at)) {
          at = afterMove(at, call);
          way.push(`${call.to} (${call.cause})`);
          if (way.length > MOVES_AT_ONE_INSTANT + 1) throw new Error(way.join(' -> '));
        }
      }),
      { numRuns: 10_000, examples: [[policies[0]!, SQL_OF_ANOTHER]] },
    );
  });

  it('nobody but an operator brings back a disqualified lead', () => {
    fc.assert(
      fc.property(policy, situation, (on, at) => {
        expect(nextStage(on, { ...at, stage: 'disqualified' })).toBeNull();
      }),
    );
  });

  it('a verdict from before the visit changes nothing', () => {
    fc.assert(
      fc.property(policy, situation, (on, at) => {
        const dispositionAt = at.stageSince - 1;
        const old = { ...at, crm: { ...at.crm, dispositionAt } };
        const none = { ...at, crm: { ...at.crm, disposition: null, dispositionAt: null } };
        expect(nextStage(on, old)).toEqual(nextStage(on, none));
      }),
      { numRuns: 2000 },
    );
  });

  it('a lead in its cool-down comes back to sales only for a newer request, or on the word of the CRM', () => {
    fc.assert(
      fc.property(situation, (any) => {
        const settledAt = any.stageSince;
        const at: Situation = { ...any, stage: 'recycled', settledAt, recycleReason: 'not_now', recycleUntil: NOW + 1 };
        const call = nextStage(policies[0]!, at);
        if (call?.decidedBy !== 'leadline' || call.to === 'disqualified') return;
        const requests = [at.decision.handRaisedAt, at.decision.productQualifiedAt];
        expect(call.to).toBe('mql');
        expect(requests.some((request) => request !== null && request > at.stageSince && request <= NOW)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('a lead is recycled with a reason, and only then', () => {
    fc.assert(
      fc.property(policy, situation, (on, at) => {
        const call = nextStage(on, at);
        if (call !== null) expect(call.recycleReason !== undefined).toBe(call.to === 'recycled');
      }),
      { numRuns: 2000 },
    );
  });

  it('the answer stays the same until the next look', () => {
    fc.assert(
      fc.property(policy, situation, fc.integer({ min: 0, max: 500 * DAY_MS }), (on, at, laterMs) => {
        if (nextStage(on, at) !== null) return;
        const lookAt = nextLookAt(on, at) ?? Infinity;
        const asOf = Math.min(NOW + laterMs, lookAt - 1);
        expect(nextStage(on, { ...at, asOf })).toBeNull();
        expect(lookAt).toBeGreaterThan(NOW);
      }),
      { numRuns: 5000 },
    );
  });
});
