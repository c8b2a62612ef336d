import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { slaClocks } from '../../api/board-queries';
import { leadList, type LeadListQuery } from '../../api/lead-queries';
import type { LeadLine, Schemas } from '../../api/client';
import { syncErrors } from '../../api/sync-queries';
import { Countdown } from '../../time/countdown';
import { Instant } from '../../time/instant';
import { CombinedBadge } from '../../ui/combined-badge';
import { Failed, Loading } from '../../ui/states';
import { capital, nameOf, readable } from '../../words/labels';
import { count as written } from '../../words/points';

/** How many records stand under a figure. */
const SHOWN = 6;

interface SectionProps {
  readonly title: string;
  readonly count: number;
  readonly to: string;
  readonly none: string;
  readonly children: ReactNode;
}

function Section({ title, count, to, none, children }: SectionProps) {
  return (
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>
          {title} <span className="faint num">{written(count)}</span>
        </h2>
        {count > SHOWN ? <Link to={to}>All</Link> : null}
      </div>
      {count === 0 ? <p className="today-none faint">{none}</p> : children}
    </section>
  );
}

interface LineProps {
  readonly lead: {
    readonly leadId: string;
    readonly name: string | null;
    readonly email: string | null;
    readonly company: string | null;
  };
  readonly combined: LeadLine['combined'];
  readonly who: string | null;
  readonly when: ReactNode;
}

const Line = ({ lead, combined, who, when }: LineProps) => (
  <li>
    <Link to={`/leads/${lead.leadId}`} className="today-line">
      <CombinedBadge value={combined} />
      <span className="today-who">
        <span className="truncate today-name">{nameOf(lead)}</span>
        <span className="truncate faint">{lead.company ?? lead.email}</span>
      </span>
      <span className="dim truncate">{who}</span>
      <span className="today-when">{when}</span>
    </Link>
  </li>
);

const CLOCKS = {
  breached: { title: 'Breached', none: 'No promise is broken.' },
  due_soon: { title: 'Due soon', none: 'Nothing is due in the next hours.' },
} as const;

export function ClockSection({ group, count }: { readonly group: keyof typeof CLOCKS; readonly count: number }) {
  const clocks = useInfiniteQuery({ ...slaClocks({ group, reps: [], limit: SHOWN }), enabled: count > 0 });
  const lines = clocks.data?.pages[0]?.clocks ?? [];
  return (
    <Section {...CLOCKS[group]} count={count} to={`/sla?group=${group}`}>
      {clocks.isPending ? <Loading lines={3} /> : null}
      {clocks.isError ? <Failed error={clocks.error} /> : null}
      <ul className="today-lines">
        {lines.map((line) => (
          <Line
            key={`${line.leadId} ${String(line.visitNo)}`}
            lead={line}
            combined={line.combined}
            who={line.repId ?? 'Nobody'}
            when={<ClockTime line={line} />}
          />
        ))}
      </ul>
    </Section>
  );
}

/** A breach that was answered since has stopped counting. */
const ClockTime = ({ line }: { readonly line: Schemas['SlaLine'] }) =>
  line.closedAt === null && line.firstTouchAt === null ? (
    <Countdown dueAt={line.dueAt} />
  ) : (
    <Instant at={line.dueAt} as="relative" />
  );

export function Unassigned({ count }: { readonly count: number }) {
  const leads = useQuery({ ...leadList(mqls({ owner: ['none'] })), enabled: count > 0 });
  return (
    <Section title="MQLs of nobody" count={count} to="/leads?stage=mql&owner=none" none="Every MQL has an owner.">
      <LeadLines leads={leads} shown={() => true} />
    </Section>
  );
}

export function NewMqls({ count, leadIds }: { readonly count: number; readonly leadIds: readonly string[] }) {
  const leads = useQuery({ ...leadList(mqls({})), enabled: count > 0 });
  return (
    <Section title="New MQLs" count={count} to="/leads?stage=mql&sort=stage_since" none="None since midnight UTC.">
      <LeadLines leads={leads} shown={({ leadId }) => leadIds.includes(leadId)} />
    </Section>
  );
}

const mqls = (filter: Pick<LeadListQuery, 'owner'>): LeadListQuery => ({
  ...filter,
  stage: ['mql'],
  sort: 'stage_since',
  direction: 'desc',
  limit: SHOWN,
});

interface LeadLinesProps {
  readonly leads: UseQueryResult<{ readonly leads: readonly LeadLine[] }>;
  readonly shown: (lead: LeadLine) => boolean;
}

function LeadLines({ leads, shown }: LeadLinesProps) {
  if (leads.isPending) return <Loading lines={3} />;
  if (leads.isError) return <Failed error={leads.error} />;
  return (
    <ul className="today-lines">
      {leads.data.leads.filter(shown).map((lead) => (
        <Line
          key={lead.leadId}
          lead={lead}
          combined={lead.combined}
          who={lead.ownerId}
          when={<Instant at={lead.stageSince} as="relative" />}
        />
      ))}
    </ul>
  );
}

export function SyncSection({ count }: { readonly count: number }) {
  const errors = useInfiniteQuery({
    ...syncErrors({ state: 'open', connection: null, leadId: null, limit: SHOWN }),
    enabled: count > 0,
  });
  return (
    <Section title="Sync errors" count={count} to="/sync" none="Everything was taken in and written out.">
      {errors.isPending ? <Loading lines={3} /> : null}
      {errors.isError ? <Failed error={errors.error} /> : null}
      <ul className="today-lines">
        {(errors.data?.pages[0]?.errors ?? []).map((error) => (
          <li key={error.id}>
            <Link to={`/sync?error=${String(error.id)}`} className="today-line today-error">
              <span className="today-who">
                <span className="truncate today-name">{capital(readable(error.code))}</span>
                <span className="truncate faint">{error.message}</span>
              </span>
              <span className="dim">{error.connectionId}</span>
              <span className="today-when">
                <Instant at={error.occurredAt} as="relative" />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
