import { CopyButton, UnstyledButton } from '@mantine/core';
import { Check, Copy, ExternalLink, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { Instant } from '../../time/instant';
import { capital, readable } from '../../words/labels';
import { ClockCard } from './clock-card';
import { CrmCard } from './crm-card';
import { Card, Row } from './rows';

/** What is known of a lead beside its score. */
export function LeadAside({ lead }: { readonly lead: Schemas['Lead'] }) {
  return (
    <aside className="lead-aside" aria-label="Details">
      {lead.openSyncErrors === 0 ? null : (
        <Link to={`/sync?lead=${lead.leadId}`} className="card lead-errors">
          <TriangleAlert size={15} aria-hidden />
          {lead.openSyncErrors === 1 ? 'A sync error' : `${String(lead.openSyncErrors)} sync errors`} about this lead
        </Link>
      )}
      {lead.clock === null ? null : <ClockCard clock={lead.clock} />}
      <CrmCard links={lead.crm} />
      <Card title="Attributes">
        {lead.attributes.map(({ name, value, source, occurredAt }) => (
          <Row key={name} label={capital(readable(name))} hint={`${source}, ${occurredAt.slice(0, 10)}`}>
            {value === null ? <span className="faint">empty</span> : valueOf(value)}
          </Row>
        ))}
        {lead.attributes.length === 0 ? <p className="faint">Nothing is known yet.</p> : null}
      </Card>
      <Card title="Identity">
        {lead.aliases.map(({ kind, source, value }) => (
          <Row key={`${kind} ${source} ${value}`} label={kind === 'email' ? 'E-mail' : `Id in ${source}`}>
            <Copyable text={value} />
          </Row>
        ))}
        <Row label="Lead id">
          <Copyable text={lead.leadId} mono />
        </Row>
        <Row label="First seen">
          <Instant at={lead.createdAt} as="date" /> <span className="faint">by {lead.source}</span>
        </Row>
        {lead.consents.map(({ channel, status, occurredAt }) => (
          <Row key={channel} label={`Consent: ${channel}`}>
            {capital(status)}{' '}
            <span className="faint">
              <Instant at={occurredAt} as="date" />
            </span>
          </Row>
        ))}
        {lead.outcomes.map(({ kind, value, occurredAt }) => (
          <Row key={`${kind} ${occurredAt}`} label={`Outcome: ${readable(kind)}`}>
            {value === null ? null : `${valueOf(value)} · `}
            <Instant at={occurredAt} as="date" />
          </Row>
        ))}
      </Card>
      {lead.workflow === null ? null : (
        <Card title="Workflow">
          <Row label="Id">
            <Copyable text={lead.workflow.id} mono />
          </Row>
          {lead.workflow.url === null ? null : (
            <a href={lead.workflow.url} target="_blank" rel="noreferrer" className="external">
              Its history in Temporal <ExternalLink size={12} aria-hidden />
            </a>
          )}
        </Card>
      )}
    </aside>
  );
}

const NUMBERS = new Intl.NumberFormat('en-US');
const valueOf = (value: string | number | boolean): string =>
  typeof value === 'number' ? NUMBERS.format(value) : typeof value === 'boolean' ? (value ? 'Yes' : 'No') : value;

function Copyable({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <UnstyledButton className={`copyable${mono ? ' mono' : ''}`} onClick={copy} aria-label={`Copy ${text}`}>
          <span className="truncate">{text}</span>
          {copied ? <Check size={12} aria-hidden /> : <Copy size={12} aria-hidden />}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
