import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Cable, Pause, Play } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { connections as connectionsQuery } from '../../api/sync-queries';
import { useMay } from '../../session/session-context';
import { Page } from '../../ui/page';
import { Empty, Failed, Loading } from '../../ui/states';
import { ConnectionCard } from './connection-card';
import { ErrorDrawer } from './error-drawer';
import { Errors } from './errors';
import { usePausing } from './use-pausing';
import './sync.css';

/** How each connection is, what could not be taken in or written out, and what to do about it. */
export function Sync() {
  const connections = useQuery(connectionsQuery);
  const [params, setParams] = useSearchParams();
  const opened = params.get('error');
  const set = (name: string, value: string | null): void =>
    setParams((before) => {
      const after = new URLSearchParams(before);
      if (value === null) after.delete(name);
      else after.set(name, value);
      return after;
    });
  const all = connections.data?.connections ?? [];
  return (
    <Page
      title="Sync"
      about="What comes in from other systems and what is written to the CRM."
      actions={<PauseAll paused={all.length > 0 && all.every(({ pausedAt }) => pausedAt !== null)} />}
    >
      {connections.isPending ? <Loading lines={5} height={28} /> : null}
      {connections.isError ? <Failed error={connections.error} retry={() => void connections.refetch()} /> : null}
      {connections.isSuccess && all.length === 0 ? (
        <Empty icon={Cable} title="Nothing is connected">
          Connections are declared in the workspace; <code className="mono">leadline connect</code> gives them their
          credentials.
        </Empty>
      ) : null}
      <div className="connections">
        {all.map((connection) => (
          <ConnectionCard key={connection.id} connection={connection} />
        ))}
      </div>
      <Errors
        connection={params.get('connection')}
        leadId={params.get('lead')}
        connections={all.map(({ id }) => id)}
        onConnection={(id) => set('connection', id)}
        onAllLeads={() => set('lead', null)}
        onOpen={(id) => set('error', String(id))}
      />
      {opened === null ? null : <ErrorDrawer errorId={Number(opened)} close={() => set('error', null)} />}
    </Page>
  );
}

/** Everything at once, for the bad day. */
function PauseAll({ paused }: { readonly paused: boolean }) {
  const may = useMay('pauseSync');
  const pausing = usePausing(null);
  if (!may) return null;
  return (
    <Button
      leftSection={paused ? <Play size={14} aria-hidden /> : <Pause size={14} aria-hidden />}
      loading={pausing.isPending}
      onClick={() => pausing.mutate(paused ? 'resume' : 'pause')}
    >
      {paused ? 'Resume all' : 'Pause all'}
    </Button>
  );
}
