import type { Evaluation, LeadFacts } from '../../domain/evaluation';
import type { AttributeFact, LeadId } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import type { CompiledModel } from '../../scoring/compiled-model';
import { evaluate } from '../../scoring/evaluate';
import type { Database } from '../../store/database';
import { loadFacts } from '../../store/lead-facts';

/** A lead's score with all its lines, and the attributes it was made from. */
export interface ExplainedLead {
  readonly evaluation: Evaluation;
  readonly attributes: readonly AttributeFact[];
}

const NO_FACTS: LeadFacts = { activities: [], attributes: [], consents: [] };

/** Evaluates leads from their facts, as of now. A lead that cannot be evaluated is absent: it must hold up no other. */
export async function explainLeads(
  db: Database,
  request: { readonly model: CompiledModel; readonly leadIds: readonly LeadId[]; readonly asOf: EpochMs },
): Promise<ReadonlyMap<LeadId, ExplainedLead>> {
  const facts = await loadFacts(db, request.leadIds);
  const explained = new Map<LeadId, ExplainedLead>();
  for (const leadId of request.leadIds) {
    const lead = facts.get(leadId) ?? NO_FACTS;
    try {
      const evaluation = evaluate(request.model, lead, request.asOf);
      explained.set(leadId, { evaluation, attributes: lead.attributes });
    } catch {
      // The scorer has met the same facts and says what is wrong with them, as a sync error of its own.
    }
  }
  return explained;
}
