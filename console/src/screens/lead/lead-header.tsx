import { Button } from '@mantine/core';
import { ArrowRightLeft, ChevronRight, Workflow } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useMay } from '../../session/session-context';
import { Countdown } from '../../time/countdown';
import { Instant } from '../../time/instant';
import { CombinedBadge } from '../../ui/combined-badge';
import { StageBadge } from '../../ui/stage-badge';
import { Tag } from '../../ui/tag';
import { causeOf, nameOf, ZONE_LABELS } from '../../words/labels';
import { points } from '../../words/points';
import { MoveLead } from './move-lead';

/** Who the lead is, where it stands, who has it and until when. */
export function LeadHeader({ lead }: { readonly lead: Schemas['Lead'] }) {
  const [moving, setMoving] = useState(false);
  const mayMove = useMay('moveLead');
  return (
    <header className="lead-header">
      <nav aria-label="Breadcrumb" className="breadcrumb faint">
        <Link to="/leads">Leads</Link>
        <ChevronRight size={13} aria-hidden />
        <span className="truncate">{nameOf(lead)}</span>
      </nav>
      <div className="lead-title">
        <CombinedBadge value={lead.score?.combined ?? null} large />
        <div className="lead-who">
          <h1>{nameOf(lead)}</h1>
          <p className="dim">{[lead.company, lead.name === null ? null : lead.email].filter(Boolean).join(' · ')}</p>
        </div>
        <div className="lead-actions">
          {lead.workflow?.url == null ? null : (
            <Button
              component="a"
              href={lead.workflow.url}
              target="_blank"
              rel="noreferrer"
              leftSection={<Workflow size={14} aria-hidden />}
            >
              Workflow
            </Button>
          )}
          {mayMove ? (
            <Button leftSection={<ArrowRightLeft size={14} aria-hidden />} onClick={() => setMoving(true)}>
              Move …
            </Button>
          ) : null}
        </div>
      </div>
      {lead.mergedInto === null ? null : (
        <p className="lead-note">
          Merged into <Link to={`/leads/${lead.mergedInto}`}>another lead</Link>.
        </p>
      )}
      <Facts lead={lead} />
      {moving ? <MoveLead lead={lead} close={() => setMoving(false)} /> : null}
    </header>
  );
}

function Facts({ lead }: { readonly lead: Schemas['Lead'] }) {
  const { score } = lead;
  return (
    <dl className="facts">
      <div>
        <dt>Stage</dt>
        <dd>
          <StageBadge stage={lead.stage} />
          <span className="faint">
            {' '}
            since <Instant at={lead.stageSince} as="relative" />
          </span>
          {lead.recycleReason === null ? null : <Tag tone="warn">{causeOf(lead.recycleReason)}</Tag>}
        </dd>
      </div>
      <div>
        <dt>Score</dt>
        <dd className="num">
          <b>{score === null ? '–' : points(score.engagement)}</b>
          {score === null ? null : <span className="faint"> level {score.level}</span>}
        </dd>
      </div>
      <div>
        <dt>Fit</dt>
        <dd className="num">
          <b>{score === null ? '–' : points(score.fit)}</b>
          {score === null ? null : <span className="faint"> grade {score.grade}</span>}
        </dd>
      </div>
      <div>
        <dt>Calls for</dt>
        <dd>
          {score === null ? '–' : ZONE_LABELS[score.zone]}
          {score?.disqualifiedBy == null ? null : <Tag tone="bad">{causeOf(score.disqualifiedBy)}</Tag>}
          {score?.contactable === false ? <Tag tone="warn">no consent</Tag> : null}
        </dd>
      </div>
      <div>
        <dt>Owner</dt>
        <dd className={lead.ownerId === null ? 'faint' : ''}>{lead.ownerId ?? 'Nobody'}</dd>
      </div>
      <div>
        <dt>{lead.clock === null ? 'Next deadline' : 'SLA clock'}</dt>
        <dd>
          <ClockFact lead={lead} />
        </dd>
      </div>
    </dl>
  );
}

function ClockFact({ lead }: { readonly lead: Schemas['Lead'] }) {
  const { clock, nextDeadlineAt } = lead;
  if (clock === null)
    return nextDeadlineAt === null ? (
      <span className="faint">None</span>
    ) : (
      <Instant at={nextDeadlineAt} as="relative" />
    );
  if (clock.state === 'met') return <Tag tone="good">Met</Tag>;
  if (clock.state === 'stopped') return <Tag>Stopped</Tag>;
  return (
    <b>
      <Countdown dueAt={clock.dueAt} />
    </b>
  );
}
