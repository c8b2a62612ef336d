import { Link } from 'react-router';
import type { Schemas } from '../../api/client';
import { useMay } from '../../session/session-context';
import { count } from '../../words/points';

interface Figure {
  readonly label: string;
  readonly value: number;
  readonly to: string;
  /** How it looks when it is not 0. */
  readonly tone: 'bad' | 'warn' | 'accent';
}

/** The figures of the day; each leads to all of its records. */
export function Figures({ today }: { readonly today: Schemas['Today'] }) {
  const maySync = useMay('listSyncErrors');
  const figures: readonly Figure[] = [
    { label: 'Breached', value: today.breached.count, to: '/sla?group=breached', tone: 'bad' },
    { label: 'Due soon', value: today.dueSoon.count, to: '/sla?group=due_soon', tone: 'warn' },
    { label: 'Unassigned MQLs', value: today.unassigned.count, to: '/leads?stage=mql&owner=none', tone: 'warn' },
    { label: 'New MQLs', value: today.newMqls.count, to: '/leads?stage=mql&sort=stage_since', tone: 'accent' },
    ...(maySync ? [{ label: 'Sync errors', value: today.syncErrors.count, to: '/sync', tone: 'bad' } as const] : []),
  ];
  return (
    <ul className="figures" aria-label="Figures">
      {figures.map(({ label, value, to, tone }) => (
        <li key={label}>
          <Link to={to} className="figure card">
            <span className="dim">{label}</span>
            <span className={`figure-value num ${value === 0 ? 'figure-none' : tone}`}>{count(value)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
