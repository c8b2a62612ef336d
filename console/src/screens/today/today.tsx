import { useQuery } from '@tanstack/react-query';
import { today as todayQuery } from '../../api/board-queries';
import { leadFacets } from '../../api/lead-queries';
import { useMay, useSession } from '../../session/session-context';
import { Instant } from '../../time/instant';
import { NoLeadsYet } from '../../ui/no-leads-yet';
import { Page } from '../../ui/page';
import { Failed, Loading } from '../../ui/states';
import { Figures } from './figures';
import { Breached, DueSoon, NewMqls, SyncSection, Unassigned } from './sections';
import './today.css';

/** What wants attention now, every figure with the records behind it. */
export function Today() {
  const today = useQuery(todayQuery);
  const isEmpty = useQuery(leadFacets).data?.stages.length === 0;
  const { user } = useSession();
  const maySync = useMay('listSyncErrors');
  const first = user.name.split(' ')[0] ?? user.name;
  return (
    <Page
      title="Today"
      about={
        today.data === undefined ? (
          ' '
        ) : (
          <>
            Hello {first}. As of <Instant at={today.data.asOf} />.
          </>
        )
      }
    >
      {today.isPending ? <Loading lines={8} height={24} /> : null}
      {today.isError ? <Failed error={today.error} retry={() => void today.refetch()} /> : null}
      {isEmpty ? <NoLeadsYet /> : null}
      {today.data === undefined || isEmpty ? null : (
        <>
          <Figures today={today.data} />
          <div className="today-sections">
            <Breached figure={today.data.breached} />
            <DueSoon figure={today.data.dueSoon} />
            <Unassigned figure={today.data.unassigned} />
            <NewMqls figure={today.data.newMqls} />
            {maySync ? <SyncSection count={today.data.syncErrors.count} /> : null}
          </div>
        </>
      )}
    </Page>
  );
}
