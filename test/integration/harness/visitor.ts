import { randomUUID } from 'node:crypto';
import { signMessage } from './signed-message';

/** Somebody who looks at the prices and asks for a demo: an MQL by the default workspace. */
export interface Visitor {
  readonly email: string;
  readonly messageId: string;
  readonly body: string;
}

export function visitor(): Visitor {
  const id = randomUUID().slice(0, 13);
  const email = `v-${id}@initech.example`;
  const lead = { email };
  const occurredAt = new Date().toISOString();
  const attributes = {
    country: 'US',
    employees: 500,
    industry: 'software',
    seniority: 'director',
    function: 'operations',
    last_name: `Vanterpool${id}`,
  };
  const activities = [
    { id: `${id}-1`, type: 'pricing_page', occurredAt, lead, attributes },
    { id: `${id}-2`, type: 'demo_request', occurredAt, lead },
  ];
  return { email, messageId: `msg_${id}`, body: JSON.stringify({ activities }) };
}

/** Sends a visitor's message. Resolves to the answer's status. */
export async function sendVisit(serverUrl: string, secret: string, visit: Visitor): Promise<number> {
  const { headers, body } = signMessage({ secret, id: visit.messageId, body: visit.body });
  const response = await fetch(`${serverUrl}/webhooks/generic/events`, { method: 'POST', headers, body });
  return response.status;
}
