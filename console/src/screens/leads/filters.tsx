import { TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { leadFacets } from '../../api/lead-queries';
import { team } from '../../api/team-queries';
import { CombinedBadge } from '../../ui/combined-badge';
import { StageBadge } from '../../ui/stage-badge';
import { COMBINED, STAGE_LABELS, STAGES } from '../../words/labels';
import { count as written } from '../../words/points';
import { FilterMenu, type Choice } from '../../ui/filter-menu';
import { FILTERS, type useListState } from './list-state';

const TYPING_MS = 250;

const STAGE_CHOICES: readonly Choice[] = STAGES.map((stage) => ({
  value: stage,
  label: STAGE_LABELS[stage],
  shown: <StageBadge stage={stage} />,
}));

const COMBINED_CHOICES: readonly Choice[] = COMBINED.map((combined) => ({
  value: combined,
  label: combined,
  shown: <CombinedBadge value={combined} />,
}));

const choiceOf = ({ source, count }: { readonly source: string; readonly count: number }): Choice => ({
  value: source,
  label: source,
  shown: (
    <>
      {source} <span className="faint num">{written(count)}</span>
    </>
  ),
});

/** Search and filters above the list. */
export function Filters({ list }: { readonly list: ReturnType<typeof useListState> }) {
  const reps = useQuery(team).data?.reps ?? [];
  const sources = useQuery(leadFacets).data?.sources.map(choiceOf) ?? [];
  const { filter, set } = list;
  const owners = [{ value: 'none', label: 'Nobody' }, ...reps.map(({ id }) => ({ value: id, label: id }))];
  const filtered = FILTERS.some((name) => filter[name] !== undefined) || filter.search !== undefined;
  return (
    <div className="filters">
      <SearchField value={filter.search ?? ''} onChange={(text) => set({ search: text === '' ? null : text })} />
      <FilterMenu
        label="Stage"
        choices={STAGE_CHOICES}
        chosen={filter.stage ?? []}
        onChange={(stage) => set({ stage })}
      />
      <FilterMenu
        label="Combined score"
        choices={COMBINED_CHOICES}
        chosen={filter.combined ?? []}
        onChange={(combined) => set({ combined })}
      />
      <FilterMenu label="Owner" choices={owners} chosen={filter.owner ?? []} onChange={(owner) => set({ owner })} />
      <FilterMenu
        label="Source"
        choices={sources}
        chosen={filter.source ?? []}
        onChange={(source) => set({ source })}
      />
      {filtered ? (
        <UnstyledButton
          className="filter filter-reset"
          onClick={() => set(Object.fromEntries([...FILTERS, 'search'].map((name) => [name, null])))}
        >
          <X size={13} aria-hidden /> Clear all
        </UnstyledButton>
      ) : null}
    </div>
  );
}

/** Looks after a short pause in typing; `/` leads here from anywhere on the screen. */
function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const send = useDebouncedCallback((next: string) => {
    setSent(next.trim());
    onChange(next.trim());
  }, TYPING_MS);
  // Changed from elsewhere: back and forward, a saved view, Clear all.
  if (value !== sent) {
    setSent(value);
    setText(value);
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (
        event.key !== '/' ||
        (document.activeElement !== document.body && document.activeElement?.tagName === 'INPUT')
      )
        return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <TextInput
      ref={input}
      className="lead-search"
      aria-label="Search leads"
      aria-keyshortcuts="/"
      placeholder="Name, company, e-mail or id"
      size="xs"
      leftSection={<Search size={14} aria-hidden />}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        send(event.currentTarget.value);
      }}
    />
  );
}
