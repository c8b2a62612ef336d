import { recycledUntil, recycleReasons } from '../../../lifecycle/recycling';
import { verdictKeys, verdictOf } from '../../../lifecycle/verdict';
import { DAY_MS } from '../../../domain/time';
import { aPolicy, NOW } from './fixtures';

const policy = aPolicy();

describe("a rep's verdict", () => {
  it.each([
    ['accepted', { key: 'accepted', kind: 'accept' }],
    ['not_now', { key: 'not_now', kind: 'recycle', reason: 'not_now' }],
    ['competitor', { key: 'competitor', kind: 'disqualify' }],
    ['wrong_territory', { key: 'wrong_territory', kind: 'reroute' }],
    ['customer', { key: 'customer', kind: 'route', role: 'csm' }],
    ['', null],
    ['renamed_in_the_crm', null],
    ['constructor', null],
    [null, null],
  ])('%s', (disposition, verdict) => {
    expect(verdictOf(policy, disposition)).toEqual(verdict);
  });

  it('is one of the values that the CRM property has to offer', () => {
    const keys = verdictKeys(policy);
    expect(keys).toHaveLength(19);
    expect(keys.filter((key) => verdictOf(policy, key) === null)).toEqual([]);
  });
});

describe('recycling', () => {
  it('ends after the days of its reason', () => {
    expect(recycledUntil(policy, 'no_show', NOW)).toBe(NOW + 14 * DAY_MS);
  });

  it.each(['missing_feature', 'never_heard_of', 'constructor'])('has no end by reason of %s', (reason) => {
    expect(recycledUntil(policy, reason, NOW)).toBeNull();
  });

  it('has a time for every reason a rep can give', () => {
    const given = verdictKeys(policy).filter((key) => verdictOf(policy, key)?.kind === 'recycle');
    expect(given.filter((key) => !recycleReasons(policy).includes(key))).toEqual([]);
  });
});
