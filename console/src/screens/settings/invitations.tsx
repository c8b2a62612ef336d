import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MailOpen } from 'lucide-react';
import { useState } from 'react';
import type { Role } from '../../api/client';
import { asProblem } from '../../api/problem';
import { team as teamQuery } from '../../api/team-queries';
import { invitations as invitationsQuery, invite, revokeInvitation } from '../../api/user-queries';
import { Instant } from '../../time/instant';
import { Empty, Failed, Loading } from '../../ui/states';
import { ROLE_CHOICES, ROLE_LABELS } from '../../words/roles';
import { Panel } from './panel';
import { SecretShown } from './secret-shown';

/** Accounts are made by invitation alone. */
export function Invitations() {
  return (
    <>
      <Invite />
      <Open />
    </>
  );
}

function Invite() {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('marketing');
  const [repId, setRepId] = useState('');
  const reps = useQuery(teamQuery).data?.reps ?? [];
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: invite,
    onSuccess: async () => {
      setEmail('');
      await queries.invalidateQueries({ queryKey: ['invitations'] });
    },
  });
  const problem = send.error === null ? null : asProblem(send.error);
  return (
    <Panel title="Invite somebody" about="Leadline sends no mail: pass the link on yourself.">
      {send.data === undefined ? null : (
        <SecretShown
          label={`The link for ${send.data.email}. It is shown once and works for seven days.`}
          secret={send.data.link}
          done={() => send.reset()}
        />
      )}
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate({ email: email.trim(), role, ...(role === 'rep' && repId !== '' ? { repId } : {}) });
        }}
      >
        <TextInput
          label="E-mail"
          type="email"
          required
          withAsterisk={false}
          value={email}
          error={problem === null ? null : (problem.of('email') ?? problem.message)}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <NativeSelect
          label="Role"
          value={role}
          data={[...ROLE_CHOICES]}
          onChange={(event) => setRole(event.currentTarget.value as Role /* One of the choices. */)}
        />
        {role === 'rep' ? (
          <NativeSelect
            label="Who they are in the team"
            value={repId}
            data={[{ value: '', label: 'Nobody yet' }, ...reps.map(({ id }) => id)]}
            onChange={(event) => setRepId(event.currentTarget.value)}
          />
        ) : null}
        <Button type="submit" variant="filled" loading={send.isPending}>
          Make the link
        </Button>
      </form>
    </Panel>
  );
}

function Open() {
  const invitations = useQuery(invitationsQuery);
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: revokeInvitation,
    onSettled: () => queries.invalidateQueries({ queryKey: ['invitations'] }),
  });
  return (
    <Panel title="Open invitations" flush>
      {invitations.isPending ? <Loading lines={3} /> : null}
      {invitations.isError ? <Failed error={invitations.error} retry={() => void invitations.refetch()} /> : null}
      {invitations.data?.invitations.length === 0 ? (
        <Empty icon={MailOpen} title="No open invitations">
          Who was invited and has not come yet stands here.
        </Empty>
      ) : null}
      <div className="scroll-x">
        <table className="grid-table">
          <tbody>
            {(invitations.data?.invitations ?? []).map(({ invitationId, email, role, expiresAt }) => (
              <tr key={invitationId}>
                <td>{email}</td>
                <td className="dim">{ROLE_LABELS[role]}</td>
                <td className="dim">
                  until <Instant at={expiresAt} as="date" />
                </td>
                <td className="right">
                  <Button onClick={() => revoke.mutate(invitationId)} loading={revoke.isPending}>
                    Withdraw
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
