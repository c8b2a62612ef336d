import type { AttributeValue } from '../../domain/lead';
import { compileTemplate } from './fill-template';
import type { StatedActivity, StatedOutcome } from './import-record';
import type { ActivityRule, ColumnValue, Condition, Mapping } from './mapping-schema';
import { compileCell, emptyTest, fold, refuseType, toNumber } from './read-cell';
import { compileInstant } from './read-instant';
import { readText, type Header, type RowScope } from './row-scope';

type TextReader = (scope: RowScope) => string | undefined;

/** Compiles the activity that a row stands for, where its conditions hold. */
export function compileActivity(
  mapping: Mapping,
  rule: ActivityRule,
  header: Header,
): (scope: RowScope) => readonly StatedActivity[] {
  const isEmpty = emptyTest(mapping.empty);
  const holds = rule.when.map((condition) => compileCondition(condition, header, isEmpty));
  const readType = compileName(mapping, rule.type, header);
  const readId = compileTemplate(rule.id, header, { isEmpty, needed: true });
  const readWhen = compileInstant(mapping, rule.occurredAt, header);
  const readAsset = compileAsset(mapping, rule.asset, header);
  const props = Object.entries(rule.props).map(([name, value]) => ({
    name,
    read: compileCell(value, header, mapping.empty),
  }));

  return (scope) => {
    if (!holds.every((test) => test(scope))) return [];
    const type = readType(scope);
    const sourceId = readId(scope);
    const when = readWhen(scope);
    const asset = readAsset(scope);
    const known: Record<string, AttributeValue> = {};
    for (const { name, read } of props) {
      const value = read(scope);
      if (value !== undefined) known[name] = value;
    }
    if (type === undefined || sourceId === undefined || when === undefined) return [];
    return [
      {
        type,
        sourceId,
        when,
        ...(asset === undefined ? {} : { asset }),
        ...(Object.keys(known).length === 0 ? {} : { props: known }),
      },
    ];
  };
}

/** Compiles what became of the lead. An unanswered cell says nothing and stores nothing. */
export function compileOutcome(
  mapping: Mapping,
  rule: Mapping['outcomes'][number],
  header: Header,
): (scope: RowScope) => readonly StatedOutcome[] {
  const readValue = compileCell(rule, header, mapping.empty);
  const readKind = compileName(mapping, rule.kind, header);
  const readWhen = compileInstant(mapping, rule.occurredAt, header);
  const readId =
    rule.id === undefined
      ? () => null
      : compileTemplate(rule.id, header, { isEmpty: emptyTest(mapping.empty), needed: true });
  return (scope) => {
    const value = readValue(scope);
    if (value === undefined) return [];
    const kind = readKind(scope);
    const when = readWhen(scope);
    const sourceId = readId(scope);
    if (kind === undefined || when === undefined || sourceId === undefined) return [];
    return [{ kind, value, when, sourceId }];
  };
}

function compileCondition(
  condition: Condition,
  header: Header,
  isEmpty: (cell: string) => boolean,
): (scope: RowScope) => boolean {
  const read = readText(header, condition.column);
  const { above, answered } = condition;
  const is = condition.is && new Set(condition.is.map(fold));
  const not = condition.not && new Set(condition.not.map(fold));
  return (scope) => {
    const cell = read(scope);
    if (answered !== undefined) return isEmpty(cell) !== answered;
    if (above !== undefined) return isAbove(scope, { cell, column: condition.column, above, isEmpty });
    return is === undefined ? not?.has(fold(cell)) === false : is.has(fold(cell));
  };
}

/** A cell that is no number refuses the row: to take it for "not above" would drop the activity in silence. */
function isAbove(
  scope: RowScope,
  test: {
    readonly cell: string;
    readonly column: string;
    readonly above: number;
    readonly isEmpty: (cell: string) => boolean;
  },
): boolean {
  if (test.isEmpty(test.cell)) return false;
  const value = toNumber(test.cell);
  if (value === undefined) refuseType(scope, { column: test.column, type: 'number' }, test.cell);
  return value !== undefined && value > test.above;
}

/** A type or kind: fixed in the mapping, or told by a column; a row that does not tell it is refused. */
function compileName(mapping: Mapping, rule: string | ColumnValue, header: Header): TextReader {
  if (typeof rule === 'string') return () => rule;
  const read = compileCell(rule, header, mapping.empty);
  return (scope) => {
    const before = scope.refusals.length;
    const value = read(scope);
    if (typeof value === 'string') return value;
    if (scope.refusals.length === before) {
      const remedy = 'Fill the cell in.';
      scope.refusals.push({
        code: 'no_type',
        field: rule.column,
        message: 'The cell does not say what happened.',
        remedy,
      });
    }
    return undefined;
  };
}

function compileAsset(mapping: Mapping, rule: ActivityRule['asset'], header: Header): TextReader {
  if (rule === undefined) return () => undefined;
  if (typeof rule === 'string') {
    return compileTemplate(rule, header, { isEmpty: emptyTest(mapping.empty), needed: false });
  }
  const read = compileCell(rule, header, mapping.empty);
  return (scope) => {
    const value = read(scope);
    return value === undefined || value === null ? undefined : String(value);
  };
}
