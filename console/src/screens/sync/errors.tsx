import { Button, NativeSelect, SegmentedControl, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDownToLine, ArrowUpFromLine, CircleCheckBig } from 'lucide-react';
import { useState } from 'react';
import { syncErrors, type ErrorState } from '../../api/sync-queries';
import type { Schemas } from '../../api/client';
import { Instant } from '../../time/instant';
import { Empty, Failed, Loading } from '../../ui/states';
import { capital, readable } from '../../words/labels';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'retried', label: 'Retried' },
  { value: 'resolved', label: 'Resolved' },
] as const;

interface ErrorsProps {
  readonly connection: string | null;
  readonly leadId: string | null;
  readonly connections: readonly string[];
  readonly onConnection: (id: string | null) => void;
  readonly onAllLeads: () => void;
  readonly onOpen: (errorId: number) => void;
}

/** What could not be taken in or written out, the newest first. */
export function Errors({ connection, leadId, connections, onConnection, onAllLeads, onOpen }: ErrorsProps) {
  const [state, setState] = useState<ErrorState>('open');
  const errors = useInfiniteQuery(syncErrors({ state, connection, leadId }));
  const lines = errors.data?.pages.flatMap((page) => page.errors) ?? [];
  return (
    <section className="card" aria-label="Sync errors">
      <div className="card-head sync-head">
        <h2>Sync errors</h2>
        <div className="page-actions">
          {leadId === null ? null : <Button onClick={onAllLeads}>Of one lead · show all</Button>}
          <NativeSelect
            size="xs"
            aria-label="Connection"
            value={connection ?? ''}
            onChange={(event) => onConnection(event.currentTarget.value === '' ? null : event.currentTarget.value)}
            data={[{ value: '', label: 'All connections' }, ...connections]}
          />
          <SegmentedControl size="xs" aria-label="State" data={[...STATES]} value={state} onChange={setState} />
        </div>
      </div>
      {errors.isPending ? <Loading lines={5} /> : null}
      {errors.isError ? <Failed error={errors.error} retry={() => void errors.refetch()} /> : null}
      {errors.isSuccess && lines.length === 0 ? (
        <Empty icon={CircleCheckBig} title={state === 'open' ? 'No open sync errors' : 'None'}>
          {state === 'open' ? 'Everything was taken in and written out.' : 'Errors that were dealt with stand here.'}
        </Empty>
      ) : null}
      <ul className="errors">
        {lines.map((error) => (
          <ErrorLine key={error.id} error={error} onOpen={() => onOpen(error.id)} />
        ))}
      </ul>
      {errors.hasNextPage ? (
        <Button m={12} onClick={() => void errors.fetchNextPage()} loading={errors.isFetchingNextPage}>
          Earlier
        </Button>
      ) : null}
    </section>
  );
}

function ErrorLine({ error, onOpen }: { readonly error: Schemas['SyncErrorLine']; readonly onOpen: () => void }) {
  const Icon = error.direction === 'in' ? ArrowDownToLine : ArrowUpFromLine;
  return (
    <li>
      <UnstyledButton className="error-line" onClick={onOpen}>
        <Icon size={15} aria-label={error.direction === 'in' ? 'Incoming' : 'Outgoing'} className="faint" />
        <span className="error-what">
          <span className="truncate">
            <b>{capital(readable(error.code))}</b>
            {error.field === null ? null : <span className="mono faint"> {error.field}</span>}
          </span>
          <span className="dim truncate">{error.message}</span>
        </span>
        <span className="dim truncate">{error.connectionId}</span>
        <span className="faint error-when">
          <Instant at={error.occurredAt} as="relative" />
        </span>
      </UnstyledButton>
    </li>
  );
}
