import { isTransient, reasonOf } from '../../../store/transient-error';

const coded = (code: string): Error => Object.assign(new Error('failed'), { code });

describe('isTransient', () => {
  it.each(['40P01', '40001', '57P01', '53300', '08006', '55P03', 'ECONNREFUSED', 'ECONNRESET'])(
    'takes %s for passing',
    (code) => {
      expect(isTransient(coded(code))).toBe(true);
    },
  );

  it.each(['22P05', '23505', '22003', '42P01', 'ERR_ASSERTION'])('takes %s for lasting', (code) => {
    expect(isTransient(coded(code))).toBe(false);
  });

  it('takes a lost connection without a code for passing, and a bug for lasting', () => {
    expect(isTransient(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isTransient(new TypeError('x is not a function'))).toBe(false);
    expect(isTransient('text')).toBe(false);
    expect(isTransient(null)).toBe(false);
  });
});

describe('reasonOf', () => {
  it('names the error and what it says', () => {
    expect(reasonOf(new TypeError('broken'))).toBe('TypeError: broken');
    expect(reasonOf('broken')).toBe('unknown');
  });
});
