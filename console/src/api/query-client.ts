import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './problem';
import { SESSION_KEY } from './session-queries';

const STALE_MS = 15_000;
const MOST_RETRIES = 2;

/** Server state: refreshed by events; refusals are not asked again, failures of the way are. */
export function createQueries(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      // The session has ended meanwhile: every screen behind the sign-in gives way to it.
      onError: (error) => {
        if (error instanceof ApiProblem && error.status === 401) client.setQueryData(SESSION_KEY, null);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        retry: (failures, error) => failures < MOST_RETRIES && !(error instanceof ApiProblem && error.status < 500),
      },
    },
  });
  return client;
}
