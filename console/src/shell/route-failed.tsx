import { Button } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { Empty } from '../ui/states';

/** A screen that broke, or whose script is gone because a newer version of the console was installed. */
export function RouteFailed() {
  return (
    <main>
      <Empty
        icon={CircleAlert}
        title="This screen could not be shown"
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        Leadline may have been updated since this page was opened.
      </Empty>
    </main>
  );
}
