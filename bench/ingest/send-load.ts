import { setTimeout as pause } from 'node:timers/promises';
import type { LoadMessage } from './load';

export interface SendingOptions {
  readonly url: string;
  /** The next message; made ahead as far as possible, so that making it takes no time from the system measured. */
  readonly nextMessage: () => LoadMessage;
  readonly inFlight: number;
  readonly forMs: number;
  /** Activities that are stored but not scored, as far as known. Above `mostWaiting` no more are sent, as a sender would. */
  readonly waiting: () => Promise<number>;
  readonly mostWaiting: number;
}

export interface Sent {
  /** Different activities that were acknowledged. */
  readonly activities: number;
  /** What waited, by and by. */
  readonly waiting: readonly number[];
}

const LOOK_EVERY_MS = 250;

/** Sends messages, several at a time, for as long as asked, never faster than they are dealt with. */
export async function sendLoad(options: SendingOptions): Promise<Sent> {
  const endsAt = performance.now() + options.forMs;
  const seen: number[] = [];
  let activities = 0;
  let backlog = 0;
  let over = false;
  const look = async (): Promise<void> => {
    while (!over) {
      backlog = await options.waiting();
      seen.push(backlog);
      await pause(LOOK_EVERY_MS);
    }
  };
  const send = async (): Promise<void> => {
    while (performance.now() < endsAt) {
      if (backlog > options.mostWaiting) {
        await pause(20);
        continue;
      }
      const message = options.nextMessage();
      await post(options.url, message);
      activities += message.fresh;
    }
  };
  const looking = look();
  await Promise.all(Array.from({ length: options.inFlight }, send));
  over = true;
  await looking;
  return { activities, waiting: seen };
}

async function post(url: string, message: LoadMessage): Promise<void> {
  const response = await fetch(url, { method: 'POST', headers: message.headers, body: message.body });
  const answer = await response.text();
  if (response.status !== 202) throw new Error(`The webhook answered ${response.status}: ${answer}`);
}
