import type { AttributeValue } from '../../../domain/lead';
import { compileCondition } from '../../../scoring/condition';
import type { ConditionConfig } from '../../../scoring/model-schema';
import { comparable, numberOf } from '../../../scoring/text-match';

const context = {
  isKnown: (value: AttributeValue | undefined) => !['', 'select'].includes(comparable(value)),
  freeMailDomains: new Set(['gmail.com']),
};

const cases: [
  condition: ConditionConfig,
  holds: (AttributeValue | undefined)[],
  fails: (AttributeValue | undefined)[],
][] = [
  ['Germany', ['germany', ' GERMANY ', 'Germany'], ['german', '', null, undefined]],
  [5, [5, '5', '5.0', ' 5 '], [50, '05', true]],
  [true, [true, 'TRUE'], [1, 'yes', false]],
  [['US', 'new york'], ['us', 'New  York'], ['NY']],
  ['*student*', ['Student', 'PhD student, physics'], ['studio']],
  ['vp*', ['VP Sales', 'vp'], ['EVP']],
  ['*@rival.com', ['jo@Rival.com'], ['jo@rival.com.au', '@rival']],
  ['a*b*c', ['abc', 'a-b-b-c'], ['acb', 'ab', 'xabc']],
  ['aa*aa', ['aaaa', 'aaXaa'], ['aaa']],
  [{ is_not: ['US', 'CA'] }, ['FR'], ['us', '', undefined, 'Select']],
  [{ min: 5 }, [5, '1,200'], [4.99, 'many', undefined]],
  [{ min: 5, max: 9 }, [5, 9], [4, 10]],
  [{ known: true }, [0, false, 'x'], [null, '', '  ', 'Select', undefined]],
  [{ known: false }, [null, undefined, '', 'select'], [0, 'x']],
  [{ email_domain: 'free' }, ['a@gmail.com', 'A@GMAIL.COM'], ['a@acme.com', 'gmail.com', undefined]],
  [{ email_domain: 'business' }, ['a@acme.com'], ['a@gmail.com', 'a@localhost', 'acme.com', undefined]],
];

test.each(cases)('%j', (condition, holds, fails) => {
  const test = compileCondition(condition, context);
  expect(holds.filter((value) => !test(value))).toEqual([]);
  expect(fails.filter((value) => test(value))).toEqual([]);
});

test.each([
  ['1,234,567', 1234567],
  [' 12.5 ', 12.5],
  ['-3', -3],
  ['12,5', null],
  ['', null],
  ['0x10', null],
  ['1e5', null],
  [Infinity, null],
  [true, null],
  [null, null],
])('%p as a number is %p', (value, number) => expect(numberOf(value)).toBe(number));
