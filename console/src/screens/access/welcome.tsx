import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, Navigate } from 'react-router';
import { asProblem } from '../../api/problem';
import { enterAs, redeemLink } from '../../api/session-queries';
import { AccessFrame } from './access-frame';
import { useToken } from './token';

/** The single-use link of the first start: it signs in without a form. */
export function Welcome() {
  const token = useToken();
  const queries = useQueryClient();
  const { mutate, error, isSuccess } = useMutation({
    mutationFn: redeemLink,
    onSuccess: (session) => enterAs(queries, session),
  });
  const redeemed = useRef(false);
  useEffect(() => {
    // Once, also where React runs effects twice: the second time the link is used up.
    if (redeemed.current || token === '') return;
    redeemed.current = true;
    mutate(token);
  }, [mutate, token]);
  if (isSuccess) return <Navigate to="/today" replace />;
  if (token !== '' && error === null) return <AccessFrame title="Welcome to Leadline" about="Signing you in …" />;
  return (
    <AccessFrame
      title="This link is not valid any more"
      about={
        error === null || asProblem(error).status < 500
          ? 'It works once and for fifteen minutes. Where Leadline was started, a new one can be made.'
          : asProblem(error).message
      }
    >
      <div className="access-form">
        <Button component={Link} to="/sign-in" size="sm">
          Sign in with e-mail
        </Button>
      </div>
    </AccessFrame>
  );
}
