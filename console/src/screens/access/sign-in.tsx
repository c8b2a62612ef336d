import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, useSearchParams } from 'react-router';
import { asProblem } from '../../api/problem';
import { enterAs, session as sessionQuery, signIn } from '../../api/session-queries';
import { AccessFrame } from './access-frame';

/** E-mail and password; then on to where one wanted to go. */
export function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [params] = useSearchParams();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery);
  const enter = useMutation({
    mutationFn: signIn,
    onSuccess: (signedIn) => enterAs(queries, signedIn),
  });
  if (session.data != null) return <Navigate to={placeOf(params.get('to'))} replace />;
  return (
    <AccessFrame title="Sign in" about="With the account you were invited to.">
      <form
        className="access-form"
        onSubmit={(event) => {
          event.preventDefault();
          enter.mutate({ email: email.trim(), password });
        }}
      >
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {enter.error === null ? null : (
          <p role="alert" className="bad">
            {refusal(enter.error)}
          </p>
        )}
        <Button type="submit" variant="filled" size="sm" loading={enter.isPending}>
          Sign in
        </Button>
      </form>
    </AccessFrame>
  );
}

function refusal(error: Error): string {
  const problem = asProblem(error);
  return problem.status === 401 ? 'E-mail and password do not go together.' : problem.message;
}

/** Only places of ours: an address in the link must not lead elsewhere. */
const placeOf = (to: string | null): string => (to !== null && /^\/(?![/\\])/.test(to) ? to : '/');
