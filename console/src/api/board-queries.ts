import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Stage } from './client';
import { unwrap } from './problem';
import type { operations } from './schema';

type ClockQuery = NonNullable<operations['listSlaClocks']['parameters']['query']>;
export type SlaGroup = NonNullable<ClockQuery['group']>;

export const today = queryOptions({
  queryKey: ['today'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/today', { signal })),
});

export const matrix = (stages: readonly Stage[]) =>
  queryOptions({
    queryKey: ['matrix', stages],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/matrix', { params: { query: stages.length === 0 ? {} : { stage: [...stages] } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const slaSummary = queryOptions({
  queryKey: ['sla', 'summary'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/sla/summary', { signal })),
});

interface Clocks {
  readonly group: SlaGroup;
  /** Empty: everybody's. */
  readonly reps: readonly string[];
  readonly limit: number;
}

export const slaClocks = ({ group, reps, limit }: Clocks) =>
  infiniteQueryOptions({
    queryKey: ['sla', 'clocks', group, reps, limit],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/sla/clocks', {
          params: {
            query: {
              group,
              limit,
              ...(reps.length === 0 ? {} : { rep: [...reps] }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
