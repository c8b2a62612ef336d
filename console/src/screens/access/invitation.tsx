import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate } from 'react-router';
import { asProblem } from '../../api/problem';
import { acceptInvitation, enterAs } from '../../api/session-queries';
import { AccessFrame } from './access-frame';
import { useToken } from './token';

/** What the API asks of a password at least. */
const SHORTEST_PASSWORD = 12;

/** Where the link of an invitation leads: name and password make the account. */
export function Invitation() {
  const token = useToken();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const queries = useQueryClient();
  const accept = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: (session) => enterAs(queries, session),
  });
  if (accept.isSuccess) return <Navigate to="/today" replace />;
  if (token === '') {
    return <AccessFrame title="This invitation is not complete" about="Open the whole link that you were sent." />;
  }
  const problem = accept.error === null ? null : asProblem(accept.error);
  return (
    <AccessFrame title="You are invited" about="Choose how you are called here, and a password.">
      <form
        className="access-form"
        onSubmit={(event) => {
          event.preventDefault();
          accept.mutate({ token, name: name.trim(), password });
        }}
      >
        <TextInput
          label="Name"
          autoComplete="name"
          required
          withAsterisk={false}
          autoFocus
          value={name}
          error={problem?.of('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          description={`At least ${String(SHORTEST_PASSWORD)} characters.`}
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={SHORTEST_PASSWORD}
          value={password}
          error={problem?.of('password')}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {problem === null || problem.fields.length > 0 ? null : (
          <p role="alert" className="bad">
            {problem.message}
          </p>
        )}
        <Button type="submit" variant="filled" size="sm" loading={accept.isPending}>
          Join
        </Button>
      </form>
    </AccessFrame>
  );
}
