import type { DecisionInputs, Stage } from '../../../domain/stage';
import { DAY_MS } from '../../../domain/time';
import { nextStage } from '../../../lifecycle/next-stage';
import type { CrmSituation, Situation, StageCall } from '../../../lifecycle/situation';
import { nextLookAt } from '../../../lifecycle/next-look';
import { aDecision, aPolicy, aSituation, HOT, NOW } from './fixtures';

const policy = aPolicy();
const HOUR_MS = 3_600_000;

const call = (situation: Situation): StageCall | null => nextStage(policy, situation);
const called = (situation: Situation): string | null => {
  const answer = call(situation);
  return answer === null ? null : `${answer.to} (${answer.cause}, ${answer.decidedBy})`;
};

describe('by points', () => {
  it.each<[Stage, Partial<DecisionInputs>, string | null]>([
    ['subscriber', { active: false, combined: 'B1', zone: 'account_outbound' }, null],
    ['subscriber', { combined: 'B1', zone: 'account_outbound' }, 'nurture (active, leadline)'],
    ['subscriber', { combined: 'B1', zone: 'account_outbound', contactable: false }, null],
    ['subscriber', { combined: 'B2' }, 'prospect (fit_and_level, leadline)'],
    ['subscriber', { combined: 'B4', zone: 'priority' }, 'mql (priority, leadline)'],
    ['nurture', { combined: 'D4', grade: 'D', zone: 'none' }, null],
    ['nurture', { combined: 'C2', grade: 'U' }, 'prospect (fit_and_level, leadline)'],
    ['nurture', { combined: 'B3', zone: 'sales' }, 'mql (sales_if_intent, leadline)'],
    [
      'nurture',
      { combined: 'B1', zone: 'account_outbound', contactable: false },
      'subscriber (consent_withdrawn, leadline)',
    ],
    ['prospect', { combined: 'B2' }, null],
    ['prospect', { combined: 'B1', zone: 'account_outbound' }, 'nurture (cooled, leadline)'],
    ['prospect', { combined: 'B4', zone: 'priority', contactable: false }, null],
    ['prospect', { disqualifiedBy: 'competitor' }, 'disqualified (out_of_market.competitor, leadline)'],
    [
      'prospect',
      { combined: 'A4', zone: 'priority', disqualifiedBy: 'competitor' },
      'disqualified (out_of_market.competitor, leadline)',
    ],
  ])('%s with %j: %s', (stage, decision, expected) => {
    expect(called(aSituation(stage, { decision: aDecision(decision) }))).toBe(expected);
  });

  it.each<Stage>(['sal', 'sql', 'opportunity', 'customer', 'disqualified'])(
    'nothing moves a lead in %s, however hot, cold or out of market',
    (stage) => {
      const crm = { openDeal: stage === 'opportunity' };
      for (const decision of [
        HOT,
        aDecision({ combined: 'D1', grade: 'D', zone: 'none' }),
        aDecision({ disqualifiedBy: 'student' }),
      ]) {
        expect(call(aSituation(stage, { decision, crm }))).toBeNull();
      }
    },
  );

  it("a rep's MQL waits for a verdict when it cools", () => {
    expect(call(aSituation('mql', { decision: aDecision({ combined: 'B1' }) }))).toBeNull();
  });

  it.each([
    ['B2', 'prospect (cooled, leadline)'],
    ['B1', 'nurture (cooled, leadline)'],
  ] as const)('an MQL that nobody holds follows its points down to %s', (combined, expected) => {
    expect(called(aSituation('mql', { held: false, decision: aDecision({ combined }) }))).toBe(expected);
  });
});

describe('by request', () => {
  const raised = (at: number, change: Partial<DecisionInputs> = {}): DecisionInputs =>
    aDecision({ handRaisedAt: at, ...change });

  it.each<[string, Partial<DecisionInputs>, string | null]>([
    [
      'a raised hand makes an MQL of a cold lead',
      { combined: 'C1', grade: 'C', zone: 'none' },
      'mql (hand_raise, leadline)',
    ],
    ['too little known is good enough', { combined: 'C2', grade: 'U' }, 'mql (hand_raise, leadline)'],
    ['a bad fit is not', { combined: 'D4', grade: 'D', zone: 'none' }, null],
    ['nor is a lead that may not be contacted', { combined: 'B1', contactable: false }, null],
  ])('%s', (_, change, expected) => {
    const stage = change.contactable === false ? 'subscriber' : 'nurture';
    expect(called(aSituation(stage, { decision: raised(NOW - 1, change) }))).toBe(expected);
  });

  it('the newest of two requests is named', () => {
    const decision = aDecision({ handRaisedAt: NOW - 2, productQualifiedAt: NOW - 1 });
    expect(called(aSituation('nurture', { decision }))).toBe('mql (pql, leadline)');
  });

  it('one that was answered before the lead was sent back counts no more', () => {
    const decision = raised(NOW - 20 * DAY_MS, { combined: 'B1' });
    expect(call(aSituation('nurture', { decision, settledAt: NOW - 10 * DAY_MS }))).toBeNull();
  });

  it('a request while an MQL begins a visit with the clock that is due to it, with the same rep', () => {
    expect(call(aSituation('mql', { visitCause: 'sales_if_intent', decision: raised(NOW - 1) }))).toEqual({
      to: 'mql',
      cause: 'hand_raise',
      decidedBy: 'leadline',
      route: { owner: 'keep' },
    });
  });

  it('a second request in such a visit begins no other', () => {
    expect(call(aSituation('mql', { visitCause: 'hand_raise', decision: raised(NOW - 1) }))).toBeNull();
  });

  it('a lead that the first scoring found quietly is told of when it asks', () => {
    const situation = aSituation('mql', {
      quiet: true,
      held: false,
      visitCause: 'hand_raise',
      decision: { ...HOT, handRaisedAt: NOW - 1 },
    });
    expect(called(situation)).toBe('mql (hand_raise, leadline)');
    expect(call({ ...situation, stageSince: NOW - 1 })).toBeNull();
  });
});

describe('by the verdict of the rep', () => {
  const judged = (stage: Stage, disposition: string, change: Partial<CrmSituation> = {}): Situation =>
    aSituation(stage, { crm: { disposition, dispositionAt: NOW - HOUR_MS, ...change } });

  it.each<[Stage, string, string | null]>([
    ['mql', 'accepted', 'sal (verdict.accepted, crm)'],
    ['prospect', 'accepted', 'sal (verdict.accepted, crm)'],
    ['recycled', 'accepted', 'sal (verdict.accepted, crm)'],
    ['sal', 'accepted', null],
    ['mql', 'competitor', 'disqualified (verdict.competitor, crm)'],
    ['sql', 'not_icp', 'disqualified (verdict.not_icp, crm)'],
    ['customer', 'not_icp', null],
    ['disqualified', 'accepted', null],
    ['mql', 'no_such_value', null],
  ])('%s, %s: %s', (stage, disposition, expected) => {
    const situation = judged(stage, disposition);
    expect(called({ ...situation, recycleReason: stage === 'recycled' ? 'not_now' : null })).toBe(expected);
  });

  it.each<Stage>(['mql', 'sal', 'sql', 'recycled'])('sends a lead back from %s with a reason and a date', (stage) => {
    expect(call(judged(stage, 'no_budget'))).toEqual({
      to: 'recycled',
      cause: 'verdict.no_budget',
      decidedBy: 'crm',
      recycleReason: 'no_budget',
      recycleUntil: NOW + 90 * DAY_MS,
    });
  });

  it('sends it back without a date where the reason has none', () => {
    expect(call(judged('mql', 'missing_feature'))).toEqual({
      to: 'recycled',
      cause: 'verdict.missing_feature',
      decidedBy: 'crm',
      recycleReason: 'missing_feature',
    });
  });

  it('gives it to another rep, or to another role', () => {
    expect(call(judged('mql', 'wrong_territory'))).toMatchObject({ to: 'mql', route: { owner: 'other' } });
    expect(call(judged('sal', 'customer'))).toMatchObject({ to: 'mql', route: { owner: 'other', role: 'csm' } });
    expect(call(judged('nurture', 'customer', { lifecycleStage: null }))?.to).not.toBe('mql');
  });

  it('counts only if it was given in this visit', () => {
    const before = judged('mql', 'not_now', { dispositionAt: NOW - DAY_MS - 1 });
    expect(call(before)).toBeNull();
    expect(called({ ...before, stageSince: NOW - DAY_MS - 1 })).toBe('recycled (verdict.not_now, crm)');
    expect(
      call({
        ...judged('recycled', 'not_now', { dispositionAt: NOW - DAY_MS }),
        visitCause: 'verdict.not_now',
        recycleUntil: NOW + 1,
      }),
    ).toBeNull();
  });

  it('waits when the clock of the CRM is ahead of ours', () => {
    const early = judged('mql', 'not_now', { dispositionAt: NOW + 5 });
    expect(call(early)).toBeNull();
    expect(nextLookAt(policy, early)).toBe(NOW + 5);
    expect(called({ ...early, asOf: NOW + 5 })).toBe('recycled (verdict.not_now, crm)');
  });

  it('weighs more than the points', () => {
    expect(called({ ...judged('mql', 'not_now'), decision: { ...HOT, handRaisedAt: NOW - 2 } })).toBe(
      'recycled (verdict.not_now, crm)',
    );
  });
});

describe("by the CRM's own stages", () => {
  it.each<Stage>(['subscriber', 'nurture', 'prospect', 'mql', 'sal', 'sql', 'recycled'])(
    'an open deal makes an opportunity of %s',
    (stage) => {
      expect(called(aSituation(stage, { decision: HOT, crm: { openDeal: true } }))).toBe(
        'opportunity (open_deal, crm)',
      );
    },
  );

  it.each<Stage>(['subscriber', 'mql', 'sal', 'opportunity', 'recycled'])(
    'a deal that was won makes a customer of %s',
    (stage) => {
      expect(called(aSituation(stage, { crm: { customer: true, openDeal: true } }))).toBe('customer (closed_won, crm)');
      expect(called(aSituation(stage, { crm: { lifecycleStage: 'customer' } }))).toBe('customer (closed_won, crm)');
    },
  );

  it('a customer with another open deal stays one', () => {
    expect(call(aSituation('customer', { decision: HOT, crm: { customer: true, openDeal: true } }))).toBeNull();
  });

  it.each<[Stage, Partial<Situation>, number | null, string | null]>([
    ['mql', {}, NOW - 1, 'sql (crm_lifecycle_stage, crm)'],
    ['sal', {}, NOW - 1, 'sql (crm_lifecycle_stage, crm)'],
    ['mql', {}, NOW - 2 * DAY_MS, null],
    ['mql', {}, null, null],
    ['mql', { quiet: true, held: false, decision: HOT }, null, 'sql (crm_lifecycle_stage, crm)'],
    ['prospect', {}, null, 'sql (crm_lifecycle_stage, crm)'],
    ['prospect', { settledAt: NOW - DAY_MS }, NOW - 2 * DAY_MS, null],
    ['prospect', { settledAt: NOW - DAY_MS }, NOW - 1, 'sql (crm_lifecycle_stage, crm)'],
    ['recycled', { settledAt: NOW - DAY_MS }, NOW - 2 * DAY_MS, null],
    ['recycled', { settledAt: NOW - DAY_MS }, NOW - 1, 'sql (crm_lifecycle_stage, crm)'],
  ])('%s %j, an SQL in the CRM since %s: %s', (stage, change, lifecycleStageAt, expected) => {
    const crm = { lifecycleStage: 'salesqualifiedlead', lifecycleStageAt };
    expect(called(aSituation(stage, { ...change, crm }))).toBe(expected);
  });

  it('reads no meaning into lifecycle stages that the policy does not name', () => {
    for (const lifecycleStage of ['lead', 'marketingqualifiedlead', 'evangelist', 'constructor']) {
      expect(call(aSituation('prospect', { crm: { lifecycleStage, lifecycleStageAt: NOW - 1 } }))).toBeNull();
    }
  });

  it('a lost deal sends the lead back, for the reason of the rep if there is one', () => {
    expect(call(aSituation('opportunity'))).toEqual({
      to: 'recycled',
      cause: 'deal_lost',
      decidedBy: 'crm',
      recycleReason: 'closed_lost',
      recycleUntil: NOW + 90 * DAY_MS,
    });
    const crm = { disposition: 'lost_to_competitor', dispositionAt: NOW - 1 };
    expect(called(aSituation('opportunity', { crm }))).toBe('recycled (verdict.lost_to_competitor, crm)');
  });

  it('while the deal is open no verdict takes the lead out of it', () => {
    expect(
      call(aSituation('opportunity', { crm: { openDeal: true, disposition: 'not_now', dispositionAt: NOW - 1 } })),
    ).toBeNull();
  });

  it('an opportunity by lifecycle stage alone stays one until the rep says otherwise', () => {
    const crm = { lifecycleStage: 'opportunity', lifecycleStageAt: NOW - 2 * DAY_MS };
    expect(call(aSituation('opportunity', { crm }))).toBeNull();
    const judged = aSituation('opportunity', { crm: { ...crm, disposition: 'no_decision', dispositionAt: NOW - 1 } });
    expect(called(judged)).toBe('recycled (verdict.no_decision, crm)');
  });
});

describe('by a clock that has run out', () => {
  it('an MQL without a verdict goes back at the instant planned, not before', () => {
    const situation = aSituation('mql', { verdictDueAt: NOW, decision: HOT });
    expect(call({ ...situation, asOf: NOW - 1 })).toBeNull();
    expect(nextLookAt(policy, { ...situation, asOf: NOW - 1 })).toBe(NOW);
    expect(call(situation)).toEqual({
      to: 'recycled',
      cause: 'no_verdict',
      decidedBy: 'leadline',
      recycleReason: 'no_disposition',
      recycleUntil: NOW + 30 * DAY_MS,
    });
  });

  it.each<[Stage, number, string]>([
    ['sal', 30, 'recycled (no_touch, leadline)'],
    ['sql', 90, 'recycled (no_touch, leadline)'],
  ])('a lead that lies in %s untouched for %i days goes back', (stage, days, expected) => {
    const since = NOW - days * DAY_MS;
    expect(called(aSituation(stage, { stageSince: since }))).toBe(expected);
    expect(call(aSituation(stage, { stageSince: since }))?.deadlineAt).toBe(NOW);
    expect(call(aSituation(stage, { stageSince: since + 1 }))).toBeNull();
    expect(nextLookAt(policy, aSituation(stage, { stageSince: since + 1 }))).toBe(NOW + 1);
    const touched = aSituation(stage, { stageSince: since - DAY_MS, crm: { lastTouchAt: since + 7 } });
    expect(call(touched)).toBeNull();
    expect(nextLookAt(policy, touched)).toBe(NOW + 7);
  });

  it('a verdict that came in time weighs more', () => {
    const crm = { disposition: 'accepted', dispositionAt: NOW - 1 };
    expect(called(aSituation('mql', { verdictDueAt: NOW, crm }))).toBe('sal (verdict.accepted, crm)');
  });
});

describe('a recycled lead', () => {
  const recycled = (change: Partial<Situation> = {}): Situation =>
    aSituation('recycled', {
      recycleReason: 'not_now',
      recycleUntil: NOW + DAY_MS,
      settledAt: NOW - DAY_MS,
      visitCause: 'verdict.not_now',
      decision: HOT,
      ...change,
    });

  it('is left alone until its date, however hot', () => {
    expect(call(recycled())).toBeNull();
    expect(nextLookAt(policy, recycled())).toBe(NOW + DAY_MS);
  });

  it.each([
    ['B4', 'priority', 'mql (priority, leadline)'],
    ['B2', 'nurture', 'prospect (recycle_over, leadline)'],
    ['B1', 'account_outbound', 'nurture (recycle_over, leadline)'],
  ] as const)('then goes where its points %s call for', (combined, zone, expected) => {
    expect(called(recycled({ recycleUntil: NOW, decision: aDecision({ combined, zone }) }))).toBe(expected);
  });

  it('comes back at once when it asks for contact, or uses the product, after the rejection', () => {
    expect(called(recycled({ decision: { ...HOT, handRaisedAt: NOW - 1 } }))).toBe('mql (hand_raise, leadline)');
    expect(called(recycled({ decision: { ...HOT, productQualifiedAt: NOW - 1 } }))).toBe('mql (pql, leadline)');
  });

  it('does not come back for what it asked before the rejection', () => {
    expect(call(recycled({ decision: { ...HOT, handRaisedAt: NOW - DAY_MS } }))).toBeNull();
  });

  it('does not come back when the policy does not let that request override', () => {
    const strict = aPolicy((config) => ({
      ...config,
      stages: { ...config.stages, mql: { ...config.stages.mql, cooldown_override: ['pql'] } },
    }));
    expect(nextStage(strict, recycled({ decision: { ...HOT, handRaisedAt: NOW - 1 } }))).toBeNull();
  });

  it('comes back by points where the policy has no cool-down', () => {
    const eager = aPolicy((config) => ({
      ...config,
      stages: { ...config.stages, mql: { ...config.stages.mql, unless: ['no_consent_to_contact'] } },
    }));
    expect(nextStage(eager, recycled())?.to).toBe('mql');
    expect(nextStage(eager, recycled({ decision: aDecision() }))).toBeNull();
  });

  it('without a date waits for an operator, or until it asks', () => {
    const waiting = recycled({ recycleReason: 'missing_feature', recycleUntil: null });
    expect([call(waiting), nextLookAt(policy, waiting)]).toEqual([null, null]);
    expect(called({ ...waiting, decision: { ...HOT, handRaisedAt: NOW - 1 } })).toBe('mql (hand_raise, leadline)');
  });

  it('by an operator who names no reason is left alone for as long as an operator is heeded', () => {
    const waiting = recycled({ recycleReason: null, recycleUntil: null, enteredBy: 'operator' });
    expect(nextLookAt(policy, waiting)).toBe(NOW + 29 * DAY_MS);
    expect(call({ ...waiting, asOf: NOW + 29 * DAY_MS - 1 })).toBeNull();
    expect(called({ ...waiting, asOf: NOW + 29 * DAY_MS })).toBe('mql (priority, leadline)');
  });
});

describe("an operator's move", () => {
  const moved = (stage: Stage, change: Partial<Situation> = {}): Situation =>
    aSituation(stage, {
      enteredBy: 'operator',
      visitCause: 'operator_override',
      settledAt: NOW - DAY_MS,
      decision: HOT,
      ...change,
    });

  it('holds against the points for the days of the policy', () => {
    expect(call(moved('nurture'))).toBeNull();
    expect(nextLookAt(policy, moved('nurture'))).toBe(NOW + 29 * DAY_MS);
    expect(called(moved('nurture', { asOf: NOW + 29 * DAY_MS }))).toBe('mql (priority, leadline)');
  });

  it('holds against a rule that puts the lead out of market', () => {
    const decision = aDecision({ disqualifiedBy: 'student' });
    expect(call(moved('prospect', { decision }))).toBeNull();
    expect(called(moved('prospect', { decision, asOf: NOW + 29 * DAY_MS }))).toBe(
      'disqualified (out_of_market.student, leadline)',
    );
  });

  it('holds an MQL that nobody has been given yet', () => {
    expect(call(moved('mql', { held: false, decision: aDecision() }))).toBeNull();
  });

  it('makes way for a new request', () => {
    expect(called(moved('nurture', { decision: { ...HOT, handRaisedAt: NOW - 1 } }))).toBe(
      'mql (hand_raise, leadline)',
    );
  });

  it('makes way for the CRM and the rep', () => {
    expect(called({ ...moved('nurture'), crm: aSituation('nurture', { crm: { openDeal: true } }).crm })).toBe(
      'opportunity (open_deal, crm)',
    );
    const accepted = aSituation('nurture', { crm: { disposition: 'accepted', dispositionAt: NOW - 1 } }).crm;
    expect(called({ ...moved('nurture'), crm: accepted })).toBe('sal (verdict.accepted, crm)');
  });

  it('into opportunity is not undone because the CRM has no deal', () => {
    expect(call(moved('opportunity'))).toBeNull();
  });
});
