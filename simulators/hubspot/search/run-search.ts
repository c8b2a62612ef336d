import { validationError } from '../api-error';
import type { CrmRecord } from '../objects/record';
import { findObjectType, type ObjectType } from '../object-types';
import type { Session } from '../parts';
import type { PropertyDefinition } from '../properties/definition';
import { comparableForm, compileFilter, tokenTest } from './matches-filter';
import type { IndexedRecord } from './search-index';
import type { Filter, SearchRequest } from './search-request';

type RecordTest = (record: IndexedRecord) => boolean;

/** All matches as the index shows them now, sorted; paging is the caller's. */
export function runSearch(session: Session, type: ObjectType, request: SearchRequest): readonly CrmRecord[] {
  const groups = (request.filterGroups ?? []).map((group) =>
    group.filters.map((filter) => recordTest(session, type, filter)),
  );
  const inQuery = queryTest(type, request.query);
  const found = session.parts.search
    .visible(session.portal, type)
    .filter(
      (record) =>
        inQuery(record) && (groups.length === 0 || groups.some((tests) => tests.every((test) => test(record)))),
    );
  return sorted(session, type, found, request).map(({ record }) => record);
}

function recordTest(session: Session, type: ObjectType, filter: Filter): RecordTest {
  if (filter.propertyName.startsWith('associations.')) return associationTest(session, type, filter);
  const test = compileFilter(filter, definitionOf(session, type, filter.propertyName));
  return ({ properties }) => test(properties[filter.propertyName]);
}

function definitionOf(session: Session, type: ObjectType, name: string): PropertyDefinition {
  const definition = session.parts.catalog.live({ portalId: session.portal.portalId, type }).get(name);
  if (!definition) throw validationError(`There was a problem with the request. Property "${name}" does not exist`);
  return definition;
}

/** The pseudo-property `associations.{type}`: records that are associated with one of the given ids. */
function associationTest(session: Session, type: ObjectType, filter: Filter): RecordTest {
  const other = findObjectType(filter.propertyName.slice('associations.'.length));
  if (!other || !['EQ', 'IN'].includes(filter.operator)) {
    throw validationError(
      `There was a problem with the request. Bad association filter ${filter.propertyName} ${filter.operator}`,
    );
  }
  const ids = filter.values ?? [filter.value ?? ''];
  const { portalId } = session.portal;
  const associated = ids.flatMap((id) => session.parts.associations.neighbours(portalId, { type: other, id }, type));
  const found = new Set(associated.map(Number));
  return ({ id }) => found.has(id);
}

function queryTest(type: ObjectType, query: string | undefined): RecordTest {
  if (query === undefined || query.trim() === '') return () => true;
  const tests = query
    .trim()
    .split(/\s+/)
    .map((word) => tokenTest(`${word}*`));
  return ({ properties }) => tests.every((test) => type.searchable.some((name) => test(properties[name])));
}

function sorted(
  session: Session,
  type: ObjectType,
  records: readonly IndexedRecord[],
  request: SearchRequest,
): readonly IndexedRecord[] {
  const sort = request.sorts?.[0];
  if (sort === undefined) return records;
  const name = typeof sort === 'string' ? sort.replace(/^-/, '') : sort.propertyName;
  const descending = typeof sort === 'string' ? sort.startsWith('-') : sort.direction === 'DESCENDING';
  const form = comparableForm(definitionOf(session, type, name));
  const value = ({ properties }: IndexedRecord) => {
    const text = properties[name];
    return text === undefined ? undefined : form(text);
  };
  return [...records].sort((left, right) => {
    const order = compareValues(value(left), value(right));
    return (descending ? -order : order) || left.id - right.id;
  });
}

/** Without a value comes last. */
function compareValues(left: string | number | undefined, right: string | number | undefined): number {
  if (left === undefined || right === undefined) return Number(left === undefined) - Number(right === undefined);
  return left < right ? -1 : Number(left > right);
}
