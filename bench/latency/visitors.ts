import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { SeededRandom } from '../../simulators/hubspot/random';

/** What people do all day, and no hand-off hangs on. */
const ROUTINE = ['page_view', 'page_view', 'page_view', 'email_open', 'support_visit', 'careers_page'];
const KNOWN_VISITORS = 2_000;

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Requests of a form or a site, one activity each, signed at the moment they are made. */
export class Visitors {
  readonly #webhook: Webhook;
  readonly #random = new SeededRandom(11);

  constructor(secret: string) {
    this.#webhook = new Webhook(secret);
  }

  /** Somebody looks around. */
  routine(): SignedRequest {
    const type = ROUTINE[this.#random.integer(ROUTINE.length)] ?? 'page_view';
    const email = `visitor${this.#random.integer(KNOWN_VISITORS)}@somewhere.example`;
    return this.#sign({ type, lead: { email } });
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
    return this.#sign({ type: 'demo_request', lead: { email }, attributes });
  }

  #sign(activity: Readonly<Record<string, unknown>>): SignedRequest {
    const sentAt = new Date();
    const id = `msg_${randomUUID()}`;
    const body = JSON.stringify({ activities: [{ id, occurredAt: sentAt.toISOString(), ...activity }] });
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': this.#webhook.sign(id, sentAt, body),
    };
    return { headers, body };
  }
}
