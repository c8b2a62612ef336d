import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CalendarOff } from 'lucide-react';
import { useState } from 'react';
import { leadTimeline, type TimelineKind } from '../../api/lead-queries';
import { date, timeOfDay, utc } from '../../time/format';
import { Empty, Failed, Loading } from '../../ui/states';
import { describe, type Entry } from './describe-entry';

const KINDS: Readonly<Record<string, readonly TimelineKind[]>> = {
  all: [],
  activities: ['activity'],
  sales: ['assignment', 'clock_started', 'escalation', 'touch', 'clock_closed', 'crm_write', 'stage_move'],
};

/** Everything that happened to a lead, the newest first, by days of the viewer's zone. */
export function Timeline({ leadId }: { readonly leadId: string }) {
  const [kind, setKind] = useState('all');
  const timeline = useInfiniteQuery(leadTimeline(leadId, KINDS[kind] ?? []));
  const entries = timeline.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className="timeline">
      <SegmentedControl
        size="xs"
        aria-label="What to show"
        value={kind}
        onChange={setKind}
        data={[
          { value: 'all', label: 'Everything' },
          { value: 'activities', label: 'Activities' },
          { value: 'sales', label: 'Stages, sales and CRM' },
        ]}
      />
      {timeline.isPending ? <Loading lines={8} /> : null}
      {timeline.isError ? <Failed error={timeline.error} retry={() => void timeline.refetch()} /> : null}
      {timeline.isSuccess && entries.length === 0 ? (
        <Empty icon={CalendarOff} title="Nothing has happened yet">
          What the lead does, and what is done about it, appears here.
        </Empty>
      ) : null}
      {[...Map.groupBy(entries, (entry) => date(entry.at))].map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h3 className="timeline-day">{day}</h3>
          <ol className="timeline-list">
            {ofDay.map((entry, index) => (
              <TimelineLine key={`${entry.kind} ${entry.at} ${String(index)}`} entry={entry} />
            ))}
          </ol>
        </section>
      ))}
      {timeline.hasNextPage ? (
        <Button onClick={() => void timeline.fetchNextPage()} loading={timeline.isFetchingNextPage}>
          Earlier
        </Button>
      ) : null}
    </div>
  );
}

function TimelineLine({ entry }: { readonly entry: Entry }) {
  const { icon: Icon, text, detail, points, tone } = describe(entry);
  return (
    <li className="timeline-line">
      <span className={`timeline-icon tone-${tone}`} aria-hidden>
        <Icon size={13} strokeWidth={2} />
      </span>
      <span className="timeline-text">
        <span>{text}</span>
        {detail === null ? null : <span className="faint"> {detail}</span>}
      </span>
      {points === null ? null : <span className={`num timeline-points ${points.tone}`}>{points.text}</span>}
      <time dateTime={entry.at} title={utc(entry.at)} className="num faint timeline-time">
        {timeOfDay(entry.at)}
      </time>
    </li>
  );
}
