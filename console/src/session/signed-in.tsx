import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { session as sessionQuery } from '../api/session-queries';
import { Shell } from '../shell/shell';
import { Failed } from '../ui/states';
import { SessionContext } from './session-context';

/** The frame of everything behind the sign-in; who is not signed in goes there and comes back. */
export function SignedIn() {
  const session = useQuery(sessionQuery);
  const location = useLocation();
  if (session.isPending) return <main aria-busy="true" />;
  if (session.isLoadingError) return <Failed error={session.error} retry={() => void session.refetch()} />;
  if (session.data === null) {
    const wanted = location.pathname + location.search;
    return <Navigate to={wanted === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(wanted)}`} replace />;
  }
  return (
    <SessionContext value={session.data}>
      <Shell />
    </SessionContext>
  );
}
