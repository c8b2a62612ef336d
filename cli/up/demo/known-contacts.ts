import { DAY_MS, type EpochMs } from '../../../domain/time';
import { chanceOf, type Chance } from '../../../simulators/generator/chance';
import type { Person } from '../../../simulators/generator/population';
import type { Company } from './company';
import type { DemoParts, DemoProgress } from './demo-parts';

/** A contact that HubSpot has had before Leadline came. */
interface KnownContact {
  readonly properties: Readonly<Record<string, string>>;
  /** Of its lifecycle stage, and of the record. */
  readonly createdAt: EpochMs;
  /** When somebody of sales called; null for those whom nobody has called. */
  readonly calledAt: EpochMs | null;
}

/** Share of those who never asked for anybody that sales has all the same. */
const KNOWN_ANYWAY = 0.4;

/** Fills HubSpot's simulator with what a company's CRM holds: customers, deals, and people whom nobody has looked at. Once. */
export async function addKnownContacts(parts: DemoParts, progress: DemoProgress, company: Company): Promise<void> {
  const { control, portalId } = parts.hubspot;
  const present = await control.dump({ portalId, objectType: 'contacts' });
  // A start that was killed between the two may have done it; seeding is all or nothing up to 2,000 records.
  if (present.length === 0) {
    const owners = await sellers(parts);
    const contacts = company.people.flatMap((person) => knownContact(company, person, owners) ?? []);
    const ids = await control.seed({
      portalId,
      objectType: 'contacts',
      records: contacts.map(({ properties, createdAt }) => ({ properties, createdAt })),
    });
    const calls = contacts.flatMap(({ calledAt }, index) =>
      calledAt === null ? [] : [callOf(calledAt, ids[index] ?? '')],
    );
    await control.seed({ portalId, objectType: 'calls', records: calls });
    parts.log(`Demo: HubSpot's simulator has ${contacts.length.toLocaleString('en')} contacts of its own.`);
  }
  await progress.save({ contactsAt: parts.clock() });
}

const callOf = (at: EpochMs, contactId: string) => ({
  properties: { hs_timestamp: new Date(at).toISOString(), hs_call_title: 'Call', hs_call_status: 'COMPLETED' },
  about: [{ objectType: 'contacts', id: contactId }],
  createdAt: at,
});

function knownContact(company: Company, person: Person, owners: readonly string[]): KnownContact | null {
  const { settings, past } = company;
  const chance = chanceOf(settings.seed, `crm/${person.index}`);
  const { askedAt = null, wonAt = null } = past.get(person.index) ?? {};
  const stage = stageOf({ askedAt, wonAt, endsAt: settings.endsAt }, chance);
  if (stage === null) return null;
  const owner = stage.calledAt === null ? undefined : chance.pick(owners);
  return {
    properties: {
      email: person.email,
      firstname: person.firstName,
      lastname: person.lastName,
      company: person.company.name,
      jobtitle: `${person.seniority === 'cxo' || person.seniority === 'vp' ? person.seniority.toUpperCase() : person.seniority} ${person.jobFunction}`,
      country: person.company.country,
      lifecyclestage: stage.name,
      ...(person.phone === null ? {} : { phone: person.phone }),
      ...(owner === undefined ? {} : { hubspot_owner_id: owner }),
    },
    createdAt: stage.since,
    calledAt: stage.calledAt,
  };
}

interface KnownStage {
  readonly name: string;
  readonly since: EpochMs;
  readonly calledAt: EpochMs | null;
}

/** What sales made of a person: those who asked within the last days are still to come. */
function stageOf(
  truth: { readonly askedAt: EpochMs | null; readonly wonAt: EpochMs | null; readonly endsAt: EpochMs },
  chance: Chance,
): KnownStage | null {
  const { askedAt, wonAt, endsAt } = truth;
  if (wonAt !== null) return { name: 'customer', since: wonAt, calledAt: wonAt - DAY_MS };
  if (askedAt !== null && askedAt < endsAt - 10 * DAY_MS) {
    const calledAt = askedAt + chance.between(0.1, 2) * DAY_MS;
    const name = chance.weighted([
      ['opportunity', 25],
      ['salesqualifiedlead', 30],
      ['marketingqualifiedlead', 45],
    ]);
    return { name, since: calledAt, calledAt };
  }
  if (!chance.is(KNOWN_ANYWAY)) return null;
  return {
    name: chance.is(0.5) ? 'lead' : 'subscriber',
    since: endsAt - chance.between(5, 700) * DAY_MS,
    calledAt: null,
  };
}

/** The owners that the portal has, by id. */
async function sellers({ hubspot: { control, portalId } }: DemoParts): Promise<readonly string[]> {
  return (await control.owners({ portalId })).map(({ id }) => id);
}
