import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';

/** A secret as connections have them: 32 random bytes. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

export interface SignedMessage {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Signs as a sender does, by the library itself. `sentAt` defaults to the machine's clock, which the receiver asks too. */
export function signMessage(message: {
  readonly secret: string;
  readonly body: unknown;
  readonly id?: string;
  readonly sentAt?: Date;
}): SignedMessage {
  const { secret, id = `msg_${randomBytes(8).toString('hex')}`, sentAt = new Date() } = message;
  const body = typeof message.body === 'string' ? message.body : JSON.stringify(message.body);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
  };
  return { headers, body };
}
