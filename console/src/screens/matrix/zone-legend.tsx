import type { Schemas } from '../../api/client';
import { ZONE_LABELS, type Zone } from '../../words/labels';
import { count } from '../../words/points';
import { shownCombined } from './heat-map';

const ABOUT: Readonly<Record<Zone, string>> = {
  priority: 'Becomes an MQL: an owner, a clock and a task.',
  sales: 'Becomes an MQL as soon as it shows intent, not by interest alone.',
  nurture: 'Marketing goes on with it.',
  account_outbound: 'The right people, silent: worth a campaign, no MQL.',
  none: 'Nothing is done.',
};

/** What asks most of people first. */
const ZONES: readonly Zone[] = ['priority', 'sales', 'nurture', 'account_outbound', 'none'];

/** What the live workspace does with the cells, and how many leads that is. */
export function ZoneLegend({ matrix, turned }: { readonly matrix: Schemas['Matrix']; readonly turned: boolean }) {
  const zones = Map.groupBy(matrix.cells, (cell) => cell.zone ?? 'none');
  const told = ZONES.map((zone) => [zone, zones.get(zone) ?? []] as const).filter(([, cells]) => cells.length > 0);
  return (
    <section className="card" aria-label="What the cells call for">
      <div className="card-head">
        <h2>What the cells call for</h2>
      </div>
      <ul className="zones">
        {told.map(([zone, cells]) => (
          <li key={zone}>
            <span className={`zone-mark zone-${zone}`} aria-hidden />
            <span className="zone-text">
              <b>{ZONE_LABELS[zone]}</b>
              <span className="dim">{ABOUT[zone]}</span>
              <span className="faint num">{cells.map((cell) => shownCombined(cell.combined, turned)).join(' ')}</span>
            </span>
            <span className="num">{count(cells.reduce((sum, cell) => sum + cell.count, 0))}</span>
          </li>
        ))}
      </ul>
      {turned ? (
        <p className="faint zones-note">
          Counted as Eloqua and HubSpot do, on this screen only. Everywhere else, and in the CRM, 4 is hottest.
        </p>
      ) : null}
    </section>
  );
}
