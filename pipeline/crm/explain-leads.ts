import type { Evaluation, LeadFacts } from '../../domain/evaluation';
import type { AttributeFact, LeadId } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import type { CompiledModel } from '../../scoring/compiled-model';
import { evaluateKnown } from '../../scoring/evaluate';
import type { Database } from '../../store/database';
import { loadFacts } from '../../store/lead-facts';

/** A lead's score with all its lines, and the attributes it was made from. */
export interface ExplainedLead {
  readonly evaluation: Evaluation;
  readonly attributes: readonly AttributeFact[];
}

const NO_FACTS: LeadFacts = { activities: [], attributes: [], consents: [] };

/** Evaluates leads from all that is known of them. A lead that cannot be evaluated is absent: it must hold up no other. */
export async function explainLeads(
  db: Database,
  request: { readonly model: CompiledModel; readonly leadIds: readonly LeadId[]; readonly now: EpochMs },
): Promise<ReadonlyMap<LeadId, ExplainedLead>> {
  const facts = await loadFacts(db, request.leadIds);
  const explained = new Map<LeadId, ExplainedLead>();
  for (const leadId of request.leadIds) {
    const lead = facts.get(leadId) ?? NO_FACTS;
    try {
      const evaluation = evaluateKnown(request.model, lead, request.now);
      explained.set(leadId, { evaluation, attributes: lead.attributes });
    } catch {
      // The scorer has met the same facts and says what is wrong with them, as a sync error of its own.
    }
  }
  return explained;
}
