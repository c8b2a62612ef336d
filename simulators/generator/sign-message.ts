import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** The headers of a message signed by the Standard Webhooks convention (standardwebhooks.com). */
export function signMessage(message: {
  /** `whsec_` and the key in base64. */
  readonly secret: string;
  /** The same for every attempt to send the same message. */
  readonly id: string;
  readonly body: string;
  readonly sentAtMs: number;
}): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(message.sentAtMs / 1_000));
  const key = Buffer.from(message.secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${message.id}.${timestamp}.${message.body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
