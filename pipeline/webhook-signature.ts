import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** As they came; names in lower case. */
export type WebhookHeaders = Readonly<Record<string, string | undefined>>;

/** How many secrets a connection may have active at once, so that a rotation needs no pause. */
export const MOST_SECRETS = 3;
const PREFIX = 'whsec_';
const DECOY = `${PREFIX}${Buffer.alloc(32, 1).toString('base64')}`;

/**
 * Whether a message was signed with one of a connection's secrets within five minutes of now, by the Standard Webhooks
 * convention. No secrets at all means an unknown connection. Whatever is wrong (no such connection, a header missing, too
 * old, too new, another signature) costs the same work, so that the time an answer takes tells nothing.
 *
 * Freshness is by the machine's own clock, which the library asks: a sender knows no other.
 */
export function isSigned(message: {
  readonly body: Buffer;
  readonly headers: WebhookHeaders;
  readonly secrets: readonly string[];
}): boolean {
  const secrets = message.secrets.slice(0, MOST_SECRETS);
  const decoys = Array.from({ length: MOST_SECRETS - secrets.length }, () => DECOY);
  const matches = [...secrets, ...decoys].map((secret) => matchesSecret(secret, message.body, message.headers));
  return matches.slice(0, secrets.length).includes(true);
}

function matchesSecret(secret: string, body: Buffer, headers: WebhookHeaders): boolean {
  const webhook = new NativeWebhook(secret);
  const present = Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  try {
    webhook.verify(body, Object.fromEntries(present) as Record<string, string>, { jsonParse: false });
    return true;
  } catch {
    if (!webhook.hasHashed) webhook.sign('', new Date(0), body);
    return false;
  }
}

/** The library's checks over node's own HMAC: of the raw bytes, and ten times faster than the library's in JavaScript. */
class NativeWebhook extends Webhook {
  hasHashed = false;
  readonly #key: Buffer;

  constructor(secret: string) {
    super(secret);
    this.#key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64');
  }

  override sign(messageId: string, timestamp: Date, payload: string | Buffer): string {
    this.hasHashed = true;
    const seconds = Math.floor(timestamp.getTime() / 1000);
    const hmac = createHmac('sha256', this.#key).update(`${messageId}.${seconds}.`).update(payload);
    return `v1,${hmac.digest('base64')}`;
  }
}
