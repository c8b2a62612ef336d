import { createContext, use } from 'react';
import type { Operation, Session } from '../api/client';

export const SessionContext = createContext<Session | null>(null);

/** Who is signed in. Only for what is shown behind the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error('useSession outside of a signed-in screen');
  return session;
}

/** Whether the role may call an operation of the API; what it may not do is not shown. */
export const useMay = (operation: Operation): boolean => useSession().user.operations.includes(operation);
