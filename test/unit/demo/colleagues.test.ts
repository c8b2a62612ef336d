import { nextDeed } from '../../../cli/up/demo/colleagues';
import type { Work } from '../../../cli/up/demo/read-work';

const MINUTE_MS = 60_000;
const ASSIGNED = Date.UTC(2026, 4, 4, 9);

const work = (change: Partial<Work> = {}): Work => ({
  leadId: 'lead-1',
  crmId: '101',
  repId: 'marcus',
  stage: 'mql',
  stageSince: ASSIGNED,
  visitNo: 2,
  dueAt: ASSIGNED + 15 * MINUTE_MS,
  touchedAt: null,
  assignedAt: ASSIGNED,
  ...change,
});
const many = (change: Partial<Work> = {}) =>
  Array.from({ length: 400 }, (_, index) => nextDeed(work({ ...change, leadId: `lead-${index}` }), 1));

describe('what a colleague does next with a lead', () => {
  it('is the same each time it is asked', () => {
    expect(nextDeed(work(), 1)).toEqual(nextDeed(work(), 1));
  });

  it('is a call, mostly in time, within minutes however long the clock', () => {
    const calls = many({ dueAt: ASSIGNED + 8 * MINUTE_MS });
    expect(new Set(calls.map((deed) => deed?.kind))).toEqual(new Set(['call']));
    const late = calls.filter((deed) => deed!.at > ASSIGNED + 8 * MINUTE_MS).length / calls.length;
    expect(late).toBeGreaterThan(0.05);
    expect(late).toBeLessThan(0.2);
    const patient = many({ dueAt: ASSIGNED + 86_400_000 });
    expect(patient.filter((deed) => deed!.at > ASSIGNED + 15 * MINUTE_MS)).toEqual([]);
  });

  it('is a verdict once somebody was called, after that now and then a step on', () => {
    const touchedAt = ASSIGNED + 5 * MINUTE_MS;
    expect(nextDeed(work({ touchedAt }), 1)).toMatchObject({ kind: 'verdict' });
    expect(nextDeed(work({ touchedAt }), 1)!.at).toBeGreaterThan(touchedAt);
    for (const [stage, kind] of [
      ['sal', 'qualify'],
      ['sql', 'deal'],
      ['opportunity', 'win'],
    ] as const) {
      const kinds = many({ stage }).map((deed) => deed?.kind ?? 'nothing');
      expect(new Set(kinds)).toEqual(new Set([kind, 'nothing']));
    }
  });

  it('waits while nobody was given the lead', () => {
    expect(nextDeed(work({ assignedAt: null, dueAt: null }), 1)).toBeNull();
  });

  it('is another call by the next rep, soon, after a lead was taken from the first', () => {
    const tooLate = nextDeed(work({ dueAt: ASSIGNED - MINUTE_MS }), 1)!.at - ASSIGNED;
    expect(tooLate).toBeGreaterThan(0);
    expect(tooLate).toBeLessThan(2 * MINUTE_MS);
    expect(nextDeed(work({ repId: 'nina' }), 1)?.key).not.toBe(nextDeed(work(), 1)?.key);
  });
});
