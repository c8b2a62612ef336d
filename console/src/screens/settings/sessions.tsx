import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { enterAs } from '../../api/session-queries';
import { endSession, sessionsOf } from '../../api/user-queries';
import { useSession } from '../../session/session-context';
import { Instant } from '../../time/instant';
import { Failed, Loading } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { browserOf } from './browser';
import { Panel } from './panel';

/** Where one is signed in. */
export function Sessions() {
  const { user } = useSession();
  return (
    <Panel
      title="Sessions"
      about="Where you are signed in. A session you do not know: end it and change your password."
      flush
    >
      <SessionTable userId={user.userId} />
    </Panel>
  );
}

/** A user's sessions; ended ones are gone at once. */
export function SessionTable({ userId }: { readonly userId: string }) {
  const sessions = useQuery(sessionsOf(userId));
  const queries = useQueryClient();
  const end = useMutation({
    mutationFn: ({ sessionId }: { readonly sessionId: string; readonly isPresent: boolean }) => endSession(sessionId),
    onSuccess: async (_nothing, { isPresent }) => {
      if (isPresent) enterAs(queries, null);
      else await queries.invalidateQueries({ queryKey: ['sessions', userId] });
    },
  });
  if (sessions.isPending) return <Loading lines={3} />;
  if (sessions.isLoadingError) return <Failed error={sessions.error} retry={() => void sessions.refetch()} />;
  if (sessions.data.sessions.length === 0) return <p className="card-body faint">Not signed in anywhere.</p>;
  return (
    <div className="scroll-x">
      <table className="grid-table stacked">
        <thead>
          <tr>
            <th scope="col">Browser</th>
            <th scope="col">Address</th>
            <th scope="col">Since</th>
            <th scope="col">Last seen</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.data.sessions.map(({ sessionId, userAgent, ipAddress, createdAt, lastSeenAt, isPresent }) => (
            <tr key={sessionId}>
              <td>
                {browserOf(userAgent)} {isPresent ? <Tag tone="accent">This one</Tag> : null}
              </td>
              <td className="dim num">{ipAddress ?? '–'}</td>
              <td className="dim">
                <Instant at={createdAt} />
              </td>
              <td className="dim">
                <Instant at={lastSeenAt} as="date" />
              </td>
              <td className="right">
                <Button loading={end.isPending} onClick={() => end.mutate({ sessionId, isPresent })}>
                  End
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
