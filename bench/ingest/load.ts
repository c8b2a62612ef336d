import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { EpochMs } from '../../domain/time';
import { SeededRandom } from '../../simulators/hubspot/random';
import { emailOf, externalIdOf } from './known-leads';

export const ACTIVITIES_A_MESSAGE = 500;
const REPEATED = 0.02;
const LATE = 0.05;
const LATEST_MS = 3 * 86_400_000;

/** What people do all day and no decision hangs on, as far as the default model goes. */
const ROUTINE = [
  'page_view',
  'page_view',
  'page_view',
  'page_view',
  'email_open',
  'email_open',
  'support_visit',
  'careers_page',
];
const PAGES = ['/', '/features', '/blog/first-touch', '/blog/decay', '/integrations', '/customers', '/docs/api'];

interface LoadActivity {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly lead: { readonly email?: string; readonly id?: string };
  readonly asset: string;
  readonly props: { readonly seconds: number; readonly referrer: string };
}

export interface LoadMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Those of its activities that no earlier message held. */
  readonly fresh: number;
}

/** Of how many activities back a repeat may be. */
const REMEMBERED = 50_000;

/**
 * Messages of 500 activities of known leads, without end: one activity in 50 was sent before, one in 20 is up to three days
 * late, and one a message is a demo request, which a decision hangs on.
 */
export function* makeLoad(options: {
  readonly leads: number;
  readonly secret: string;
  readonly sentAt: EpochMs;
  readonly seed: number;
}): Generator<LoadMessage, never, undefined> {
  const random = new SeededRandom(options.seed);
  const webhook = new Webhook(options.secret);
  const sent: LoadActivity[] = [];
  for (let number = 0; ; number += 1) {
    let fresh = 0;
    const activities = Array.from({ length: ACTIVITIES_A_MESSAGE }, (_activity, place) => {
      if (place > 0 && random.chance(REPEATED)) {
        const earlier = sent[random.integer(sent.length)];
        if (earlier !== undefined) return earlier;
      }
      const activity = makeActivity(random, options, place === 0 ? number : null);
      sent[sent.length < REMEMBERED ? sent.length : random.integer(REMEMBERED)] = activity;
      fresh += 1;
      return activity;
    });
    yield sign(webhook, JSON.stringify({ activities }), { fresh, sentAt: options.sentAt });
  }
}

function sign(
  webhook: Webhook,
  body: string,
  message: { readonly fresh: number; readonly sentAt: EpochMs },
): LoadMessage {
  const id = `msg_${randomUUID()}`;
  const at = new Date(message.sentAt);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': webhook.sign(id, at, body),
  };
  return { headers, body, fresh: message.fresh };
}

function makeActivity(
  random: SeededRandom,
  { leads, sentAt }: { readonly leads: number; readonly sentAt: EpochMs },
  demoRequest: number | null,
): LoadActivity {
  const lead = random.integer(leads);
  const isLate = demoRequest === null && random.chance(LATE);
  // A request is newer than all before it; a minute before is early enough for every receiver's clock.
  const occurredAt =
    demoRequest === null ? sentAt - random.integer(isLate ? LATEST_MS : 60_000) : sentAt - 60_000 + demoRequest;
  return {
    id: randomUUID(),
    type: demoRequest === null ? (ROUTINE[random.integer(ROUTINE.length)] ?? 'page_view') : 'demo_request',
    occurredAt: new Date(occurredAt).toISOString(),
    lead: random.chance(0.5) ? { email: emailOf(lead) } : { id: externalIdOf(lead) },
    asset: PAGES[random.integer(PAGES.length)] ?? '/',
    props: { seconds: random.integer(600), referrer: 'https://search.example/results' },
  };
}
