import type { CSSProperties } from 'react';
import { Link } from 'react-router';
import type { Combined, Schemas, Stage } from '../../api/client';
import { ZONE_LABELS } from '../../words/labels';
import { count } from '../../words/points';

type Cell = Schemas['Matrix']['cells'][number];

const ROWS = ['A', 'B', 'C', 'D'] as const;
const LEVELS = ['4', '3', '2', '1'] as const;
/** From the best to the worst, under either way of counting. */
const ACTIVITY = ['Hottest', 'Warm', 'Cool', 'Cold'] as const;
const FIT = ['Fits best', 'Fits well', 'Fits a little', 'Does not fit'] as const;

interface HeatMapProps {
  readonly matrix: Schemas['Matrix'];
  /** 1 is hottest, as Eloqua and HubSpot count. */
  readonly turned: boolean;
  readonly stages: readonly Stage[];
}

/** The best cell stands top left; a cell is the darker the more leads are in it, and leads to them. */
export function HeatMap({ matrix, turned, stages }: HeatMapProps) {
  const cells = new Map(matrix.cells.map((cell) => [cell.combined, cell]));
  const most = Math.max(1, ...matrix.cells.map((cell) => cell.count));
  return (
    <div className="scroll-x card heat-card" tabIndex={0} role="region" aria-label="Matrix of fit and activity">
      <table className="heat-map">
        <thead>
          <tr>
            <td className="heat-corner">
              <span className="faint">Fit ↓ · Activity →</span>
            </td>
            {LEVELS.map((level, index) => (
              <th key={level} scope="col">
                <span className="num">{shownLevel(level, turned)}</span>{' '}
                <span className="faint">{ACTIVITY[index]}</span>
              </th>
            ))}
            <th scope="col" className="heat-sum faint">
              Sum
            </th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map((row, index) => (
            <tr key={row}>
              <th scope="row">
                {row} <span className="faint">{FIT[index]}</span>
              </th>
              {LEVELS.map((level) => {
                const cell = cells.get(`${row}${level}`);
                return cell === undefined ? (
                  <td key={level} />
                ) : (
                  <HeatCell key={level} cell={cell} most={most} turned={turned} stages={stages} />
                );
              })}
              <td className="heat-sum num dim">{count(sum(matrix.cells, (cell) => cell.combined.startsWith(row)))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              <span className="faint">Sum</span>
            </th>
            {LEVELS.map((level) => (
              <td key={level} className="heat-sum num dim">
                {count(sum(matrix.cells, (cell) => cell.combined.endsWith(level)))}
              </td>
            ))}
            <td className="heat-sum num">{count(matrix.total)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

interface HeatCellProps {
  readonly cell: Cell;
  readonly most: number;
  readonly turned: boolean;
  readonly stages: readonly Stage[];
}

function HeatCell({ cell, most, turned, stages }: HeatCellProps) {
  const query = new URLSearchParams([['combined', cell.combined], ...stages.map((stage) => ['stage', stage])]);
  return (
    <td className="heat-cell">
      <Link
        to={`/leads?${query.toString()}`}
        className={`heat zone-${cell.zone ?? 'none'}`}
        // React types no custom properties.
        style={{ '--share': `${String(shareOf(cell.count, most))}%` } as CSSProperties}
      >
        <span className="heat-name">{shownCombined(cell.combined, turned)}</span>
        <span className="heat-count num">
          {count(cell.count)}
          <span className="visually-hidden"> leads</span>
        </span>
        <span className="heat-zone">{cell.zone === null ? '' : ZONE_LABELS[cell.zone]}</span>
      </Link>
    </td>
  );
}

const sum = (cells: readonly Cell[], of: (cell: Cell) => boolean): number =>
  cells.filter(of).reduce((total, cell) => total + cell.count, 0);

/** Most leads of any database are cold: by the logarithm the few hot ones can still be told apart. */
const shareOf = (value: number, most: number): number =>
  value === 0 ? 0 : Math.round(8 + 42 * (Math.log1p(value) / Math.log1p(most)));

const shownLevel = (level: string, turned: boolean): string => (turned ? String(5 - Number(level)) : level);

export const shownCombined = (combined: Combined, turned: boolean): string =>
  `${combined.charAt(0)}${shownLevel(combined.charAt(1), turned)}`;
