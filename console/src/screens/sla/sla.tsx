import { useQuery } from '@tanstack/react-query';
import { slaSummary } from '../../api/board-queries';
import { team as teamQuery } from '../../api/team-queries';
import { Page } from '../../ui/page';
import { Failed, Loading } from '../../ui/states';
import { count } from '../../words/points';
import { GROUPS, repsOf, useBoardState } from './board-state';
import { Clocks } from './clocks';
import { Desks } from './desks';
import './sla.css';

/** Every promise: what is due soon, broken, running and kept; by rep and team. */
export function SlaBoard() {
  const board = useBoardState();
  const summary = useQuery(slaSummary);
  const team = useQuery(teamQuery).data;
  const reps = repsOf(board.whose, team);
  return (
    <Page title="SLA board" about="First touch promised to every MQL, in the rep's own business hours.">
      {summary.isPending ? <Loading lines={8} height={24} /> : null}
      {summary.isError ? <Failed error={summary.error} retry={() => void summary.refetch()} /> : null}
      {summary.data === undefined ? null : (
        <div className="sla-columns">
          <Desks summary={summary.data} team={team} board={board} />
          <section className="card" aria-label="Promises">
            <div className="sla-groups" role="tablist" aria-label="State">
              {GROUPS.map(({ group, label }) => (
                <button
                  key={group}
                  type="button"
                  role="tab"
                  aria-selected={board.group === group}
                  aria-controls="sla-clocks"
                  className={`sla-group sla-${group}`}
                  onClick={() => board.set({ group })}
                >
                  <GroupCount value={countOf(summary.data, reps, group)} />
                  {label}
                </button>
              ))}
            </div>
            <div id="sla-clocks" role="tabpanel" aria-label={GROUPS.find(({ group }) => group === board.group)?.label}>
              <Clocks group={board.group} reps={reps} />
            </div>
          </section>
        </div>
      )}
    </Page>
  );
}

const GroupCount = ({ value }: { readonly value: number }) => (
  <span className={`num sla-count${value === 0 ? ' sla-none' : ''}`}>{count(value)}</span>
);

function countOf(
  summary: {
    readonly total: Record<string, number>;
    readonly reps: readonly { readonly repId: string | null; readonly counts: Record<string, number> }[];
  },
  reps: readonly string[],
  group: string,
): number {
  if (reps.length === 0) return summary.total[group] ?? 0;
  return summary.reps
    .filter(({ repId }) => repId !== null && reps.includes(repId))
    .reduce((sum, { counts }) => sum + (counts[group] ?? 0), 0);
}
