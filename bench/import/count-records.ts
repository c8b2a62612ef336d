import type { WholeInstance } from './whole-instance';

/** What stands in SQL and in the CRM after an import. */
export interface Counted {
  readonly leads: number;
  readonly clocks: number;
  readonly contacts: number;
  /** Of the contacts that were there before: how many are a lead's now. */
  readonly contactsLinked: number;
  /** Groups of contacts that share a Prospect ID. */
  readonly contactsDoubled: number;
  readonly tasks: number;
  readonly tasksDoubled: number;
}

export async function countRecords(instance: WholeInstance, inCrmBefore: readonly string[]): Promise<Counted> {
  const { db, hubspot, portalId } = instance;
  const rows = async (table: 'lead' | 'sla_clock'): Promise<number> =>
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow()
    ).count;
  const contacts = await hubspot.dump({ portalId, objectType: 'contacts' });
  const before = new Set(inCrmBefore);
  const tasks = await hubspot.dump({ portalId, objectType: 'tasks' });
  const doubled = async (objectType: string, property: string): Promise<number> =>
    (await hubspot.findDuplicates({ portalId, objectType, by: [property] })).length;
  return {
    leads: await rows('lead'),
    clocks: await rows('sla_clock'),
    contacts: contacts.length,
    contactsLinked: contacts.filter(
      ({ properties }) => before.has(properties['prospect_id'] ?? '') && properties[LEAD_ID] !== undefined,
    ).length,
    contactsDoubled: await doubled('contacts', 'prospect_id'),
    tasks: tasks.length,
    tasksDoubled: await doubled('tasks', 'leadline_ref'),
  };
}

const LEAD_ID = 'leadline_lead_id';
