import { useSearchParams } from 'react-router';
import type { SlaGroup } from '../../api/board-queries';
import type { Schemas } from '../../api/client';

export const GROUPS: readonly { readonly group: SlaGroup; readonly label: string }[] = [
  { group: 'due_soon', label: 'Due soon' },
  { group: 'breached', label: 'Breached' },
  { group: 'running', label: 'Running' },
  { group: 'paused', label: 'Paused' },
  { group: 'met', label: 'Met' },
];

type Counts = Schemas['SlaSummary']['total'];

interface BoardState {
  readonly group: SlaGroup;
  /** A rep's id, or `team:` and a manager's. */
  readonly whose: string | null;
  readonly set: (changes: { readonly group?: SlaGroup; readonly whose?: string | null }) => void;
}

/** What the board shows is its address. */
export function useBoardState(): BoardState {
  const [params, setParams] = useSearchParams();
  return {
    group: GROUPS.find(({ group }) => group === params.get('group'))?.group ?? 'due_soon',
    whose: params.get('of'),
    set: ({ group, whose }) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          if (group !== undefined) after.set('group', group);
          if (whose !== undefined) after.delete('of');
          if (whose != null) after.set('of', whose);
          return after;
        },
        { preventScrollReset: true },
      ),
  };
}

/** The reps that `whose` stands for; empty: everybody. */
export function repsOf(whose: string | null, team: Schemas['Team'] | undefined): readonly string[] {
  if (whose === null) return [];
  if (!whose.startsWith('team:')) return [whose];
  const manager = whose.slice('team:'.length);
  return team?.reps.filter(({ managerId }) => managerId === manager).map(({ id }) => id) ?? [];
}

export interface Desk {
  readonly whose: string;
  readonly label: string;
  readonly counts: Counts;
}

/** The counts of each team and of its reps, teams first. */
export function desksOf(
  summary: Schemas['SlaSummary'],
  team: Schemas['Team'] | undefined,
): readonly (Desk & { readonly reps: readonly Desk[] })[] {
  const countsOf = (repId: string): Counts => summary.reps.find((rep) => rep.repId === repId)?.counts ?? NONE;
  return (team?.managers ?? [])
    .map(({ id }) => {
      const reps = (team?.reps ?? [])
        .filter(({ managerId }) => managerId === id)
        .map((rep) => ({ whose: rep.id, label: rep.id, counts: countsOf(rep.id) }));
      return {
        whose: `team:${id}`,
        label: `Team of ${id}`,
        counts: reps.map(({ counts }) => counts).reduce(add, NONE),
        reps,
      };
    })
    .filter(({ reps }) => reps.length > 0);
}

const NONE: Counts = { due_soon: 0, running: 0, paused: 0, breached: 0, met: 0 };

export const add = (one: Counts, other: Counts): Counts => ({
  due_soon: one.due_soon + other.due_soon,
  running: one.running + other.running,
  paused: one.paused + other.paused,
  breached: one.breached + other.breached,
  met: one.met + other.met,
});
