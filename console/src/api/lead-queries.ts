import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client';
import { unwrap } from './problem';
import type { operations } from './schema';

export type LeadListQuery = NonNullable<operations['listLeads']['parameters']['query']>;
export type LeadFilter = NonNullable<operations['countLeads']['parameters']['query']>;
export type TimelineKind = NonNullable<
  NonNullable<operations['getLeadTimeline']['parameters']['query']>['kind']
>[number];

/** A page of leads; the page before stays on screen until the next one is there. */
export const leadList = (query: LeadListQuery) =>
  queryOptions({
    queryKey: ['leads', 'list', query],
    queryFn: async ({ signal }) => unwrap(await api.GET('/api/leads', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const leadCount = (query: LeadFilter) =>
  queryOptions({
    queryKey: ['leads', 'count', query],
    queryFn: async ({ signal }) => unwrap(await api.GET('/api/leads/count', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

/** What leads can be filtered by. */
export const leadFacets = queryOptions({
  queryKey: ['leads', 'facets'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/leads/facets', { signal })),
});

export const lead = (leadId: string) =>
  queryOptions({
    queryKey: ['lead', leadId, 'record'],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/leads/{leadId}', { params: { path: { leadId } }, signal })),
  });

/** Why the score is what it is, or was at an instant. */
export const leadWhy = (leadId: string, at: string | null) =>
  queryOptions({
    queryKey: ['lead', leadId, 'why', at],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/leads/{leadId}/why', {
          params: { path: { leadId }, query: at === null ? {} : { at } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

export const scoreHistory = (leadId: string, days: number) =>
  queryOptions({
    queryKey: ['lead', leadId, 'history', days],
    queryFn: async ({ signal }) =>
      unwrap(
        await api.GET('/api/leads/{leadId}/score-history', { params: { path: { leadId }, query: { days } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

const TIMELINE_PAGE = 40;

export const leadTimeline = (leadId: string, kind: readonly TimelineKind[]) =>
  infiniteQueryOptions({
    queryKey: ['lead', leadId, 'timeline', kind],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/leads/{leadId}/timeline', {
          params: {
            path: { leadId },
            query: {
              limit: TIMELINE_PAGE,
              ...(kind.length === 0 ? {} : { kind: [...kind] }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
