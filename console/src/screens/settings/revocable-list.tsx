import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem } from '../../api/problem';
import { Failed, Loading } from '../../ui/states';
import { Panel } from './panel';

interface RevocableListProps<Entry> {
  readonly title: string;
  readonly query: Pick<UseQueryResult, 'isPending' | 'error' | 'refetch'>;
  readonly listKey: readonly string[];
  /** Undefined until they are known. */
  readonly entries: readonly Entry[] | undefined;
  readonly idOf: (entry: Entry) => string;
  /** The cells before the last one. */
  readonly cells: (entry: Entry) => ReactNode;
  /** What the button says; what stands in its place where there is nothing to take back any more. */
  readonly button: string;
  readonly over?: (entry: Entry) => ReactNode | null;
  readonly revoke: (id: string) => Promise<unknown>;
  readonly empty: ReactNode;
}

/** What was given to somebody and can be taken back: keys, invitations. */
export function RevocableList<Entry>({ title, query, entries, empty, ...rest }: RevocableListProps<Entry>) {
  return (
    <Panel title={title} flush>
      {query.isPending ? <Loading lines={3} /> : null}
      {query.error === null ? null : <Failed error={query.error} retry={() => void query.refetch()} />}
      {entries?.length === 0 ? empty : null}
      {entries === undefined || entries.length === 0 ? null : <Entries title={title} entries={entries} {...rest} />}
    </Panel>
  );
}

type EntriesProps<Entry> = Omit<RevocableListProps<Entry>, 'query' | 'empty' | 'entries'> & {
  readonly entries: readonly Entry[];
};

function Entries<Entry>({ title, entries, idOf, cells, button, over, revoke, listKey }: EntriesProps<Entry>) {
  const queries = useQueryClient();
  const revoking = useMutation({
    mutationFn: revoke,
    onError: (error) => notifications.show({ message: asProblem(error).message, color: 'red' }),
    onSettled: () => queries.invalidateQueries({ queryKey: listKey }),
  });
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
      <table className="grid-table stacked">
        <tbody>
          {entries.map((entry) => (
            <tr key={idOf(entry)}>
              {cells(entry)}
              <td className="right">
                {over?.(entry) ?? (
                  <Button
                    onClick={() => revoking.mutate(idOf(entry))}
                    loading={revoking.isPending && revoking.variables === idOf(entry)}
                  >
                    {button}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
