import type { Evaluation } from '../../../domain/evaluation';
import type { DecisionInputs } from '../../../domain/stage';
import { decisionInputs, sameDecision, watchedIntentThresholds } from '../../../lifecycle/decision-inputs';
import { CELLS } from '../../../lifecycle/policy-schema';
import { aDecision, aPolicy, NOW } from './fixtures';

const policy = aPolicy();

const anEvaluation = (change: Partial<Evaluation> = {}): Evaluation => ({
  asOf: NOW,
  fit: 5000,
  grade: 'B',
  unknown: [],
  engagement: 4000,
  interest: 2500,
  intent: 1500,
  level: 3,
  combined: 'B3',
  handRaisedAt: null,
  productQualifiedAt: null,
  disqualifiedBy: null,
  lastActivityAt: NOW - 1,
  nextChangeAt: null,
  contributions: [],
  ...change,
});

const zoneOf = (change: Partial<Evaluation>): string => decisionInputs(policy, anEvaluation(change), true).zone;

describe('what a decision reads of an evaluation', () => {
  it('is what the grid says of the combined score', () => {
    expect(CELLS.map((combined) => `${combined} ${zoneOf({ combined, intent: 0 })}`)).toEqual([
      'A4 priority',
      'A3 priority',
      'A2 nurture',
      'A1 account_outbound',
      'B4 priority',
      'B3 nurture',
      'B2 nurture',
      'B1 account_outbound',
      'C4 nurture',
      'C3 nurture',
      'C2 nurture',
      'C1 none',
      'D4 none',
      'D3 none',
      'D2 none',
      'D1 none',
    ]);
  });

  it.each([
    ['B3', 1499, 'nurture'],
    ['B3', 1500, 'sales'],
    ['C4', 2999, 'nurture'],
    ['C4', 3000, 'sales'],
  ] as const)('%s with %i hundredths of intent is a matter for %s', (combined, intent, zone) => {
    expect(zoneOf({ combined, intent })).toBe(zone);
  });

  it('has the fields in the order in which they are stored', () => {
    expect(JSON.stringify(decisionInputs(policy, anEvaluation(), true))).toBe(
      '{"grade":"B","combined":"B3","zone":"sales","handRaisedAt":null,"productQualifiedAt":null,"disqualifiedBy":null,"active":true,"contactable":true}',
    );
  });

  it('does not change with points that decide nothing', () => {
    const before = decisionInputs(policy, anEvaluation(), true);
    const evaluation = anEvaluation({
      fit: 6900,
      engagement: 4100,
      interest: 2600,
      lastActivityAt: NOW,
      unknown: ['need'],
    });
    expect(sameDecision(before, decisionInputs(policy, evaluation, true))).toBe(true);
  });

  it('differs when any single field does', () => {
    const other: DecisionInputs = {
      grade: 'C',
      combined: 'C2',
      zone: 'none',
      handRaisedAt: 1,
      productQualifiedAt: 1,
      disqualifiedBy: 'competitor',
      active: false,
      contactable: false,
    };
    for (const [field, value] of Object.entries<unknown>({ ...other })) {
      expect([field, sameDecision(aDecision(), { ...aDecision(), [field]: value })]).toEqual([field, false]);
    }
    expect(sameDecision(aDecision(), aDecision())).toBe(true);
  });

  it('names the amounts of intent that an evaluation has to watch', () => {
    expect(watchedIntentThresholds(policy)).toEqual([1500, 3000]);
  });
});
