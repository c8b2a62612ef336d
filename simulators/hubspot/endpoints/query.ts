import { validationError } from '../api-error';

/** A list in the query: repeated (`properties=a&properties=b`), comma-separated, or both. */
export function queryList(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '');
}

export function queryFlag(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true';
}

/** @throws ApiError 400 when the limit is not a number between 1 and `max` */
export function queryLimit(
  query: URLSearchParams,
  bounds: { readonly byDefault: number; readonly max: number },
): number {
  const text = query.get('limit');
  if (text === null) return bounds.byDefault;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= bounds.max) return limit;
  throw validationError(`limit must be between 1 and ${bounds.max}`, { limit: [text] });
}

/** The id after which a page starts; pages are numbered by the last id before them. */
export function queryAfter(query: URLSearchParams): number {
  const text = query.get('after');
  if (text === null || text === '') return 0;
  const after = Number(text);
  if (Number.isInteger(after) && after >= 0) return after;
  throw validationError('after is not a valid paging cursor', { after: [text] });
}
