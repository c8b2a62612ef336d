import { DateTime } from 'luxon';
import { DAY_MS, type EpochMs } from '../../domain/time';
import type { InstantRule } from './mapping-schema';
import { toNumber } from './read-cell';
import { quote, readText, type Header, type RowScope } from './row-scope';

/** Clocks of other systems run ahead by minutes, and a date without a zone by half a day; more than a day is a mistake. */
const FUTURE_TOLERANCE_MS = DAY_MS;
/** Before any marketing automation; catches seconds read as milliseconds and two-digit years. */
const EARLIEST: EpochMs = Date.UTC(1990, 0, 1);

export interface RowInstant {
  readonly at: EpochMs;
  /** Whether it comes from the file: then we could have known it at that time, and the fact is marked reconstructed. */
  readonly reconstructed: boolean;
}

/** Compiles when something happened. Undefined where the cell is refused. */
export function compileInstant(rule: InstantRule, header: Header): (scope: RowScope) => RowInstant | undefined {
  if (rule === 'import_start') return (scope) => ({ at: scope.startedAt, reconstructed: false });
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
    return { at, reconstructed: true };
  };
}

function parser(rule: Exclude<InstantRule, string>): (cell: string) => EpochMs | undefined {
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

const badTime = (cell: string, rule: Exclude<InstantRule, string>): string =>
  cell === ''
    ? 'The cell is empty, and the time is read from it.'
    : `${quote(cell)} is not a time written as ${rule.format}${rule.format === 'iso' && rule.zone === undefined ? ' with its zone' : ''}.`;

function refuse(scope: RowScope, refusal: { code: string; column: string; message: string }): void {
  scope.refusals.push({
    code: refusal.code,
    field: refusal.column,
    message: refusal.message,
    remedy: 'Correct the cell, or the format and zone in the mapping.',
  });
}
