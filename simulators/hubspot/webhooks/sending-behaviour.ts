import type { Settings } from '../settings';

export type SignatureScheme = 'v1' | 'v2' | 'v3';

/** How webhooks are sent. The defaults are HubSpot's; tests shorten the delays. */
export interface SendingBehaviour {
  readonly schemes: readonly SignatureScheme[];
  /** Events in one request. */
  readonly batchSize: number;
  /** How long events are gathered before they are sent, in real time. */
  readonly collectMs: number;
  /** Order within and among requests is mixed by the seeded generator. */
  readonly shuffle: boolean;
  /** Probability that an event is sent once more in a later request. */
  readonly duplicateProbability: number;
  /** Probability that an event gets the id of another one: HubSpot does not promise unique ids. */
  readonly repeatedIdProbability: number;
  /** Delay before each retry, in real time; one attempt per entry after the first, at most ten. */
  readonly retryDelaysMs: readonly number[];
  /** A receiver that takes longer has failed. */
  readonly timeoutMs: number;
  /** Where the time in the v3 signature comes from. */
  readonly timestampSource: 'wall' | 'simulator';
  /** Holds everything back; events pile up. */
  readonly paused: boolean;
}

const minute = 60_000;
const hour = 60 * minute;

export const defaultSendingBehaviour: SendingBehaviour = {
  schemes: ['v1', 'v3'],
  batchSize: 100,
  collectMs: 20,
  shuffle: true,
  duplicateProbability: 0,
  repeatedIdProbability: 0,
  retryDelaysMs: [minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 4 * hour, 6 * hour, 7 * hour],
  timeoutMs: 5_000,
  timestampSource: 'wall',
  paused: false,
};

export function readSendingBehaviour(settings: Settings): SendingBehaviour {
  return { ...defaultSendingBehaviour, ...settings.read<Partial<SendingBehaviour>>('webhook-sending', {}) };
}

export function writeSendingBehaviour(settings: Settings, behaviour: SendingBehaviour): void {
  settings.write('webhook-sending', behaviour);
}
