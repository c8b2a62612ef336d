import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { followChanges } from '../api/live';
import { Sidebar } from './sidebar';
import { useShortcuts } from './use-shortcuts';
import './shell.css';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));

/** Navigation, the screen, and what is everywhere: live changes, shortcuts, the command palette. */
export function Shell() {
  const [connected, setConnected] = useState(false);
  const [palette, setPalette] = useState(false);
  const queries = useQueryClient();
  useEffect(() => followChanges(queries, setConnected), [queries]);
  useShortcuts(() => setPalette(true));
  const main = useFocusOnNavigation();
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <Sidebar connected={connected} openPalette={() => setPalette(true)} />
      <main id="main" ref={main} tabIndex={-1} className="shell-main">
        <Outlet />
      </main>
      {palette ? (
        <Suspense fallback={null}>
          <Palette close={() => setPalette(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** A new screen takes the focus, so that keyboard and screen reader begin at its top; not the first one. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}
