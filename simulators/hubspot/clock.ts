import type { Settings } from './settings';

/** Where the simulator's time comes from: `running` adds an offset to the base clock, `frozen` stands still. */
export type ClockState =
  { readonly mode: 'running'; readonly offsetMs: number } | { readonly mode: 'frozen'; readonly atMs: number };

/**
 * The simulator's "now" in epoch milliseconds: record times, token expiry, search lag, daily quota. Bursts per second, time-outs and
 * webhook back-off run on real time, since a frozen clock would otherwise block them for ever.
 */
export class SimulatorClock {
  readonly #base: () => number;
  readonly #settings: Settings;
  #state: ClockState;

  constructor(base: () => number, settings: Settings) {
    this.#base = base;
    this.#settings = settings;
    this.#state = settings.read<ClockState>('clock', { mode: 'running', offsetMs: 0 });
  }

  now(): number {
    return this.#state.mode === 'frozen' ? this.#state.atMs : this.#base() + this.#state.offsetMs;
  }

  state(): ClockState {
    return this.#state;
  }

  /** Stands still at `atMs` until told otherwise. */
  freeze(atMs: number): void {
    this.#change({ mode: 'frozen', atMs });
  }

  /** Runs on from `atMs` at real speed. */
  runFrom(atMs: number): void {
    this.#change({ mode: 'running', offsetMs: atMs - this.#base() });
  }

  advance(ms: number): void {
    const state = this.#state;
    this.#change(
      state.mode === 'frozen'
        ? { mode: 'frozen', atMs: state.atMs + ms }
        : { mode: 'running', offsetMs: state.offsetMs + ms },
    );
  }

  /** Back to real time. */
  reset(): void {
    this.#change({ mode: 'running', offsetMs: 0 });
  }

  #change(state: ClockState): void {
    this.#state = state;
    this.#settings.write('clock', state);
  }
}
