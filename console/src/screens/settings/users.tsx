import { Button, Modal, NativeSelect } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Role, Schemas } from '../../api/client';
import { asProblem } from '../../api/problem';
import { changeUser, users as usersQuery } from '../../api/user-queries';
import { useSession } from '../../session/session-context';
import { Instant } from '../../time/instant';
import { Failed, Loading } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { ROLE_CHOICES } from '../../words/roles';
import { Panel } from './panel';
import { SessionTable } from './sessions';

/** Who may sign in, and as what. */
export function Users() {
  const users = useQuery(usersQuery);
  const [looking, setLooking] = useState<Schemas['User'] | null>(null);
  return (
    <Panel title="Users" about="A role holds from the next click on; who is disabled is signed out at once." flush>
      {users.isPending ? <Loading lines={4} /> : null}
      {users.isError ? <Failed error={users.error} retry={() => void users.refetch()} /> : null}
      {users.data === undefined ? null : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label="Users">
          <table className="grid-table stacked">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col" className="from-tablet">
                  In the team
                </th>
                <th scope="col" className="from-tablet">
                  Signed in
                </th>
                <th scope="col">
                  <span className="visually-hidden">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {users.data.users.map((user) => (
                <UserRow key={user.userId} user={user} look={() => setLooking(user)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {looking === null ? null : (
        <Modal opened size="xl" onClose={() => setLooking(null)} title={`Sessions of ${looking.name}`}>
          <SessionTable userId={looking.userId} />
        </Modal>
      )}
    </Panel>
  );
}

function UserRow({ user, look }: { readonly user: Schemas['User']; readonly look: () => void }) {
  const self = useSession().user.userId === user.userId;
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: changeUser,
    onError: (error) => notifications.show({ message: asProblem(error).message, color: 'red' }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }),
  });
  const disabled = user.disabledAt !== null;
  return (
    <tr>
      <td className="user-cell">
        <span className="user-name">
          {user.name} {self ? <Tag tone="accent">You</Tag> : null} {disabled ? <Tag tone="bad">Disabled</Tag> : null}
        </span>
        <span className="faint">{user.email ?? 'no address yet'}</span>
      </td>
      <td>
        <NativeSelect
          size="xs"
          aria-label={`Role of ${user.name}`}
          value={user.role}
          disabled={change.isPending || disabled || self}
          data={[...ROLE_CHOICES]}
          onChange={(event) =>
            change.mutate({ userId: user.userId, role: event.currentTarget.value as Role /* One of the choices. */ })
          }
        />
      </td>
      <td className="dim from-tablet">{user.repId ?? '–'}</td>
      <td className="dim nowrap from-tablet">
        {user.lastSignInAt === null ? 'No' : <Instant at={user.lastSignInAt} as="relative" />}
      </td>
      <td className="right nowrap">
        <Button onClick={look}>Sessions</Button>{' '}
        {self ? null : (
          <Button
            onClick={() => change.mutate({ userId: user.userId, disabled: !disabled })}
            loading={change.isPending}
          >
            {disabled ? 'Enable' : 'Disable'}
          </Button>
        )}
      </td>
    </tr>
  );
}
