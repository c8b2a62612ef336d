import type { SeededRandom } from '../random';
import type { Settings } from '../settings';
import type { Fault, RandomFault, ScriptedFault } from './fault';

interface PlanState {
  readonly scripted: readonly ScriptedFault[];
  readonly random: readonly RandomFault[];
}

const noFaults: PlanState = { scripted: [], random: [] };

/** Which calls go wrong, by script and by chance. Scripts go first; both outlive a restart. */
export class FaultPlan {
  readonly #settings: Settings;
  readonly #chance: SeededRandom;
  #state: PlanState;

  constructor(settings: Settings, chance: SeededRandom) {
    this.#settings = settings;
    this.#chance = chance;
    this.#state = settings.read('faults', noFaults);
  }

  /** The fault that strikes this call, if any; a scripted one is used up by it. */
  take(method: string, path: string): Fault | undefined {
    for (const fault of this.#state.scripted) {
      if (!matches(fault, method, path)) continue;
      if (fault.skip === 0) {
        this.#replace(fault, fault.times > 1 ? { ...fault, times: fault.times - 1 } : undefined);
        return fault;
      }
      this.#replace(fault, { ...fault, skip: fault.skip - 1 });
    }
    return this.#state.random.find((fault) => matches(fault, method, path) && this.#chance.chance(fault.probability));
  }

  script(fault: ScriptedFault): void {
    this.#change({ ...this.#state, scripted: [...this.#state.scripted, fault] });
  }

  /** Replaces all faults by chance. */
  setRandom(random: readonly RandomFault[]): void {
    this.#change({ ...this.#state, random });
  }

  clear(): void {
    this.#change(noFaults);
  }

  pending(): PlanState {
    return this.#state;
  }

  #replace(fault: ScriptedFault, replacement: ScriptedFault | undefined): void {
    const scripted = this.#state.scripted.flatMap((other) => (other.id !== fault.id ? [other] : (replacement ?? [])));
    this.#change({ ...this.#state, scripted });
  }

  #change(state: PlanState): void {
    this.#state = state;
    this.#settings.write('faults', state);
  }
}

function matches(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  return fault.path === undefined || pathPattern(fault.path).test(path);
}

function pathPattern(path: string): RegExp {
  const escaped = path.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${escaped.join('.*')}/?$`);
}
