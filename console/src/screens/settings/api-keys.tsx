import { Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { apiKeys as keysQuery, createKey, revokeKey } from '../../api/user-queries';
import { Instant } from '../../time/instant';
import { Empty } from '../../ui/states';
import { Tag } from '../../ui/tag';
import { RevocableList } from './revocable-list';
import { SecretForm } from './secret-form';

type ApiKey = Schemas['ApiKey'];
type Scope = ApiKey['scopes'][number];

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
  const chosen = SCOPES.map(({ value }) => value).filter((value) => scopes.includes(value));
  return (
    <SecretForm
      title="New key"
      about="For a program that uses the HTTP API."
      button="Make the key"
      disabled={chosen.length === 0}
      make={() => createKey({ name: name.trim(), scopes: chosen })}
      onMade={() => setName('')}
      listKey={keysQuery.queryKey}
      shown={(made) => ({
        label: `The key “${made.name}”. Only its hash is stored: it is shown once.`,
        secret: made.key,
      })}
    >
      {(problem) => (
        <>
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
        </>
      )}
    </SecretForm>
  );
}

function Keys() {
  const keys = useQuery(keysQuery);
  return (
    <RevocableList
      title="Keys"
      query={keys}
      listKey={keysQuery.queryKey}
      entries={keys.data?.keys}
      idOf={({ id }) => id}
      cells={cellsOf}
      button="Revoke"
      over={({ revokedAt }) =>
        revokedAt === null ? null : (
          <span className="faint">
            revoked <Instant at={revokedAt} as="date" />
          </span>
        )
      }
      revoke={revokeKey}
      empty={
        <Empty icon={KeyRound} title="No keys">
          Nothing but people uses the API.
        </Empty>
      }
    />
  );
}

const cellsOf = ({ name, id, scopes, lastUsedAt }: ApiKey) => (
  <>
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
  </>
);
