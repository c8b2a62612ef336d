import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Schemas } from './client';
import { unwrap } from './problem';

export type ErrorState = Schemas['SyncErrorLine']['state'];

const PAGE = 30;

export const connections = queryOptions({
  queryKey: ['sync', 'connections'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/sync/connections', { signal })),
});

interface Errors {
  readonly state: ErrorState;
  readonly connection: string | null;
  readonly leadId: string | null;
  readonly limit?: number;
}

export const syncErrors = ({ state, connection, leadId, limit = PAGE }: Errors) =>
  infiniteQueryOptions({
    queryKey: ['sync', 'errors', state, connection, leadId, limit],
    queryFn: async ({ signal, pageParam }) =>
      unwrap(
        await api.GET('/api/sync/errors', {
          params: {
            query: {
              state,
              limit,
              ...(connection === null ? {} : { connection }),
              ...(leadId === null ? {} : { leadId }),
              ...(pageParam === null ? {} : { cursor: Number(pageParam) }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const syncError = (errorId: number) =>
  queryOptions({
    queryKey: ['sync', 'error', errorId],
    queryFn: async ({ signal }) =>
      unwrap(await api.GET('/api/sync/errors/{errorId}', { params: { path: { errorId } }, signal })),
  });

/** Null: every connection. */
export const pauseSync = async (connectionId: string | null) =>
  unwrap(await api.POST('/api/sync/pause', { body: connectionId === null ? {} : { connectionId } }));

export const resumeSync = async (connectionId: string | null) =>
  unwrap(await api.POST('/api/sync/resume', { body: connectionId === null ? {} : { connectionId } }));

export const retrySyncError = async ({
  errorId,
  record,
}: {
  readonly errorId: number;
  /** The mended record; null: as it was. */
  readonly record: Record<string, unknown> | null;
}) =>
  unwrap(
    await api.POST('/api/sync/errors/{errorId}/retry', {
      params: { path: { errorId } },
      body: record === null ? {} : { record },
    }),
  );

export const resolveSyncError = async (errorId: number) =>
  unwrap(await api.POST('/api/sync/errors/{errorId}/resolve', { params: { path: { errorId } } }));
