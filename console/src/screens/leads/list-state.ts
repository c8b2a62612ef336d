import { useLocation, useSearchParams } from 'react-router';
import type { LeadFilter, LeadListQuery } from '../../api/lead-queries';

export type Sort = NonNullable<LeadListQuery['sort']>;
export const FILTERS = ['stage', 'combined', 'owner', 'source'] as const;

const SORTS: readonly Sort[] = ['score', 'created', 'stage_since'];
export const DEFAULT_SORT: Sort = 'score';
export const PAGE_SIZE = 50;

interface ListState {
  readonly filter: LeadFilter;
  readonly query: LeadListQuery;
  readonly sort: Sort;
  readonly ascending: boolean;
  /** The list without its page, as saved views keep it. */
  readonly text: string;
  /** Cursors of the pages before this one; null when this page was not reached from the first. */
  readonly trail: readonly (string | null)[] | null;
  readonly cursor: string | null;
  readonly set: (changes: Readonly<Record<string, string | readonly string[] | null>>) => void;
  readonly goTo: (cursor: string | null, trail: readonly (string | null)[]) => void;
}

/** The list's state is its address: what is shown can be sent, kept and gone back to. */
export function useListState(): ListState {
  const [params, setParams] = useSearchParams();
  const location = useLocation() as { readonly state: { readonly trail?: readonly (string | null)[] } | null };
  const sort = SORTS.find((name) => name === params.get('sort')) ?? DEFAULT_SORT;
  const ascending = params.get('direction') === 'asc';
  const cursor = params.get('cursor');
  const filter = filterOf(params);
  const page = cursor === null ? {} : { cursor };
  return {
    filter,
    query: { ...filter, sort, direction: ascending ? 'asc' : 'desc', limit: PAGE_SIZE, ...page },
    sort,
    ascending,
    text: textOf(params),
    cursor,
    trail: cursor === null ? [] : (location.state?.trail ?? null),
    set: (changes) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete('cursor');
          for (const [name, value] of Object.entries(changes)) {
            after.delete(name);
            for (const one of value === null ? [] : [value].flat()) after.append(name, one);
          }
          return after;
        },
        { replace: 'search' in changes },
      ),
    goTo: (next, trail) => {
      const after = new URLSearchParams(params);
      if (next === null) after.delete('cursor');
      else after.set('cursor', next);
      setParams(after, { state: { trail } });
    },
  };
}

function filterOf(params: URLSearchParams): LeadFilter {
  const search = params.get('search')?.trim() ?? '';
  const chosen = FILTERS.map((name) => [name, params.getAll(name)] as const).filter(([, values]) => values.length > 0);
  // What somebody typed into the address is the API's to judge: it answers with what is wrong.
  return { ...(search === '' ? {} : { search }), ...Object.fromEntries(chosen) };
}

function textOf(params: URLSearchParams): string {
  const text = new URLSearchParams(params);
  text.delete('cursor');
  return text.toString();
}
