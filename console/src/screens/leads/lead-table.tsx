import { UnstyledButton } from '@mantine/core';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { LeadLine } from '../../api/client';
import { Countdown } from '../../time/countdown';
import { Instant } from '../../time/instant';
import { CombinedBadge } from '../../ui/combined-badge';
import { StageBadge } from '../../ui/stage-badge';
import { nameOf } from '../../words/labels';
import { pointsOfList } from '../../words/points';
import type { Sort } from './list-state';

interface LeadTableProps {
  readonly leads: readonly LeadLine[];
  readonly sort: Sort;
  readonly ascending: boolean;
  readonly onSort: (sort: Sort, ascending: boolean) => void;
  /** The page before is shown while the next one is on its way. */
  readonly stale: boolean;
}

export function LeadTable({ leads, sort, ascending, onSort, stale }: LeadTableProps) {
  const header = (name: Sort, label: string, className: string) => (
    <SortHeader
      label={label}
      className={className}
      state={sort !== name ? 'none' : ascending ? 'ascending' : 'descending'}
      onClick={() => onSort(name, sort === name ? !ascending : false)}
    />
  );
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label="Leads">
      <table className={`grid-table lead-table${stale ? ' lead-table-stale' : ''}`}>
        <thead>
          <tr>
            <th scope="col">Lead</th>
            <th scope="col">Combined</th>
            {header('score', 'Score', 'right')}
            <th scope="col" className="right from-wide">
              Fit
            </th>
            <th scope="col" className="from-tablet">
              Stage
            </th>
            {header('stage_since', 'In stage', 'from-tablet')}
            <th scope="col" className="from-tablet">
              Owner
            </th>
            <th scope="col" className="from-tablet">
              Deadline
            </th>
            <th scope="col" className="from-tablet">
              Last activity
            </th>
            <th scope="col" className="from-wide">
              Source
            </th>
            {header('created', 'Created', 'from-desktop')}
          </tr>
        </thead>
        <tbody>
          {leads.map((lead) => (
            <LeadRow key={lead.leadId} lead={lead} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SortHeaderProps {
  readonly label: string;
  readonly className: string;
  readonly state: 'none' | 'ascending' | 'descending';
  readonly onClick: () => void;
}

function SortHeader({ label, className, state, onClick }: SortHeaderProps) {
  const Arrow = state === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={state} className={className}>
      <UnstyledButton className={`sort${state === 'none' ? '' : ' sort-on'}`} onClick={onClick}>
        {label}
        <Arrow size={12} aria-hidden />
      </UnstyledButton>
    </th>
  );
}

function LeadRow({ lead }: { readonly lead: LeadLine }) {
  const navigate = useNavigate();
  const address = `/leads/${lead.leadId}`;
  return (
    // The whole row is a target for the mouse; the link in it is the one for keyboards and readers.
    <tr onClick={(event) => (event.target instanceof HTMLAnchorElement ? undefined : void navigate(address))}>
      <td className="lead-cell">
        <Link to={address} className="lead-name truncate">
          {nameOf(lead)}
        </Link>
        <span className="faint truncate">{lead.company ?? (lead.name === null ? '' : lead.email)}</span>
        <Brief lead={lead} />
      </td>
      <td>
        <CombinedBadge value={lead.combined} />
      </td>
      <td className="right num strong">{lead.engagement === null ? '–' : pointsOfList(lead.engagement)}</td>
      <td className="right num dim nowrap from-wide">
        {lead.fit === null ? '–' : pointsOfList(lead.fit)}
        <span className="grade">{lead.grade}</span>
      </td>
      <td className="from-tablet">
        <StageBadge stage={lead.stage} />
      </td>
      <td className="dim nowrap from-tablet">
        <Instant at={lead.stageSince} as="relative" />
      </td>
      <td className={`from-tablet${lead.ownerId === null ? ' faint' : ''}`}>{lead.ownerId ?? 'Nobody'}</td>
      <td className="nowrap from-tablet">
        {lead.nextDeadlineAt === null ? <span className="faint">–</span> : <Countdown dueAt={lead.nextDeadlineAt} />}
      </td>
      <td className="dim nowrap from-tablet">
        {lead.lastActivityAt === null ? '–' : <Instant at={lead.lastActivityAt} as="relative" />}
      </td>
      <td className="dim truncate lead-source from-wide">{lead.source}</td>
      <td className="dim nowrap from-desktop">
        <Instant at={lead.createdAt} as="date" />
      </td>
    </tr>
  );
}

/** What a phone has no columns for, in a line. */
const Brief = ({ lead }: { readonly lead: LeadLine }) => (
  <span className="lead-brief dim">
    <StageBadge stage={lead.stage} />
    <span className="truncate">{lead.ownerId ?? 'Nobody'}</span>
    {lead.nextDeadlineAt === null ? null : <Countdown dueAt={lead.nextDeadlineAt} />}
  </span>
);
