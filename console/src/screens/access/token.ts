import { useState } from 'react';

/** The token of the address's fragment, which no server sees; taken out of the address at once, so that history keeps none. */
export function useToken(): string {
  const [token] = useState(() => new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '');
  if (window.location.hash !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  return token;
}
