import type { CombinedScore } from '../domain/evaluation';
import { POINT } from '../domain/points';
import type { Zone } from '../domain/stage';
import { checkPolicy } from './check-policy';
import { parseBusinessDuration, parseDays } from './duration';
import { ESCALATION_STEPS, type GridCell, type Policy, type RejectAction, type SlaPolicy } from './policy';
import type { LifecycleConfig } from './policy-schema';
import type { SemanticProblem } from './problem';

/** Turns a parsed lifecycle.yaml into what the engine asks. With problems the policy must not be used. */
export function compilePolicy(config: LifecycleConfig): {
  readonly policy: Policy;
  readonly problems: readonly SemanticProblem[];
} {
  const { stages, sla, stale } = config;
  const policy: Policy = {
    grid: compileGrid(config.grid),
    consent: { channels: config.consent.channels, openIf: config.consent.open_if },
    nurture: {
      needsActivity: stages.nurture.needs.includes('activity'),
      needsConsent: stages.nurture.needs.includes('consent'),
    },
    prospect: { minGrade: stages.prospect.min_grade, minLevel: stages.prospect.min_level },
    mql: {
      handRaise: requestRule(stages.mql.hand_raise),
      pql: requestRule(stages.mql.pql),
      unless: stages.mql.unless,
      cooldownOverride: stages.mql.cooldown_override,
    },
    crm: { lifecycleStage: config.crm.lifecycle_stage, dealLostReason: config.crm.deal_lost },
    operatorHoldDays: parseDays(config.operator_hold),
    stale: {
      ...(stale.sal === undefined ? {} : { sal: staleRule(stale.sal) }),
      ...(stale.sql === undefined ? {} : { sql: staleRule(stale.sql) }),
    },
    sla: {
      policies: Object.entries(sla.policies).map(([id, written]) => slaPolicy(id, written)),
      acceptance: {
        within: parseBusinessDuration(sla.accept_or_reject.within),
        recycleAfter: parseBusinessDuration(sla.accept_or_reject.recycle_after),
        recycleReason: sla.accept_or_reject.recycle,
      },
    },
    reject: mapValues(config.reject, rejectAction),
    recycle: { daysByReason: mapValues(config.recycle, (time) => (time === 'no_date' ? null : parseDays(time))) },
    goLive: {
      maxNewMqlPerRepDay: config.go_live.max_new_mql_per_rep_day,
      uncapped: config.go_live.uncapped,
      baselineOpensSla: config.go_live.baseline_opens_sla,
    },
  };
  return { policy, problems: checkPolicy(config) };
}

/** A cell that the file leaves out is reported as a problem, and is no matter for sales meanwhile. */
function compileGrid(grid: LifecycleConfig['grid']): Readonly<Record<CombinedScore, GridCell>> {
  const cells = new Map<CombinedScore, GridCell>();
  const place = (names: readonly CombinedScore[], zone: Zone): void => {
    for (const name of names) cells.set(name, { zone, intentFrom: null });
  };
  place(grid.priority, 'priority');
  place(grid.nurture, 'nurture');
  place(grid.account_outbound, 'account_outbound');
  place(grid.no_sales, 'none');
  for (const [name, intent] of Object.entries(grid.sales_if_intent)) {
    cells.set(name as CombinedScore, { zone: 'sales', intentFrom: Math.round(intent * POINT) }); // the schema admits no other key
  }
  const missing: GridCell = { zone: 'none', intentFrom: null };
  return gridOf((name) => cells.get(name) ?? missing);
}

const gridOf = (cellOf: (name: CombinedScore) => GridCell): Readonly<Record<CombinedScore, GridCell>> => ({
  A4: cellOf('A4'),
  A3: cellOf('A3'),
  A2: cellOf('A2'),
  A1: cellOf('A1'),
  B4: cellOf('B4'),
  B3: cellOf('B3'),
  B2: cellOf('B2'),
  B1: cellOf('B1'),
  C4: cellOf('C4'),
  C3: cellOf('C3'),
  C2: cellOf('C2'),
  C1: cellOf('C1'),
  D4: cellOf('D4'),
  D3: cellOf('D3'),
  D2: cellOf('D2'),
  D1: cellOf('D1'),
});

type WrittenRequest = LifecycleConfig['stages']['mql']['pql'];

const requestRule = (written: WrittenRequest): Policy['mql']['pql'] =>
  written === undefined ? null : { minGrade: written.min_grade, to: written.to };

const staleRule = (written: { readonly after: string; readonly recycle: string }) => ({
  days: parseDays(written.after),
  reason: written.recycle,
});

function slaPolicy(id: string, written: LifecycleConfig['sla']['policies'][string]): SlaPolicy {
  return {
    id,
    requests: written.for.filter((item) => item === 'hand_raise' || item === 'pql'),
    cells: written.for.filter((item) => item !== 'hand_raise' && item !== 'pql' && item !== 'others'),
    others: written.for.includes('others'),
    firstTouch: parseBusinessDuration(written.first_touch),
    steps: ESCALATION_STEPS.flatMap((step) => {
      const after = written[step];
      return after === undefined ? [] : [{ step, after: parseBusinessDuration(after) }];
    }),
  };
}

function rejectAction(written: LifecycleConfig['reject'][string], key: string): RejectAction {
  switch (written) {
    case 'recycle':
      return { kind: 'recycle', reason: key };
    case 'disqualify':
    case 'reroute':
      return { kind: written };
    default:
      return { kind: 'route', role: written };
  }
}

const mapValues = <In, Out>(
  record: Readonly<Record<string, In>>,
  map: (value: In, key: string) => Out,
): Readonly<Record<string, Out>> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
