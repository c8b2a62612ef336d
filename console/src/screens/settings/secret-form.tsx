import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asProblem, type ApiProblem } from '../../api/problem';
import { Panel } from './panel';
import { SecretShown } from './secret-shown';

interface SecretFormProps<Made> {
  readonly title: string;
  readonly about: string;
  readonly button: string;
  readonly disabled?: boolean;
  readonly make: () => Promise<Made>;
  /** What is emptied once it is made. */
  readonly onMade: () => void;
  /** The list that it is in from then on. */
  readonly listKey: readonly string[];
  readonly shown: (made: Made) => { readonly label: string; readonly secret: string };
  /** The fields, told what was wrong with them. */
  readonly children: (problem: ApiProblem | null) => ReactNode;
}

/** Makes something whose secret the server tells once: a key, a link. */
export function SecretForm<Made>({ make, onMade, listKey, shown, children, ...words }: SecretFormProps<Made>) {
  const queries = useQueryClient();
  const making = useMutation({
    mutationFn: make,
    onSuccess: async () => {
      onMade();
      await queries.invalidateQueries({ queryKey: listKey });
    },
  });
  return (
    <Panel title={words.title} about={words.about}>
      {making.data === undefined ? null : <SecretShown {...shown(making.data)} done={() => making.reset()} />}
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          making.mutate();
        }}
      >
        {children(making.error === null ? null : asProblem(making.error))}
        <Button type="submit" variant="filled" loading={making.isPending} disabled={words.disabled ?? false}>
          {words.button}
        </Button>
      </form>
    </Panel>
  );
}
