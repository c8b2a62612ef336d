import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { UserX } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { lead as leadQuery } from '../../api/lead-queries';
import { asProblem } from '../../api/problem';
import { usePageTitle } from '../../ui/page';
import { Empty, Failed, Loading } from '../../ui/states';
import { nameOf } from '../../words/labels';
import { LeadAside } from './lead-aside';
import { LeadHeader } from './lead-header';
import { ScoreCard } from './score-card';
import { Stages } from './stages';
import { Timeline } from './timeline';
import { Why } from './why';
import './lead.css';

const TABS = ['why', 'timeline', 'stages'] as const;

/** A lead's record: where it stands, why, and what happened. `?at=` looks back, `?tab=` is what is opened. */
export function Lead() {
  const { leadId = '' } = useParams();
  const record = useQuery(leadQuery(leadId));
  const [params, setParams] = useSearchParams();
  usePageTitle(record.data === undefined ? 'Lead' : nameOf(record.data));
  const tab = TABS.find((name) => name === params.get('tab')) ?? 'why';
  const set = (name: string, value: string | null): void =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === null) after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true, preventScrollReset: true },
    );
  if (record.isPending) return <Loading lines={10} height={22} />;
  // What is on screen stays there while the server is away for a moment; a lead that is gone does not.
  if (record.isLoadingError || isGone(record.error))
    return <NoLead error={record.error} retry={() => void record.refetch()} />;
  const at = params.get('at');
  return (
    <div className="lead-page">
      <LeadHeader lead={record.data} />
      <div className="lead-columns">
        <div className="lead-main">
          <ScoreCard leadId={leadId} at={at} onAt={(instant) => set('at', instant)} />
          <Tabs value={tab} onChange={(value) => set('tab', value)} keepMounted={false} className="card">
            <Tabs.List className="lead-tabs">
              <Tabs.Tab value="why">Why this score</Tabs.Tab>
              <Tabs.Tab value="timeline">Timeline</Tabs.Tab>
              <Tabs.Tab value="stages">Stages</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="why">
              <Why leadId={leadId} at={at} onNow={() => set('at', null)} />
            </Tabs.Panel>
            <Tabs.Panel value="timeline">
              <Timeline leadId={leadId} />
            </Tabs.Panel>
            <Tabs.Panel value="stages">
              <Stages lead={record.data} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <LeadAside lead={record.data} />
      </div>
    </div>
  );
}

const isGone = (error: unknown): boolean => error !== null && asProblem(error).status === 404;

function NoLead({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const { status } = asProblem(error);
  if (status !== 404 && status !== 400) return <Failed error={error} retry={retry} />;
  return (
    <Empty icon={UserX} title="There is no such lead" action={<Link to="/leads">All leads</Link>}>
      It may have been merged into another one or erased.
    </Empty>
  );
}
