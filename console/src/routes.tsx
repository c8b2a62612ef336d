import { createBrowserRouter, Navigate } from 'react-router';
import { SignedIn } from './session/signed-in';
import { RouteFailed } from './shell/route-failed';

/** Every screen is a script of its own: the first load brings the frame and one screen. */
export const createRoutes = () =>
  createBrowserRouter([
    {
      ErrorBoundary: RouteFailed,
      HydrateFallback: Nothing,
      children: [
        {
          Component: SignedIn,
          children: [
            { index: true, element: <Navigate to="/today" replace /> },
            { path: 'today', lazy: async () => ({ Component: (await import('./screens/today/today')).Today }) },
            { path: 'leads', lazy: async () => ({ Component: (await import('./screens/leads/leads')).Leads }) },
            { path: 'leads/:leadId', lazy: async () => ({ Component: (await import('./screens/lead/lead')).Lead }) },
            { path: 'matrix', lazy: async () => ({ Component: (await import('./screens/matrix/matrix')).Matrix }) },
            { path: 'sla', lazy: async () => ({ Component: (await import('./screens/sla/sla')).SlaBoard }) },
            { path: 'sync', lazy: async () => ({ Component: (await import('./screens/sync/sync')).Sync }) },
            {
              path: 'settings/:section?',
              lazy: async () => ({ Component: (await import('./screens/settings/settings')).Settings }),
            },
            { path: '*', lazy: async () => ({ Component: (await import('./shell/not-found')).NotFound }) },
          ],
        },
        { path: 'sign-in', lazy: async () => ({ Component: (await import('./screens/access/sign-in')).SignIn }) },
        { path: 'welcome', lazy: async () => ({ Component: (await import('./screens/access/welcome')).Welcome }) },
        {
          path: 'invitation',
          lazy: async () => ({ Component: (await import('./screens/access/invitation')).Invitation }),
        },
      ],
    },
  ]);

/** While the first screen's script is on its way. */
function Nothing() {
  return null;
}
