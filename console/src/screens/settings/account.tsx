import { Button, PasswordInput, SegmentedControl, TextInput, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { SESSION_KEY } from '../../api/session-queries';
import { changeAccount } from '../../api/user-queries';
import { useSession } from '../../session/session-context';
import { ROLE_LABELS } from '../../words/roles';
import { Panel } from './panel';

const SHORTEST_PASSWORD = 12;

/** Name, address and password of whoever is signed in, and how the console looks to them. */
export function Account() {
  const { user } = useSession();
  return (
    <>
      {user.hasPassword ? null : (
        <p className="settings-notice">
          You came by the link of the first start. Give an e-mail address and a password to sign in the next time.
        </p>
      )}
      <Profile />
      <Password />
      <Appearance />
    </>
  );
}

/** A change of the account, with what is wrong told on its field. */
function useChange(done: string, after: () => void = () => undefined) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: changeAccount,
    onSuccess: (session) => {
      queries.setQueryData(SESSION_KEY, session);
      notifications.show({ message: done, color: 'accent' });
      after();
    },
  });
  return { change, problem: change.error === null ? null : asProblem(change.error) };
}

function Profile() {
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const { change, problem } = useChange('Saved.');
  return (
    <Panel title="Profile" about={ROLE_LABELS[user.role]}>
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ name: name.trim() });
        }}
      >
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          error={problem?.of('name') ?? problem?.message}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="filled"
          loading={change.isPending}
          disabled={name.trim() === user.name || name.trim() === ''}
        >
          Save
        </Button>
      </form>
    </Panel>
  );
}

function Password() {
  const { user } = useSession();
  const [email, setEmail] = useState(user.email ?? '');
  const [password, setPassword] = useState('');
  const [currentPassword, setCurrentPassword] = useState('');
  const { change, problem } = useChange('Saved. Other sessions have ended if the password is new.', () => {
    setPassword('');
    setCurrentPassword('');
  });
  const needsCurrent = user.hasPassword;
  const changed = email.trim() !== (user.email ?? '') || password !== '';
  return (
    <Panel title="Sign-in" about="A new password ends all your other sessions.">
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({
            ...(email.trim() === (user.email ?? '') ? {} : { email: email.trim() }),
            ...(password === '' ? {} : { password }),
            ...(needsCurrent ? { currentPassword } : {}),
          });
        }}
      >
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          error={problem?.of('email')}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={needsCurrent ? 'New password' : 'Password'}
          description={`At least ${String(SHORTEST_PASSWORD)} characters.${needsCurrent ? ' Leave it empty to keep the present one.' : ''}`}
          autoComplete="new-password"
          minLength={SHORTEST_PASSWORD}
          required={!needsCurrent}
          withAsterisk={false}
          value={password}
          error={problem?.of('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {needsCurrent ? (
          <PasswordInput
            label="Present password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            value={currentPassword}
            error={problem?.of('currentPassword')}
            onChange={(event) => setCurrentPassword(event.currentTarget.value)}
          />
        ) : null}
        {problem === null || problem.fields.length > 0 ? null : (
          <p role="alert" className="bad">
            {problem.message}
          </p>
        )}
        <Button type="submit" variant="filled" loading={change.isPending} disabled={!changed}>
          Save
        </Button>
      </form>
    </Panel>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Panel title="Appearance" about="Of the console in this browser.">
      <SegmentedControl
        size="xs"
        aria-label="Appearance"
        value={colorScheme}
        onChange={setColorScheme}
        data={[
          { value: 'auto', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
      />
    </Panel>
  );
}
