import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
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

type Figure = Schemas['LeadFigure'];
type FigureLead = Figure['leads'][number];

function Lines({
  leads,
  when,
}: {
  readonly leads: readonly FigureLead[];
  readonly when: (lead: FigureLead) => ReactNode;
}) {
  return (
    <ul className="today-lines">
      {leads.slice(0, SHOWN).map((lead) => (
        <li key={lead.leadId}>
          <Link to={`/leads/${lead.leadId}`} className="today-line">
            <CombinedBadge value={lead.combined} />
            <span className="today-who">
              <span className="truncate today-name">{nameOf(lead)}</span>
              <span className="truncate faint">{lead.company ?? lead.email}</span>
            </span>
            <span className="dim truncate">{lead.ownerId ?? 'Nobody'}</span>
            <span className="today-when">{when(lead)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const ago = ({ at }: FigureLead): ReactNode => <Instant at={at} as="relative" />;

export const Breached = ({ figure }: { readonly figure: Figure }) => (
  <Section title="Breached" count={figure.count} to="/sla?group=breached" none="No promise is broken.">
    <Lines leads={figure.leads} when={ago} />
  </Section>
);

export const DueSoon = ({ figure }: { readonly figure: Figure }) => (
  <Section title="Due soon" count={figure.count} to="/sla?group=due_soon" none="Nothing is due in the next four hours.">
    <Lines leads={figure.leads} when={({ at }) => <Countdown dueAt={at} />} />
  </Section>
);

export const Unassigned = ({ figure }: { readonly figure: Figure }) => (
  <Section title="Unassigned MQLs" count={figure.count} to="/leads?stage=mql&owner=none" none="Every MQL has an owner.">
    <Lines leads={figure.leads} when={ago} />
  </Section>
);

export const NewMqls = ({ figure }: { readonly figure: Figure }) => (
  <Section title="New MQLs" count={figure.count} to="/leads?stage=mql&sort=stage_since" none="None since midnight UTC.">
    <Lines leads={figure.leads} when={ago} />
  </Section>
);

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
