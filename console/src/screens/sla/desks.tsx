import { NativeSelect, UnstyledButton } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { count } from '../../words/points';
import { desksOf, type Desk, type useBoardState } from './board-state';

interface DesksProps {
  readonly summary: Schemas['SlaSummary'];
  readonly team: Schemas['Team'] | undefined;
  readonly board: ReturnType<typeof useBoardState>;
}

/** Whose promises: a list beside the board, a choice above it on a phone. */
export function Desks({ summary, team, board }: DesksProps) {
  const desks = desksOf(summary, team);
  const everybody: Desk = { whose: '', label: 'Everybody', counts: summary.total };
  const choose = (whose: string): void => board.set({ whose: whose === '' ? null : whose });
  const line = (desk: Desk, className = '') => (
    <tr key={desk.whose} className={`${className}${(board.whose ?? '') === desk.whose ? ' desk-on' : ''}`}>
      <th scope="row">
        <UnstyledButton
          className="desk-name truncate"
          aria-pressed={(board.whose ?? '') === desk.whose}
          onClick={() => choose(desk.whose)}
        >
          {desk.label}
        </UnstyledButton>
      </th>
      <td className={desk.counts.due_soon > 0 ? 'warn' : 'faint'}>{count(desk.counts.due_soon)}</td>
      <td className={desk.counts.breached > 0 ? 'bad' : 'faint'}>{count(desk.counts.breached)}</td>
      <td className="dim">{count(desk.counts.running + desk.counts.paused)}</td>
      <td className="dim">{count(desk.counts.met)}</td>
    </tr>
  );
  return (
    <>
      <section className="card desks" aria-label="Teams and reps">
        <table className="num">
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col" title="Due soon">
                Soon
              </th>
              <th scope="col" title="Breached">
                Late
              </th>
              <th scope="col" title="Running or paused, and not due soon">
                Running
              </th>
              <th scope="col">Met</th>
            </tr>
          </thead>
          <tbody>
            {line(everybody)}
            {desks.flatMap((desk) => [line(desk, 'desk-team'), ...desk.reps.map((rep) => line(rep, 'desk-rep'))])}
          </tbody>
        </table>
      </section>
      <NativeSelect
        className="desks-choice"
        aria-label="Whose promises"
        value={board.whose ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
        data={[everybody, ...desks.flatMap((desk) => [desk, ...desk.reps])].map(({ whose, label }) => ({
          value: whose,
          label,
        }))}
      />
    </>
  );
}
