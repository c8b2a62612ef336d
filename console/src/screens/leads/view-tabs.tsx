import { ActionIcon, Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { BookmarkPlus, UsersRound, X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { asProblem } from '../../api/problem';
import { useSession } from '../../session/session-context';
import { deleteView, savedViews, saveView } from '../../api/view-queries';

/** Views that everybody has. */
const BUILT_IN = [
  { name: 'All leads', query: '' },
  { name: 'Hot', query: 'combined=A4&combined=A3&combined=B4' },
  { name: 'MQLs', query: 'stage=mql&sort=stage_since' },
  { name: 'Unassigned MQLs', query: 'stage=mql&owner=none' },
  { name: 'With sales', query: 'stage=sal&stage=sql&stage=opportunity&sort=stage_since' },
  { name: 'Recycled', query: 'stage=recycled&sort=stage_since' },
] as const;

/** Saved lists as tabs. `current` is the list on screen, as a query. */
export function ViewTabs({ current }: { readonly current: string }) {
  const saved = useQuery(savedViews).data?.views ?? [];
  const { user } = useSession();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: deleteView,
    onSettled: () => queries.invalidateQueries({ queryKey: savedViews.queryKey }),
  });
  const isSaved = [...BUILT_IN, ...saved].some(({ query }) => same(query, current));
  return (
    <nav className="views" aria-label="Views">
      {BUILT_IN.map(({ name, query }) => (
        <ViewTab key={name} name={name} query={query} active={same(query, current)} />
      ))}
      {saved.map(({ viewId, name, query, ownerId, shared }) => (
        <span key={viewId} className="view-saved">
          <ViewTab name={name} query={query} active={same(query, current)} shared={shared} />
          {ownerId === user.userId || user.role === 'admin' ? (
            <ActionIcon size={24} aria-label={`Delete the view ${name}`} onClick={() => remove.mutate(viewId)}>
              <X size={12} aria-hidden />
            </ActionIcon>
          ) : null}
        </span>
      ))}
      {isSaved ? null : <SaveView query={current} />}
    </nav>
  );
}

interface ViewTabProps {
  readonly name: string;
  readonly query: string;
  readonly active: boolean;
  /** Saved by somebody for everybody. */
  readonly shared?: boolean;
}

const ViewTab = ({ name, query, active, shared = false }: ViewTabProps) => (
  <Link to={query === '' ? '/leads' : `/leads?${query}`} className="view" aria-current={active ? 'page' : undefined}>
    {name}
    {shared ? <UsersRound size={13} aria-label="shared" /> : null}
  </Link>
);

function SaveView({ query }: { readonly query: string }) {
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: saveView,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: savedViews.queryKey });
      setOpened(false);
      setName('');
      setShared(false);
    },
  });
  const problem = save.error === null ? null : asProblem(save.error);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus shadow="md" radius="md" position="bottom-end" width={260}>
      <Popover.Target>
        <Button
          variant="subtle"
          leftSection={<BookmarkPlus size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
        >
          Save view
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="save-view"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate({ name: name.trim(), query, shared });
          }}
        >
          <TextInput
            label="Name of the view"
            value={name}
            required
            maxLength={80}
            data-autofocus
            error={problem === null ? null : (problem.of('name') ?? problem.message)}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox
            size="xs"
            label="Everybody sees it"
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Button type="submit" variant="filled" loading={save.isPending}>
            Save
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

/** The same list whatever the order of its parameters. */
const same = (one: string, other: string): boolean => sorted(one) === sorted(other);
const sorted = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
