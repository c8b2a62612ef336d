import { ExternalLink } from 'lucide-react';
import type { Schemas } from '../../api/client';
import { Instant } from '../../time/instant';
import { capital, readable } from '../../words/labels';
import { Card, Row } from './rows';

type Links = Schemas['Lead']['crm'];

/** The lead's record in each CRM and what it said when it was last read. */
export function CrmCard({ links }: { readonly links: Links }) {
  return (
    <Card title="CRM record">
      {links.length === 0 ? <p className="faint">Not in a CRM yet.</p> : null}
      {links.map((link) => (
        <CrmRows key={`${link.connectionId} ${link.objectType}`} link={link} />
      ))}
    </Card>
  );
}

function CrmRows({ link }: { readonly link: Links[number] }) {
  const { reading } = link;
  return (
    <>
      <Row label={`${capital(readable(link.objectType))} in ${link.connectionId}`}>
        {link.url === null ? (
          <span className="mono">{link.crmId}</span>
        ) : (
          <a href={link.url} target="_blank" rel="noreferrer" className="external mono">
            {link.crmId} <ExternalLink size={12} aria-hidden />
          </a>
        )}
      </Row>
      <Row label="Linked">
        {capital(readable(link.linkedBy))} <Instant at={link.linkedAt} as="relative" />
      </Row>
      {reading === null ? null : (
        <>
          <Value label="Lifecycle stage" value={reading.lifecycleStage} />
          <Value label="Lead status" value={reading.leadStatus} />
          <Value label="Verdict" value={reading.disposition} />
          <Value label="CRM owner" value={reading.ownerCrmId} />
          {reading.lastContactedAt === null ? null : (
            <Row label="Last contacted">
              <Instant at={reading.lastContactedAt} as="relative" />
            </Row>
          )}
          <Row label="Last read">
            <Instant at={reading.readAt} as="relative" />
          </Row>
        </>
      )}
    </>
  );
}

const Value = ({ label, value }: { readonly label: string; readonly value: string | null }) =>
  value === null || value === '' ? null : <Row label={label}>{readable(value)}</Row>;
