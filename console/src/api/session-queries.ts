import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, type Session } from './client';
import { ApiProblem, unwrap } from './problem';

export const SESSION_KEY = ['session'] as const;

/** Who is signed in; null when nobody is. */
export const session = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return unwrap(await api.GET('/api/session', { signal }));
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

/** Somebody has signed in, or (null) out: what was read for whoever was there before is forgotten. */
export function enterAs(queries: QueryClient, session: Session | null): void {
  queries.setQueryData(SESSION_KEY, session);
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
}

export const signIn = async (body: { readonly email: string; readonly password: string }) =>
  unwrap(await api.POST('/api/session', { body }));

export const redeemLink = async (token: string) => unwrap(await api.POST('/api/session/link', { body: { token } }));

export const acceptInvitation = async (body: {
  readonly token: string;
  readonly name: string;
  readonly password: string;
}) => unwrap(await api.POST('/api/invitations/accept', { body }));

export const signOut = async () => unwrap(await api.DELETE('/api/session'));
