import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import { unwrap } from './problem';

const MINUTE_MS = 60_000;

/** Reps, managers and what each has on the desk. Changes with the workspace. */
export const team = queryOptions({
  queryKey: ['team'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/team', { signal })),
  staleTime: MINUTE_MS,
});
