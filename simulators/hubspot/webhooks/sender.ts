import type { AccountStore } from '../accounts/account-store';
import type { SimulatorClock } from '../clock';
import type { SeededRandom } from '../random';
import type { Delivery, DeliveryStore } from './delivery-store';
import type { WebhookEvent } from './outbox';
import type { SendingBehaviour } from './sending-behaviour';
import { post, signedHeaders } from './signed-post';
import type { SubscriptionStore } from './subscription-store';

export interface SenderParts {
  readonly deliveries: DeliveryStore;
  readonly subscriptions: SubscriptionStore;
  readonly accounts: AccountStore;
  readonly clock: SimulatorClock;
  readonly random: SeededRandom;
  readonly wallMs: () => number;
  readonly behaviour: () => SendingBehaviour;
}

/** One attempt, for tests to look at. */
export interface Attempt {
  readonly deliveryId: number;
  readonly appId: number;
  readonly attempt: number;
  readonly events: number;
  /** 0 when there was no answer. */
  readonly status: number;
  readonly atMs: number;
}

const attemptsKept = 1_000;

/**
 * Sends webhook events: in requests of at most a hundred, in no order, some twice, again after a failure. What is waiting is on disk; a
 * request that was under way when the process died is sent again.
 */
export class WebhookSender {
  readonly #parts: SenderParts;
  readonly #inFlight = new Map<number, { readonly appId: number; readonly done: Promise<void> }>();
  readonly #stopping = new AbortController();
  readonly #attempts: Attempt[] = [];
  #timer: NodeJS.Timeout | undefined;
  #collecting: NodeJS.Timeout | undefined;
  #givenUp = 0;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Events are waiting: gather a moment, then send. */
  wake(): void {
    if (this.#stopping.signal.aborted || this.#collecting) return;
    this.#collecting = setTimeout(() => {
      this.#collecting = undefined;
      this.#work();
    }, this.#parts.behaviour().collectMs);
  }

  status(): {
    readonly waitingEvents: number;
    readonly waitingRequests: number;
    readonly inFlight: number;
    readonly givenUp: number;
    readonly attempts: readonly Attempt[];
  } {
    const { events, requests } = this.#parts.deliveries.waiting();
    return {
      waitingEvents: events,
      waitingRequests: requests,
      inFlight: this.#inFlight.size,
      givenUp: this.#givenUp,
      attempts: this.#attempts,
    };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    clearTimeout(this.#collecting);
    await Promise.all([...this.#inFlight.values()].map(({ done }) => done));
  }

  #work(): void {
    if (this.#stopping.signal.aborted || this.#parts.behaviour().paused) return;
    for (const appId of this.#parts.deliveries.appsWithEvents()) this.#pack(appId);
    const nowMs = this.#parts.wallMs();
    for (const delivery of this.#parts.deliveries.due(nowMs)) this.#start(delivery);
    this.#sleepUntilDue(nowMs);
  }

  #pack(appId: number): void {
    const { random, deliveries } = this.#parts;
    const behaviour = this.#parts.behaviour();
    const waiting = deliveries.events(appId);
    const events = this.#withRepeatedIds(
      waiting.map(({ event }) => event),
      behaviour,
    );
    const repeated = events.filter(() => random.chance(behaviour.duplicateProbability));
    const ordered = behaviour.shuffle ? random.shuffle(events) : events;
    const requests = [ordered, repeated].flatMap((batch) => chunks(batch, behaviour.batchSize));
    const dueAtMs = this.#parts.wallMs();
    const mixed = behaviour.shuffle ? random.shuffle(requests) : requests;
    deliveries.pack(
      appId,
      waiting.at(-1)?.seq ?? 0,
      mixed.map((batch) => ({ events: batch, dueAtMs })),
    );
  }

  #withRepeatedIds(events: readonly WebhookEvent[], behaviour: SendingBehaviour): readonly WebhookEvent[] {
    return events.map((event, index) => {
      const other = events[index - 1];
      const repeats = other && this.#parts.random.chance(behaviour.repeatedIdProbability);
      return repeats ? { ...event, eventId: other['eventId'] } : event;
    });
  }

  #start(delivery: Delivery): void {
    if (this.#inFlight.has(delivery.id)) return;
    const settings = this.#parts.subscriptions.settings(delivery.appId);
    const app = this.#parts.accounts.app(delivery.appId);
    if (!settings || !app) {
      this.#parts.deliveries.remove(delivery.id);
      return;
    }
    const busy = [...this.#inFlight.values()].filter(({ appId }) => appId === delivery.appId).length;
    if (busy >= settings.maxConcurrentRequests) return;
    const done = this.#attempt(delivery, { url: settings.targetUrl, secret: app.clientSecret }).finally(() => {
      this.#inFlight.delete(delivery.id);
      this.#work();
    });
    this.#inFlight.set(delivery.id, { appId: delivery.appId, done });
  }

  async #attempt(delivery: Delivery, target: { readonly url: string; readonly secret: string }): Promise<void> {
    const { wallMs, clock, deliveries } = this.#parts;
    const { schemes, timeoutMs, timestampSource, retryDelaysMs } = this.#parts.behaviour();
    const body = JSON.stringify(delivery.events.map((event) => ({ ...event, attemptNumber: delivery.attempt })));
    const timestampMs = timestampSource === 'wall' ? wallMs() : clock.now();
    const headers = signedHeaders({ ...target, body, schemes, timestampMs });
    const status = await post({ url: target.url, body, headers, timeoutMs, signal: this.#stopping.signal });
    if (this.#stopping.signal.aborted) return;
    this.#note({
      deliveryId: delivery.id,
      appId: delivery.appId,
      attempt: delivery.attempt,
      events: delivery.events.length,
      status,
      atMs: wallMs(),
    });
    const delayMs = retryDelaysMs[delivery.attempt];
    if (status >= 200 && status < 300) deliveries.remove(delivery.id);
    else if (delayMs !== undefined)
      deliveries.retry(delivery.id, delivery.attempt + 1, wallMs() + this.#jittered(delayMs));
    else {
      this.#givenUp += 1;
      deliveries.remove(delivery.id);
    }
  }

  #jittered(delayMs: number): number {
    return Math.round(delayMs * (0.8 + 0.4 * this.#parts.random.next()));
  }

  #note(attempt: Attempt): void {
    this.#attempts.push(attempt);
    if (this.#attempts.length > attemptsKept) this.#attempts.shift();
  }

  #sleepUntilDue(nowMs: number): void {
    clearTimeout(this.#timer);
    const dueAtMs = this.#parts.deliveries.nextDueAtMs();
    // What is due already waits for a free slot, and is looked at when a request ends.
    if (dueAtMs === undefined || dueAtMs <= nowMs) return;
    this.#timer = setTimeout(() => this.#work(), Math.min(dueAtMs - nowMs + 1, 2_000_000_000));
  }
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
