import { useQuery } from '@tanstack/react-query';
import { SearchX, Users } from 'lucide-react';
import { Button } from '@mantine/core';
import { leadCount, leadList } from '../../api/lead-queries';
import { NoLeadsYet } from '../../ui/no-leads-yet';
import { Empty, Failed, Loading } from '../../ui/states';
import { Page } from '../../ui/page';
import { count } from '../../words/points';
import { Filters } from './filters';
import { LeadTable } from './lead-table';
import { DEFAULT_SORT, useListState } from './list-state';
import { Pager } from './pager';
import { ViewTabs } from './view-tabs';
import './leads.css';

/** Every lead: found, filtered, sorted, paged; the address is the state. */
export function Leads() {
  const list = useListState();
  const total = useQuery(leadCount(list.filter)).data?.count;
  return (
    <Page title="Leads" about={total === undefined ? ' ' : `${count(total)} ${total === 1 ? 'lead' : 'leads'}`}>
      <ViewTabs current={list.text} />
      <div className="card">
        <Filters list={list} />
        <List list={list} total={total} />
      </div>
    </Page>
  );
}

function List({ list, total }: { readonly list: ReturnType<typeof useListState>; readonly total: number | undefined }) {
  const page = useQuery(leadList(list.query));
  if (page.isPending) return <Loading lines={12} />;
  if (page.isLoadingError) return <Failed error={page.error} retry={() => void page.refetch()} />;
  const { leads, nextCursor } = page.data;
  if (leads.length === 0) return <NoLeads filtered={Object.keys(list.filter).length > 0} list={list} />;
  return (
    <>
      <LeadTable
        leads={leads}
        sort={list.sort}
        ascending={list.ascending}
        stale={page.isPlaceholderData}
        onSort={(sort, ascending) =>
          list.set({ sort: sort === DEFAULT_SORT ? null : sort, direction: ascending ? 'asc' : null })
        }
      />
      <Pager list={list} shown={leads.length} total={total} nextCursor={nextCursor} />
    </>
  );
}

function NoLeads({ filtered, list }: { readonly filtered: boolean; readonly list: ReturnType<typeof useListState> }) {
  if (list.cursor !== null) {
    return (
      <Empty
        icon={Users}
        title="The end of the list"
        action={<Button onClick={() => list.goTo(null, [])}>First page</Button>}
      >
        There are no leads after the page before.
      </Empty>
    );
  }
  if (filtered) {
    return (
      <Empty icon={SearchX} title="No lead is like that">
        Every word of a search must be the beginning of a name, a company, an e-mail address or an id. Take a filter
        away to see more.
      </Empty>
    );
  }
  return <NoLeadsYet />;
}
