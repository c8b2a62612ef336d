import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { SeededRandom } from '../../simulators/hubspot/random';

/** What people do all day, and no hand-off hangs on. */
const ROUTINE = ['page_view', 'page_view', 'page_view', 'email_open', 'support_visit', 'careers_page'];
const KNOWN_VISITORS = 1_000;

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const emailOf = (visitor: number): string => `visitor${visitor}@somewhere.example`;

/** Requests of a form or a site, signed at the moment they are made. */
export class Visitors {
  readonly #webhook: Webhook;
  readonly #random = new SeededRandom(11);

  constructor(secret: string) {
    this.#webhook = new Webhook(secret);
  }

  /** The first visit of everybody who looks around later. */
  firstVisits(): SignedRequest {
    return this.#sign(
      Array.from({ length: KNOWN_VISITORS }, (_, visitor) => ({
        type: 'page_view',
        lead: { email: emailOf(visitor) },
      })),
    );
  }

  /** Somebody who is known looks around. */
  routine(): SignedRequest {
    const type = ROUTINE[this.#random.integer(ROUTINE.length)] ?? 'page_view';
    return this.#sign([{ type, lead: { email: emailOf(this.#random.integer(KNOWN_VISITORS)) } }]);
  }

  /** Somebody who fits asks for a demo, by an address of their own. */
  demoRequest(email: string): SignedRequest {
    const attributes = {
      country: 'US',
      employees: 500,
      industry: 'software',
      seniority: 'director',
      last_name: 'Bench',
    };
    return this.#sign([{ type: 'demo_request', lead: { email }, attributes }]);
  }

  #sign(activities: readonly Readonly<Record<string, unknown>>[]): SignedRequest {
    const sentAt = new Date();
    const id = `msg_${randomUUID()}`;
    const occurredAt = sentAt.toISOString();
    const body = JSON.stringify({
      activities: activities.map((activity, index) => ({ id: `${id}-${index}`, occurredAt, ...activity })),
    });
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': this.#webhook.sign(id, sentAt, body),
    };
    return { headers, body };
  }
}
