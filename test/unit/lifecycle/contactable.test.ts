import type { ConsentFact } from '../../../domain/lead';
import { isContactable } from '../../../lifecycle/contactable';
import { aPolicy } from './fixtures';

const fact = (
  channel: string,
  status: ConsentFact['status'],
  occurredAt: number,
  knownAt = occurredAt,
): ConsentFact => ({
  channel,
  status,
  occurredAt,
  knownAt,
});

const policy = aPolicy();

describe('whether a lead may be contacted', () => {
  it.each([
    ['nothing was said', [], true],
    ['one of two channels is withdrawn', [fact('email', 'withdrawn', 1)], true],
    ['both are withdrawn', [fact('email', 'withdrawn', 1), fact('phone', 'withdrawn', 2)], false],
    ['a channel that does not matter is withdrawn', [fact('fax', 'withdrawn', 1), fact('sms', 'withdrawn', 1)], true],
    [
      'one was granted again later',
      [fact('email', 'granted', 3), fact('email', 'withdrawn', 1), fact('phone', 'withdrawn', 2)],
      true,
    ],
    [
      'a withdrawal was made after a grant that a clock dates ahead of when it was known',
      [fact('email', 'granted', 9, 1), fact('email', 'withdrawn', 2), fact('phone', 'withdrawn', 1)],
      false,
    ],
    [
      'two statements were made at once: the one known later holds',
      [fact('email', 'withdrawn', 1, 5), fact('email', 'granted', 1, 6), fact('phone', 'withdrawn', 1)],
      true,
    ],
    [
      'two statements were made and known at once: the withdrawal holds',
      [fact('email', 'withdrawn', 1), fact('email', 'granted', 1), fact('phone', 'withdrawn', 1)],
      false,
    ],
  ])('when %s', (_, consents, expected) => {
    expect(isContactable(policy, consents)).toBe(expected);
    expect(isContactable(policy, [...consents].reverse())).toBe(expected);
  });

  it('takes silence for a no where the policy asks for a yes', () => {
    const strict = aPolicy((config) => ({ ...config, consent: { channels: ['email'], open_if: 'granted' } }));
    expect(isContactable(strict, [])).toBe(false);
    expect(isContactable(strict, [fact('email', 'granted', 1)])).toBe(true);
    expect(isContactable(strict, [fact('email', 'granted', 1), fact('email', 'withdrawn', 2)])).toBe(false);
  });
});
