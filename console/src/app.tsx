import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { createQueries } from './api/query-client';
import { createRoutes } from './routes';
import { theme, variables } from './theme';

/** The console: theme, server state and routes around the screens. */
export function App() {
  const [queries] = useState(createQueries);
  const [router] = useState(createRoutes);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Notifications position="bottom-right" autoClose={5_000} limit={3} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
