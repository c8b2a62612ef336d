import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { createSpotlight } from '@mantine/spotlight';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { leadList } from '../api/lead-queries';
import { CombinedBadge } from '../ui/combined-badge';
import { nameOf, STAGE_LABELS } from '../words/labels';
import { usePlaces } from './places';

const [store, palette] = createSpotlight();
const FOUND_LEADS = 8;
const TYPING_MS = 150;

/** Go anywhere by a few letters: screens, and leads by name, company or e-mail. */
export function Palette({ close }: { readonly close: () => void }) {
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), TYPING_MS);
  const navigate = useNavigate();
  const leads = useQuery({ ...leadList({ search, limit: FOUND_LEADS, sort: 'score' }), enabled: search.length >= 2 });
  useEffect(() => palette.open(), []);

  const go = (to: string) => () => void navigate(to);
  const screens: SpotlightActionData[] = usePlaces()
    .filter(({ label }) => label.toLowerCase().includes(query.trim().toLowerCase()))
    .map(({ to, label, icon: Icon, key }) => ({
      id: to,
      label,
      leftSection: <Icon size={16} aria-hidden />,
      rightSection: <span className="faint mono">g {key}</span>,
      onClick: go(to),
    }));
  const found: SpotlightActionData[] = (search.length >= 2 ? (leads.data?.leads ?? []) : []).map((lead) => ({
    id: lead.leadId,
    label: nameOf(lead),
    description: [lead.company, STAGE_LABELS[lead.stage]].filter((part) => part !== null).join(' · '),
    rightSection: <CombinedBadge value={lead.combined} />,
    onClick: go(`/leads/${lead.leadId}`),
  }));
  const groups = [
    { group: 'Leads', actions: found },
    { group: 'Go to', actions: screens },
  ].filter(({ actions }) => actions.length > 0);

  return (
    <Spotlight
      store={store}
      actions={groups}
      filter={(_query, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={close}
      shortcut={null}
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.3 }}
      className="palette"
      maxHeight={420}
      nothingFound={leads.isFetching ? 'Searching …' : 'Nothing found'}
      searchProps={{
        leftSection: <Search size={16} aria-hidden />,
        placeholder: 'Search leads or go to …',
        'aria-label': 'Search leads or go to a screen',
        // Nothing is chosen yet: Enter takes the first.
        onKeyDown: (event) => {
          const first = groups[0]?.actions[0];
          if (event.key !== 'Enter' || store.getState().selected !== -1 || first?.onClick === undefined) return;
          go(first.id.startsWith('/') ? first.id : `/leads/${first.id}`)();
          palette.close();
        },
      }}
    />
  );
}
