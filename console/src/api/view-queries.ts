import { queryOptions } from '@tanstack/react-query';
import { api } from './client';
import { unwrap } from './problem';

/** Saved views of the list of leads: one's own and shared ones. */
export const savedViews = queryOptions({
  queryKey: ['views'],
  queryFn: async ({ signal }) => unwrap(await api.GET('/api/views', { signal })),
});

export const saveView = async (body: { readonly name: string; readonly query: string; readonly shared: boolean }) =>
  unwrap(await api.POST('/api/views', { body }));

export const deleteView = async (viewId: string) =>
  unwrap(await api.DELETE('/api/views/{viewId}', { params: { path: { viewId } } }));
