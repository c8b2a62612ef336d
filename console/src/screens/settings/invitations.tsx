import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MailOpen } from 'lucide-react';
import { useState } from 'react';
import type { Role } from '../../api/client';
import { team as teamQuery } from '../../api/team-queries';
import { invitations as invitationsQuery, invite, revokeInvitation } from '../../api/user-queries';
import { Instant } from '../../time/instant';
import { Empty } from '../../ui/states';
import { ROLE_CHOICES, ROLE_LABELS } from '../../words/roles';
import { RevocableList } from './revocable-list';
import { SecretForm } from './secret-form';

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
  return (
    <SecretForm
      title="Invite somebody"
      about="Leadline sends no mail: pass the link on yourself."
      button="Make the link"
      make={() => invite({ email: email.trim(), role, ...(role === 'rep' && repId !== '' ? { repId } : {}) })}
      onMade={() => setEmail('')}
      listKey={invitationsQuery.queryKey}
      shown={(made) => ({
        label: `The link for ${made.email}. It is shown once and works for seven days.`,
        secret: made.link,
      })}
    >
      {(problem) => (
        <>
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
        </>
      )}
    </SecretForm>
  );
}

function Open() {
  const invitations = useQuery(invitationsQuery);
  return (
    <RevocableList
      title="Open invitations"
      query={invitations}
      listKey={invitationsQuery.queryKey}
      entries={invitations.data?.invitations}
      idOf={({ invitationId }) => invitationId}
      cells={({ email, role, expiresAt }) => (
        <>
          <td>{email}</td>
          <td className="dim">{ROLE_LABELS[role]}</td>
          <td className="dim">
            until <Instant at={expiresAt} as="date" />
          </td>
        </>
      )}
      button="Withdraw"
      revoke={revokeInvitation}
      empty={
        <Empty icon={MailOpen} title="No open invitations">
          Who was invited and has not come yet stands here.
        </Empty>
      }
    />
  );
}
