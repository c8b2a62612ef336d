import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { asProblem } from '../../api/problem';
import { apiKeys as keysQuery, createKey, revokeKey } from '../../api/user-queries';
import { Instant } from '../../time/instant';
import { Empty, Failed, Loading } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { Panel } from './panel';
import { SecretShown } from './secret-shown';

type Scope = Schemas['ApiKey']['scopes'][number];

const SCOPES: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: 'read', label: 'read: see everything' },
  { value: 'operate', label: 'operate: move leads, retry, pause' },
  { value: 'admin', label: 'admin: users and keys' },
];

/** Keys for programs. */
export function ApiKeys() {
  return (
    <>
      <NewKey />
      <Keys />
    </>
  );
}

function NewKey() {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>(['read']);
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: createKey,
    onSuccess: async () => {
      setName('');
      await queries.invalidateQueries({ queryKey: ['keys'] });
    },
  });
  const problem = create.error === null ? null : asProblem(create.error);
  const chosen = SCOPES.map(({ value }) => value).filter((value) => scopes.includes(value));
  return (
    <Panel title="New key" about="For a program that uses the HTTP API.">
      {create.data === undefined ? null : (
        <SecretShown
          label={`The key “${create.data.name}”. Only its hash is stored: it is shown once.`}
          secret={create.data.key}
          done={() => create.reset()}
        />
      )}
      <form
        className="settings-form"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate({ name: name.trim(), scopes: chosen });
        }}
      >
        <TextInput
          label="Name"
          description="What it is for."
          required
          withAsterisk={false}
          maxLength={100}
          value={name}
          error={problem === null ? null : (problem.of('name') ?? problem.message)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label="It may" value={[...scopes]} onChange={setScopes} error={problem?.of('scopes')}>
          <div className="scopes">
            {SCOPES.map(({ value, label }) => (
              <Checkbox key={value} size="xs" value={value} label={label} />
            ))}
          </div>
        </Checkbox.Group>
        <Button type="submit" variant="filled" loading={create.isPending} disabled={chosen.length === 0}>
          Make the key
        </Button>
      </form>
    </Panel>
  );
}

function Keys() {
  const keys = useQuery(keysQuery);
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: revokeKey,
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  return (
    <Panel title="Keys" flush>
      {keys.isPending ? <Loading lines={3} /> : null}
      {keys.isError ? <Failed error={keys.error} retry={() => void keys.refetch()} /> : null}
      {keys.data?.keys.length === 0 ? (
        <Empty icon={KeyRound} title="No keys">
          Nothing but people uses the API.
        </Empty>
      ) : null}
      <div className="scroll-x" tabIndex={0} role="region" aria-label="Keys">
        <table className="grid-table">
          <tbody>
            {(keys.data?.keys ?? []).map(({ id, name, scopes, lastUsedAt, revokedAt }) => (
              <tr key={id}>
                <td>
                  {name} <span className="mono faint">{id}</span>
                </td>
                <td>
                  <span className="scope-tags">
                    {scopes.map((scope) => (
                      <Tag key={scope}>{scope}</Tag>
                    ))}
                  </span>
                </td>
                <td className="dim">
                  {lastUsedAt === null ? (
                    'never used'
                  ) : (
                    <>
                      used <Instant at={lastUsedAt} as="relative" />
                    </>
                  )}
                </td>
                <td className="right">
                  {revokedAt === null ? (
                    <Button onClick={() => revoke.mutate(id)} loading={revoke.isPending}>
                      Revoke
                    </Button>
                  ) : (
                    <span className="faint">
                      revoked <Instant at={revokedAt} as="date" />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
