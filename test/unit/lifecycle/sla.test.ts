import fc from 'fast-check';
import { isBusinessTime } from '../../../lifecycle/business-time';
import { CELLS } from '../../../lifecycle/policy-schema';
import { recycledUntil } from '../../../lifecycle/recycling';
import { acceptancePlan, opensClock, recipientOf, repOf, slaPlan } from '../../../lifecycle/sla';
import { aDecision, aPolicy, asLocal, aTeam, failureOf, HOT, local, NOW } from './fixtures';

const policy = aPolicy();
const team = aTeam();
const LONDON = 'Europe/London';

const plan = (decision = HOT, startAt = NOW, settledAt: number | null = null) =>
  slaPlan(policy, team, { decision, settledAt, repId: 'leo', startAt });

describe('the clock of an MQL', () => {
  it('is that of the combined score', () => {
    expect(
      ['A4', 'B4', 'A3', 'B3', 'C4'].map((combined) => plan(aDecision({ combined: combined as 'A4' })).policy),
    ).toEqual(['P2', 'P2', 'P3', 'P3', 'P3']);
  });

  it('is the shortest for a lead that asks for contact', () => {
    const decision = aDecision({ combined: 'C1', grade: 'C', handRaisedAt: NOW - 1 });
    const { policy: id, dueAt, steps } = plan(decision);
    expect([id, asLocal(dueAt, LONDON)]).toEqual(['P1', 'Tue 2026-03-03T15:15']);
    expect(steps.map(({ step, at }) => `${step} ${asLocal(at, LONDON)}`)).toEqual([
      'remind Tue 2026-03-03T15:10',
      'manager Tue 2026-03-03T15:15',
      'reassign Tue 2026-03-03T15:30',
      'director Tue 2026-03-03T17:00',
    ]);
  });

  it('is that of the score again when the request was answered before the lead was sent back', () => {
    expect(plan({ ...HOT, handRaisedAt: NOW - 5 }, NOW, NOW - 4).policy).toBe('P2');
  });

  it('runs as the example of docs/lifecycle.md says, over the weekend and Easter', () => {
    const thursday = local('2026-04-02T16:00', LONDON);
    const { policy: id, dueAt, steps } = plan(HOT, thursday);
    expect([id, asLocal(dueAt, LONDON)]).toEqual(['P2', 'Tue 2026-04-07T11:30']);
    expect(steps.map(({ step, at }) => `${step} ${asLocal(at, LONDON)}`)).toEqual([
      'remind Tue 2026-04-07T09:30',
      'manager Tue 2026-04-07T11:30',
      'reassign Tue 2026-04-07T15:30',
    ]);
    const { managerAt, recycleAt } = acceptancePlan(policy, team, { repId: 'leo', startAt: thursday });
    expect([asLocal(managerAt, LONDON), asLocal(recycleAt, LONDON)]).toEqual([
      'Wed 2026-04-08T16:00',
      'Mon 2026-04-13T16:00',
    ]);
    expect(asLocal(recycledUntil(policy, 'not_now', local('2026-04-08T10:00', LONDON)) ?? 0, LONDON)).toBe(
      'Tue 2026-07-07T10:00',
    );
    const evening = local('2026-05-20T18:10', LONDON);
    expect(plan({ ...HOT, handRaisedAt: evening }, evening).steps.map(({ at }) => asLocal(at, LONDON))).toEqual([
      'Thu 2026-05-21T09:10',
      'Thu 2026-05-21T09:15',
      'Thu 2026-05-21T09:30',
      'Thu 2026-05-21T11:00',
    ]);
  });

  it("runs in the rep's own zone and on the rep's own holidays", () => {
    const startAt = local('2026-11-25T22:30', 'America/New_York');
    const { dueAt } = slaPlan(policy, team, { decision: HOT, settledAt: null, repId: 'ana', startAt });
    expect(asLocal(dueAt, 'America/New_York')).toBe('Fri 2026-11-27T13:00');
  });

  it('has its steps in order and in business time, whenever it starts', () => {
    const instants = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2027-06-30'), noInvalidDate: true })
      .map(Number);
    fc.assert(
      fc.property(
        instants,
        fc.constantFrom('ana', 'leo'),
        fc.constantFrom(...CELLS),
        fc.boolean(),
        (startAt, repId, combined, asks) => {
          const decision = aDecision({ combined, handRaisedAt: asks ? startAt : null });
          const { dueAt, steps } = slaPlan(policy, team, { decision, settledAt: null, repId, startAt });
          const { calendar } = repOf(team, repId);
          const instantsOfSteps = steps.map(({ at }) => at);
          expect(instantsOfSteps).toEqual([...instantsOfSteps].sort((a, b) => a - b));
          expect(steps.find(({ step }) => step === 'manager')?.at).toBe(dueAt);
          for (const at of [dueAt, ...instantsOfSteps]) {
            expect(at).toBeGreaterThan(startAt);
            expect(isBusinessTime(calendar, at) || isBusinessTime(calendar, at - 1)).toBe(true);
          }
        },
      ),
    );
  });

  it('says so when the rep has left the team', () => {
    expect(
      failureOf(() => slaPlan(policy, team, { decision: HOT, settledAt: null, repId: 'gone', startAt: NOW })),
    ).toBe('unknown_rep');
  });
});

describe('a verdict that is missing', () => {
  it('is told to the manager and then ends the visit', () => {
    const { managerAt, recycleAt } = acceptancePlan(policy, team, { repId: 'leo', startAt: NOW });
    expect([asLocal(managerAt, LONDON), asLocal(recycleAt, LONDON)]).toEqual([
      'Thu 2026-03-05T15:00',
      'Tue 2026-03-10T15:00',
    ]);
  });
});

describe('who hears of an escalation', () => {
  it.each([
    ['remind', 'leo'],
    ['manager', 'ivo'],
    ['reassign', 'ivo'],
    ['director', 'dana'],
  ] as const)('%s: %s', (step, recipient) => {
    expect(recipientOf(team, { step, repId: 'leo' })).toBe(recipient);
  });

  it('is the manager where nobody stands above', () => {
    const flat = aTeam((config) => ({
      ...config,
      managers: config.managers.map((manager) => ({ ...manager, reports_to: undefined })),
    }));
    expect(recipientOf(flat, { step: 'director', repId: 'leo' })).toBe('ivo');
  });
});

describe('the first scoring of a database', () => {
  it('opens no clock unless the policy says so', () => {
    const loud = aPolicy((config) => ({ ...config, go_live: { ...config.go_live, baseline_opens_sla: true } }));
    expect([opensClock(policy, { quiet: true }), opensClock(policy, { quiet: false })]).toEqual([false, true]);
    expect(opensClock(loud, { quiet: true })).toBe(true);
  });
});
