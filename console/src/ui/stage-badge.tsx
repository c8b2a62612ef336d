import type { Stage } from '../api/client';
import { STAGE_LABELS } from '../words/labels';
import './badges.css';

/** A stage with its dot: hollow before sales, filled with sales, and apart what went back or out. */
export function StageBadge({ stage }: { readonly stage: Stage }) {
  return (
    <span className="stage">
      <span className={`stage-dot stage-${stage}`} aria-hidden />
      {STAGE_LABELS[stage]}
    </span>
  );
}
