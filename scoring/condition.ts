import type { AttributeValue } from '../domain/lead';
import type { Conditions, ValueTest } from './compiled-model';
import type { ConditionConfig } from './model-schema';
import { comparable, numberOf, textTest } from './text-match';

type Tests = Exclude<ConditionConfig, string | number | boolean | readonly unknown[]>;

/** What a condition is read with. */
export interface ConditionContext {
  /** Whether a value says anything at all. */
  readonly isKnown: ValueTest;
  readonly freeMailDomains: ReadonlySet<string>;
}

/** All conditions of a `when` or `where` as one test; they all must hold. */
export function compileConditions(
  conditions: Readonly<Record<string, ConditionConfig>>,
  context: ConditionContext,
): Conditions {
  const tests = Object.entries(conditions).map(([name, condition]) => ({
    name,
    test: compileCondition(condition, context),
  }));
  return (lookup) => tests.every(({ name, test }) => test(lookup(name)));
}

/** One condition as a test. Of a value that nobody told us, only `known: false` is true. */
export function compileCondition(condition: ConditionConfig, context: ConditionContext): ValueTest {
  const tests = valueTests(isTests(condition) ? condition : { is: condition }, context);
  const wantsUnknown = isTests(condition) && condition.known === false;
  return (value) => context.isKnown(value) !== wantsUnknown && tests.every((test) => test(value));
}

const isTests = (condition: ConditionConfig): condition is Tests =>
  typeof condition === 'object' && !Array.isArray(condition);

function valueTests(tests: Tests, context: ConditionContext): ValueTest[] {
  const { is, is_not: isNot, min, max, email_domain: emailDomain } = tests;
  const compiled: ValueTest[] = [];
  if (is !== undefined) compiled.push(compileTexts(is));
  if (isNot !== undefined) compiled.push(negated(compileTexts(isNot)));
  if (min !== undefined) compiled.push((value) => (numberOf(value) ?? -Infinity) >= min);
  if (max !== undefined) compiled.push((value) => (numberOf(value) ?? Infinity) <= max);
  if (emailDomain !== undefined) compiled.push((value) => domainKind(value, context.freeMailDomains) === emailDomain);
  return compiled;
}

/** A test for any of some values; `*` stands for any text. */
export function compileTexts(texts: AttributeValue | readonly AttributeValue[]): ValueTest {
  const matches = textTest(Array.isArray(texts) ? texts : [texts]);
  return (value) => matches(comparable(value));
}

const negated =
  (test: ValueTest): ValueTest =>
  (value) =>
    !test(value);

/** Whether an e-mail address is at a free or at another domain; null when the value is no address. */
export function domainKind(
  value: AttributeValue | undefined,
  freeMailDomains: ReadonlySet<string>,
): 'free' | 'business' | null {
  const domain = /^[^@\s]+@([^@\s]+\.[^@\s]+)$/.exec(comparable(value))?.[1];
  if (domain === undefined) return null;
  return freeMailDomains.has(domain) ? 'free' : 'business';
}
