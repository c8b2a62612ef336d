import { templateColumns } from './fill-template';
import type { ColumnValue, InstantRule, Mapping } from './mapping-schema';

/** A column that the mapping names, and where in the mapping. */
export interface UsedColumn {
  readonly column: string;
  readonly path: readonly (string | number)[];
}

type Path = readonly (string | number)[];

/** Every column that the mapping reads. */
export function usedColumns(mapping: Mapping): readonly UsedColumn[] {
  return [
    ...identityColumns(mapping),
    ...instantColumns(mapping.occurredAt, ['occurredAt']),
    ...instantColumns(mapping.knownAt, ['knownAt']),
    ...Object.entries(mapping.attributes).flatMap(([name, rule]) => [
      ...valueColumns(rule, ['attributes', name]),
      ...instantColumns(rule.occurredAt, ['attributes', name, 'occurredAt']),
    ]),
    ...Object.entries(mapping.placeholders).flatMap(([name, text]) => inTemplate(text, ['placeholders', name])),
    ...mapping.consents.flatMap((rule, index) => [
      { column: rule.column, path: ['consents', index, 'column'] },
      ...instantColumns(rule.occurredAt, ['consents', index, 'occurredAt']),
    ]),
    ...mapping.activities.flatMap((rule, index) => activityColumns(rule, ['activities', index])),
    ...mapping.outcomes.flatMap((rule, index) => outcomeColumns(rule, ['outcomes', index])),
  ];
}

function identityColumns({ identity }: Mapping): readonly UsedColumn[] {
  const { external, email } = identity;
  return [
    ...(external === undefined ? [] : [{ column: external.column, path: ['identity', 'external', 'column'] }]),
    ...(email === undefined ? [] : [{ column: email.column, path: ['identity', 'email', 'column'] }]),
  ];
}

const activityColumns = (rule: Mapping['activities'][number], path: Path): readonly UsedColumn[] => [
  ...valueColumns(rule.type, [...path, 'type']),
  ...inTemplate(rule.id, [...path, 'id']),
  ...rule.when.map((condition, index) => ({ column: condition.column, path: [...path, 'when', index, 'column'] })),
  ...instantColumns(rule.occurredAt, [...path, 'occurredAt']),
  ...(typeof rule.asset === 'string'
    ? inTemplate(rule.asset, [...path, 'asset'])
    : valueColumns(rule.asset, [...path, 'asset'])),
  ...Object.entries(rule.props).flatMap(([name, value]) => valueColumns(value, [...path, 'props', name])),
];

const outcomeColumns = (rule: Mapping['outcomes'][number], path: Path): readonly UsedColumn[] => [
  ...valueColumns(rule, path),
  ...valueColumns(rule.kind, [...path, 'kind']),
  ...(rule.id === undefined ? [] : inTemplate(rule.id, [...path, 'id'])),
  ...instantColumns(rule.occurredAt, [...path, 'occurredAt']),
];

const valueColumns = (rule: ColumnValue | string | undefined, path: Path): readonly UsedColumn[] =>
  rule === undefined || typeof rule === 'string' ? [] : [{ column: rule.column, path: [...path, 'column'] }];

const instantColumns = (rule: InstantRule | undefined, path: Path): readonly UsedColumn[] =>
  rule === undefined || rule === 'import_start' ? [] : [{ column: rule.column, path: [...path, 'column'] }];

const inTemplate = (text: string, path: Path): readonly UsedColumn[] =>
  templateColumns(text).map((column) => ({ column, path }));
