import { DateTime } from 'luxon';
import { DAY_MS, type EpochMs } from '../../domain/time';
import type { DatedRule, InstantRule, Mapping } from './mapping-schema';
import { toNumber } from './read-cell';
import { quote, readText, type Header, type RowScope } from './row-scope';

/** Clocks of other systems run ahead by minutes, and a date without a zone by half a day; more than a day is a mistake. */
const FUTURE_TOLERANCE_MS = DAY_MS;
/** Before any marketing automation; catches seconds read as milliseconds and two-digit years. */
const EARLIEST: EpochMs = Date.UTC(1990, 0, 1);

export interface RowInstant {
  readonly at: EpochMs;
  /** Never after the import's beginning, at which we had the file. */
  readonly knownAt: EpochMs;
  /** Whether the time is the file's own, not the import's. */
  readonly dated: boolean;
  /** Whether we know only when it happened: then it counts as known at that time. */
  readonly reconstructed: boolean;
}

/** Compiles when something happened and became known; `rule` in place of the mapping's own. Undefined where a cell is refused. */
export function compileInstant(
  mapping: Pick<Mapping, 'occurredAt' | 'knownAt'>,
  rule: InstantRule | undefined,
  header: Header,
): (scope: RowScope) => RowInstant | undefined {
  const occurred = rule ?? mapping.occurredAt;
  if (occurred === 'import_start') {
    return ({ startedAt }) => ({ at: startedAt, knownAt: startedAt, dated: false, reconstructed: false });
  }
  const readOccurred = compileTime(occurred, header);
  if (mapping.knownAt === undefined) {
    return (scope) => {
      const at = readOccurred(scope);
      return at === undefined
        ? undefined
        : { at, knownAt: Math.min(at, scope.startedAt), dated: true, reconstructed: true };
    };
  }
  const readKnown = compileTime(mapping.knownAt, header);
  return (scope) => {
    const at = readOccurred(scope);
    const knownAt = readKnown(scope);
    if (at === undefined || knownAt === undefined) return undefined;
    return { at, knownAt: Math.min(knownAt, scope.startedAt), dated: true, reconstructed: false };
  };
}

function compileTime(rule: DatedRule, header: Header): (scope: RowScope) => EpochMs | undefined {
  const read = readText(header, rule.column);
  const parse = parser(rule);
  return (scope) => {
    const cell = read(scope);
    const at = parse(cell);
    if (at === undefined) {
      refuse(scope, { code: 'bad_time', column: rule.column, message: badTime(cell, rule) });
      return undefined;
    }
    if (at < EARLIEST || at > scope.startedAt + FUTURE_TOLERANCE_MS) {
      const message = `${quote(cell)} is ${at < EARLIEST ? 'before 1990' : 'in the future'}.`;
      refuse(scope, { code: 'impossible_time', column: rule.column, message });
      return undefined;
    }
    return at;
  };
}

function parser(rule: DatedRule): (cell: string) => EpochMs | undefined {
  if (rule.format === 'epoch_ms') return (cell) => whole(toNumber(cell));
  if (rule.format === 'epoch_s') {
    return (cell) => {
      const seconds = toNumber(cell);
      return seconds === undefined ? undefined : whole(seconds * 1000);
    };
  }
  const zone = { setZone: false, zone: rule.zone ?? 'utc' };
  const parse = (cell: string): DateTime =>
    rule.format === 'iso'
      ? DateTime.fromISO(cell.replace(' ', 'T'), zone)
      : DateTime.fromFormat(cell, rule.format, { ...zone, locale: 'en' });
  return (cell) => {
    // Without a zone in the mapping a time must bring its own: guessing would be hours off.
    if (rule.zone === undefined && rule.format === 'iso' && !ZONED.test(cell)) return undefined;
    const parsed = parse(cell);
    return parsed.isValid ? parsed.toMillis() : undefined;
  };
}

const ZONED = /[t ].*(z|[+-]\d{2}(:?\d{2})?)$/i;

/** A pattern that itself reads a zone or offset: luxon's z, Z, ZZ, ZZZ. */
export const formatHasZone = (format: string): boolean => /[zZ]/.test(format.replace(/'[^']*'/g, ''));

const whole = (ms: number | undefined): EpochMs | undefined => (ms === undefined ? undefined : Math.round(ms));

const badTime = (cell: string, rule: DatedRule): string =>
  cell === ''
    ? 'The cell is empty, and the time is read from it.'
    : `${quote(cell)} is not a time written as ${rule.format}${rule.format === 'iso' && rule.zone === undefined ? ' with its zone' : ''}.`;

function refuse(scope: RowScope, refusal: { code: string; column: string; message: string }): void {
  // The row's statements share their time: what is wrong with it is told once.
  if (scope.refusals.some(({ field, code }) => field === refusal.column && code === refusal.code)) return;
  scope.refusals.push({
    code: refusal.code,
    field: refusal.column,
    message: refusal.message,
    remedy: 'Correct the cell, or the format and zone in the mapping.',
  });
}
