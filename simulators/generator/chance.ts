import { SeededRandom } from '../hubspot/random';

/** Outcomes with their weights, which need not sum to anything. */
export type Weighted<T> = readonly (readonly [outcome: T, weight: number])[];

/** A stream of chance of its own for everything that has a label: adding a person changes no other person. */
export const chanceOf = (seed: number, label: string): Chance => new Chance(new SeededRandom(hash(`${seed}/${label}`)));

/** Draws from distributions. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  is(probability: number): boolean {
    return this.#random.chance(probability);
  }

  /** An integer in [from, to]. */
  integer(from: number, to: number): number {
    return from + this.#random.integer(to - from + 1);
  }

  /** A number in [from, to). */
  between(from: number, to: number): number {
    return from + this.#random.next() * (to - from);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.#random.integer(items.length)];
    if (item === undefined) throw new Error('There is nothing to pick from.');
    return item;
  }

  weighted<T>(outcomes: Weighted<T>): T {
    let left = this.#random.next() * outcomes.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [outcome, weight] of outcomes) {
      left -= weight;
      if (left < 0) return outcome;
    }
    return this.pick(outcomes)[0];
  }

  /** Mean 0, standard deviation 1 (Box and Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random.next()));
    return radius * Math.cos(2 * Math.PI * this.#random.next());
  }

  /** Waiting time for something that happens once in `mean` on average. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.#random.next());
  }
}

/** FNV-1a, then the finaliser of murmur3: labels that differ in one digit give unrelated streams. */
function hash(text: string): number {
  let mixed = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
