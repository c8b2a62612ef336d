import fc from 'fast-check';
import { normaliseEmail } from '../../../store/normalise-email';

describe('normaliseEmail', () => {
  it.each([
    ['Ada@Company.example', 'ada@company.example'],
    ['  ada@company.example\r\n', 'ada@company.example'],
    ['ada+news@company.example', 'ada+news@company.example'],
    ['a.d.a@company.example', 'a.d.a@company.example'],
    ['ADA@SUB.COMPANY.EXAMPLE', 'ada@sub.company.example'],
    ['zoe\u0308@company.example', 'zo\u00eb@company.example'],
    ["o'neil@company.example", "o'neil@company.example"],
    ['ada@m\u00fcller.example', 'ada@m\u00fcller.example'],
    ['ada@XN--MLLER-KVA.example', 'ada@m\u00fcller.example'],
    ['ada..l@company.example', 'ada..l@company.example'],
  ])('knows %j as %j', (text, address) => {
    expect(normaliseEmail(text)).toBe(address);
  });

  it.each([
    '',
    'ada',
    'ada@company',
    '@company.example',
    'ada@',
    'ada@@company.example',
    'ada@company.example, bob@company.example',
    'Ada <ada@company.example>',
    'ada @company.example',
    'ada@company.e',
    'ada@company..example',
    'ada@.company.example',
    'ada@company.example.',
    'ada@[192.0.2.1]',
    'ada@192.0.2.1',
    'a\u200bda@company.example',
    'a\u202eda@company.example',
    'a\u0007da@company.example',
    'ada@comp\u200bany.example',
    'ada@xn--\u00fc.example',
    `${'a'.repeat(250)}@company.example`,
  ])('knows %j as no address', (text) => {
    expect(normaliseEmail(text)).toBeNull();
  });

  it('comes to the same when it is applied again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const once = normaliseEmail(address);
        if (once !== null) expect(normaliseEmail(once)).toBe(once);
      }),
    );
  });
});
