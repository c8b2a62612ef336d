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
  const header = (name: Sort, label: string, right = false) => (
    <SortHeader
      label={label}
      right={right}
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
            {header('score', 'Score', true)}
            <th scope="col" className="right">
              Fit
            </th>
            <th scope="col">Stage</th>
            {header('stage_since', 'In stage')}
            <th scope="col">Owner</th>
            <th scope="col">Deadline</th>
            <th scope="col">Last activity</th>
            <th scope="col">Source</th>
            {header('created', 'Created')}
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
  readonly right: boolean;
  readonly state: 'none' | 'ascending' | 'descending';
  readonly onClick: () => void;
}

function SortHeader({ label, right, state, onClick }: SortHeaderProps) {
  const Arrow = state === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={state} className={right ? 'right' : undefined}>
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
      </td>
      <td>
        <CombinedBadge value={lead.combined} />
      </td>
      <td className="right num strong">{lead.engagement === null ? '–' : pointsOfList(lead.engagement)}</td>
      <td className="right num dim">
        {lead.fit === null ? '–' : pointsOfList(lead.fit)}
        <span className="grade">{lead.grade}</span>
      </td>
      <td>
        <StageBadge stage={lead.stage} />
      </td>
      <td className="dim nowrap">
        <Instant at={lead.stageSince} as="relative" />
      </td>
      <td className={lead.ownerId === null ? 'faint' : ''}>{lead.ownerId ?? 'Nobody'}</td>
      <td className="nowrap">
        {lead.nextDeadlineAt === null ? <span className="faint">–</span> : <Countdown dueAt={lead.nextDeadlineAt} />}
      </td>
      <td className="dim nowrap">
        {lead.lastActivityAt === null ? '–' : <Instant at={lead.lastActivityAt} as="relative" />}
      </td>
      <td className="dim truncate lead-source">{lead.source}</td>
      <td className="dim nowrap">
        <Instant at={lead.createdAt} as="date" />
      </td>
    </tr>
  );
}
