import { parseBusinessDuration } from './duration';
import { ESCALATION_STEPS } from './policy';
import { CELLS, type LifecycleConfig } from './policy-schema';
import type { SemanticProblem } from './problem';

/** What the schema cannot see: cells without an action, leads without a clock, reasons without a time. */
export function checkPolicy(config: LifecycleConfig): readonly SemanticProblem[] {
  return [
    ...checkGrid(config.grid),
    ...checkClocks(config),
    ...checkLadders(config.sla),
    ...checkReasons(config),
    ...checkUncapped(config),
  ];
}

function checkGrid(grid: LifecycleConfig['grid']): SemanticProblem[] {
  const placed = [
    ...grid.priority.map((cell, index) => ({ cell, path: ['grid', 'priority', index] })),
    ...Object.keys(grid.sales_if_intent).map((cell) => ({ cell, path: ['grid', 'sales_if_intent', cell] })),
    ...grid.nurture.map((cell, index) => ({ cell, path: ['grid', 'nurture', index] })),
    ...grid.account_outbound.map((cell, index) => ({ cell, path: ['grid', 'account_outbound', index] })),
    ...grid.no_sales.map((cell, index) => ({ cell, path: ['grid', 'no_sales', index] })),
  ];
  const twice = placed.filter(({ cell }, index) => placed.findIndex((other) => other.cell === cell) < index);
  const missing = CELLS.filter((cell) => !placed.some((other) => other.cell === cell));
  return [
    ...twice.map(({ cell, path }) => ({
      path,
      message: `The combined score ${cell} has two actions.`,
      remedy: `Leave ${cell} in one list of the grid only.`,
    })),
    ...missing.map((cell) => ({
      path: ['grid'],
      message: `The combined score ${cell} has no action.`,
      remedy: `Add ${cell} to one of the grid's lists, for example no_sales.`,
    })),
  ];
}

/** Every lead has exactly one SLA policy, and every policy can have a lead. */
function checkClocks(config: LifecycleConfig): SemanticProblem[] {
  const named = Object.entries(config.sla.policies).flatMap(([id, policy]) =>
    policy.for.map((item, index) => ({ id, item, path: ['sla', 'policies', id, 'for', index] })),
  );
  const problems: SemanticProblem[] = named
    .filter(({ item }, index) => named.findIndex((other) => other.item === item) < index)
    .map(({ item, path }) => ({
      path,
      message: `${item} is named by two SLA policies.`,
      remedy: `Leave ${item} in one policy only.`,
    }));
  for (const { item, path } of named) {
    if ((item === 'hand_raise' || item === 'pql') && config.stages.mql[item] === undefined) {
      problems.push({
        path,
        message: `No lead becomes an MQL by ${item}, so this clock would never start.`,
        remedy: `Add stages.mql.${item}, or take ${item} out here.`,
      });
    }
  }
  if (named.at(-1)?.item !== 'others') {
    problems.push({
      path: ['sla', 'policies'],
      message: 'The last SLA policy is not for "others", so some leads would have no clock.',
      remedy: 'Give the last policy `for: [others]`.',
    });
  }
  return problems;
}

/** A reminder comes before the deadline, what escalates comes with it or after it; minutes and days cannot be compared. */
function checkLadders(sla: LifecycleConfig['sla']): SemanticProblem[] {
  const problems: SemanticProblem[] = [];
  for (const [id, policy] of Object.entries(sla.policies)) {
    for (const step of ESCALATION_STEPS) {
      const after = policy[step];
      if (after === undefined) continue;
      const order = compare(after, policy.first_touch);
      if (step === 'remind' ? order > 0 : order < 0) {
        problems.push({
          path: ['sla', 'policies', id, step],
          message: `${step} (${after}) lies on the wrong side of first_touch (${policy.first_touch}).`,
          remedy:
            step === 'remind' ? 'Remind before first_touch is due.' : 'Escalate when first_touch is due or later.',
        });
      }
    }
  }
  if (compare(sla.accept_or_reject.recycle_after, sla.accept_or_reject.within) < 0) {
    problems.push({
      path: ['sla', 'accept_or_reject', 'recycle_after'],
      message: 'A lead would be recycled before its rep had to judge it.',
      remedy: 'Make recycle_after longer than within.',
    });
  }
  return problems;
}

/** Less than, equal to or greater than 0, as far as the units are the same; else 0. */
function compare(one: string, other: string): number {
  const [a, b] = [parseBusinessDuration(one), parseBusinessDuration(other)];
  return a.unit === b.unit ? a.count - b.count : 0;
}

function checkReasons(config: LifecycleConfig): SemanticProblem[] {
  const used: { readonly reason: string; readonly path: (string | number)[] }[] = [
    { reason: config.crm.deal_lost, path: ['crm', 'deal_lost'] },
    { reason: config.sla.accept_or_reject.recycle, path: ['sla', 'accept_or_reject', 'recycle'] },
  ];
  for (const stage of ['sal', 'sql'] as const) {
    const stale = config.stale[stage];
    if (stale !== undefined) used.push({ reason: stale.recycle, path: ['stale', stage, 'recycle'] });
  }
  for (const [reason, action] of Object.entries(config.reject)) {
    if (action === 'recycle') used.push({ reason, path: ['reject', reason] });
  }
  const problems: SemanticProblem[] = used
    .filter(({ reason }) => !Object.hasOwn(config.recycle, reason))
    .map(({ reason, path }) => ({
      path,
      message: `Nothing says for how long a lead is recycled by reason of ${reason}.`,
      remedy: `Add ${reason} to recycle, for example \`${reason}: 30d\`.`,
    }));
  if (Object.hasOwn(config.reject, 'accepted')) {
    problems.push({
      path: ['reject', 'accepted'],
      message: 'accepted is the verdict that takes a lead on, so it cannot be a way to reject it.',
      remedy: 'Give the rejection another name.',
    });
  }
  return problems;
}

function checkUncapped(config: LifecycleConfig): SemanticProblem[] {
  if (config.go_live.max_new_mql_per_rep_day !== null) return [];
  return config.go_live.uncapped.slice(0, 1).map(() => ({
    path: ['go_live', 'uncapped'],
    message: 'There is no cap to be exempt from.',
    remedy: 'Write `uncapped: []`, or set max_new_mql_per_rep_day.',
  }));
}
