import type { Combined } from '../api/client';
import './badges.css';

/** A4 … D1, the more saturated the nearer to A4; a dash for leads that were never scored. */
export function CombinedBadge({ value, large = false }: { readonly value: Combined | null; readonly large?: boolean }) {
  if (value === null) return <span className="faint">–</span>;
  return (
    <span
      className={`combined heat-${String(heatOf(value))}${large ? ' large' : ''}`}
      aria-label={`Combined score ${value}`}
      role="img"
    >
      {value}
    </span>
  );
}

const ROW_HEAT: Readonly<Record<string, number>> = { A: 3, B: 2, C: 1, D: 0 };

/** 0 (D1) to 3 (A4, A3, B4): how much of a cell's colour is shown. */
export function heatOf(combined: Combined): 0 | 1 | 2 | 3 {
  const sum = (ROW_HEAT[combined.charAt(0)] ?? 0) + Number(combined.charAt(1)) - 1;
  if (sum >= 5) return 3;
  if (sum >= 4) return 2;
  return sum >= 2 ? 1 : 0;
}
