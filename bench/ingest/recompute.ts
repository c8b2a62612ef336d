import type { Workspace } from '../../config/workspace';
import type { LeadId } from '../../domain/lead';
import type { LeadFacts } from '../../domain/evaluation';
import type { DecisionInputs } from '../../domain/stage';
import type { EpochMs } from '../../domain/time';
import { isContactable } from '../../lifecycle/contactable';
import { decisionInputs, sameDecision } from '../../lifecycle/decision-inputs';
import { evaluateKnown } from '../../scoring/evaluate';
import type { Database } from '../../store/database';
import { loadFacts } from '../../store/lead-facts';

export interface Recomputation {
  /** Leads whose true decision is not the one that their workflow read last (or that it slept on, if never woken). */
  readonly missed: number;
  /** How often the true decision changed: from what was known before the load to what the log says after each request. */
  readonly changes: number;
}

const AT_ONCE = 1_000;

/** The decisions of all leads before the load. */
export async function decisionsBefore(db: Database): Promise<ReadonlyMap<LeadId, DecisionInputs>> {
  const rows = await db.selectFrom('lead_score').select(['lead_id', 'decision']).execute();
  return new Map(rows.map((row) => [row.lead_id, row.decision]));
}

/**
 * Recomputes every lead from the whole log, by the function that backtest and replay use. The true changes are counted by
 * evaluating after each batch of activities that became known together.
 */
export async function recompute(
  db: Database,
  workspace: Workspace,
  seen: {
    readonly before: ReadonlyMap<LeadId, DecisionInputs>;
    readonly read: Readonly<Record<LeadId, DecisionInputs>>;
  },
): Promise<Recomputation> {
  let missed = 0;
  let changes = 0;
  const leadIds = [...seen.before.keys()];
  for (let from = 0; from < leadIds.length; from += AT_ONCE) {
    const facts = await loadFacts(db, leadIds.slice(from, from + AT_ONCE));
    const rows = await db
      .selectFrom('lead_score')
      .select(['lead_id', 'evaluated_at'])
      .where('lead_id', 'in', [...facts.keys()])
      .execute();
    for (const { lead_id: leadId, evaluated_at: asOf } of rows) {
      const own = facts.get(leadId);
      let decision = seen.before.get(leadId);
      if (own === undefined || decision === undefined) throw new Error('A lead has appeared during the load.');
      const at = (knownAt: number): DecisionInputs => {
        const evaluation = evaluateKnown(workspace.model, knownBy(own, knownAt), asOf);
        return decisionInputs(workspace.policy, evaluation, isContactable(workspace.policy, own.consents));
      };
      const instants = [...new Set(own.activities.map((activity) => activity.knownAt))].toSorted((a, b) => a - b);
      for (const instant of instants.slice(1)) {
        const next = at(instant);
        if (!sameDecision(decision, next)) changes += 1;
        decision = next;
      }
      if (!sameDecision(decision, seen.read[leadId] ?? seen.before.get(leadId) ?? decision)) missed += 1;
    }
  }
  return { missed, changes };
}

const knownBy = (facts: LeadFacts, knownAt: EpochMs): LeadFacts => ({
  ...facts,
  activities: facts.activities.filter((fact) => fact.knownAt <= knownAt),
  attributes: facts.attributes.filter((fact) => fact.knownAt <= knownAt),
});
