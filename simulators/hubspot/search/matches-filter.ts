import { parseTime } from '../iso-time';
import type { PropertyDefinition } from '../properties/definition';
import type { Filter } from './search-request';

/** Whether a value passes a filter; undefined is a property without a value. */
export type FilterTest = (value: string | undefined) => boolean;

/**
 * Compiles a filter on a property. Text is compared without case, except that `IN` and `NOT_IN` compare the index's lower-case form with
 * what was sent, so that a value in capitals never matches; enumeration values are exact; times compare as epoch milliseconds.
 */
export function compileFilter(filter: Filter, definition: PropertyDefinition): FilterTest {
  const form = comparableForm(definition);
  const comparable = (value: string | undefined) => (value === undefined ? undefined : form(value));
  const bound = comparable(filter.value);
  const high = comparable(filter.highValue);
  const listed = new Set((filter.values ?? []).map(definition.type === 'string' ? asSent : form));
  const ordered = (test: (value: string | number, limit: string | number) => boolean): FilterTest => {
    return (value) => value !== undefined && bound !== undefined && test(form(value), bound);
  };
  switch (filter.operator) {
    case 'HAS_PROPERTY':
      return (value) => value !== undefined;
    case 'NOT_HAS_PROPERTY':
      return (value) => value === undefined;
    case 'EQ':
      return ordered((value, limit) => value === limit);
    case 'NEQ':
      return (value) => value === undefined || form(value) !== bound;
    case 'LT':
      return ordered((value, limit) => value < limit);
    case 'LTE':
      return ordered((value, limit) => value <= limit);
    case 'GT':
      return ordered((value, limit) => value > limit);
    case 'GTE':
      return ordered((value, limit) => value >= limit);
    case 'BETWEEN':
      return ordered((value, limit) => value >= limit && high !== undefined && value <= high);
    case 'IN':
      return (value) => value !== undefined && listed.has(form(value));
    case 'NOT_IN':
      return (value) => value === undefined || !listed.has(form(value));
    case 'CONTAINS_TOKEN':
      return tokenTest(filter.value ?? '');
    case 'NOT_CONTAINS_TOKEN': {
      const contains = tokenTest(filter.value ?? '');
      return (value) => !contains(value);
    }
  }
}

/** Whether one of the words of the value is the token; `*` stands for any characters. An e-mail address matches whole or by its parts. */
export function tokenTest(token: string): FilterTest {
  const pattern = new RegExp(`^${token.toLowerCase().split('*').map(escapePattern).join('.*')}$`);
  return (value) => value !== undefined && tokensOf(value).some((word) => pattern.test(word));
}

function tokensOf(value: string): readonly string[] {
  const lower = value.toLowerCase();
  const words = lower.split(/[\s;,]+/);
  return [lower, ...words, ...words.flatMap((word) => word.split(/[^\p{L}\p{N}]+/u))];
}

/** The form in which values of a property are compared and sorted. */
export function comparableForm(definition: PropertyDefinition): (value: string) => string | number {
  switch (definition.type) {
    case 'number':
      return Number;
    case 'date':
    case 'datetime':
      return (value) => parseTime(value) ?? Number.NaN;
    case 'enumeration':
    case 'bool':
      return asSent;
    case 'string':
      return (value) => value.toLowerCase();
  }
}

function asSent(value: string): string {
  return value;
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
