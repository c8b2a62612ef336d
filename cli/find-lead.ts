import type { LeadId } from '../domain/lead';
import type { Database } from '../store/database';
import { findLeadByAlias } from '../store/find-lead';
import { CliFailure } from './cli-failure';
import { EXIT } from './exit-codes';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const LEAD_ARGUMENT = "the lead's id, its e-mail, or the id it has at its source";

/** The lead that a person typed. */
export async function findLead(db: Database, text: string): Promise<LeadId> {
  const leadId = UUID.test(text) ? text : await findLeadByAlias(db, text);
  if (leadId === null) throw noSuchLead(text);
  return leadId;
}

export const noSuchLead = (text: string): CliFailure =>
  new CliFailure(EXIT.notFound, 'lead_unknown', `There is no lead ${text}.`, {
    remedy: 'Find it with `leadline lead list --search`.',
  });
