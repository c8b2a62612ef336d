import type { AttributeValue } from '../../domain/lead';
import type { EpochMs } from '../../domain/time';
import { chanceOf, type Chance } from './chance';
import { makeJourney, type Deed } from './journey';
import { makeCompanies, makePeople, profileOf, type Person } from './population';
import { startOf, type GeneratorSettings } from './settings';

/** An activity as the generic webhook takes it. */
export interface SentActivity {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly lead: { readonly email?: string; readonly id?: string };
  readonly asset?: string;
  readonly props?: Readonly<Record<string, AttributeValue>>;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly consents?: { readonly email: 'granted' | 'withdrawn'; readonly phone?: 'granted' | 'withdrawn' };
}

/** What becomes known at an instant. `person` and the flags are the truth, for tests and benchmarks: no system is told. */
export type GeneratedItem =
  | {
      readonly kind: 'activity';
      readonly knownAt: EpochMs;
      readonly person: number;
      readonly late: boolean;
      readonly repeated: boolean;
      readonly activity: SentActivity;
    }
  | {
      readonly kind: 'outcome';
      readonly knownAt: EpochMs;
      readonly person: number;
      readonly outcome: {
        readonly id: string;
        readonly email: string;
        readonly kind: 'won';
        readonly occurredAt: string;
      };
    };

/** An item before it is rendered: small, since all of them are sorted. */
type Tick =
  | {
      readonly kind: 'deed';
      readonly knownAt: EpochMs;
      readonly person: Person;
      readonly number: number;
      readonly deed: Deed;
      readonly late: boolean;
      readonly repeated: boolean;
    }
  | { readonly kind: 'won'; readonly knownAt: EpochMs; readonly person: Person; readonly at: EpochMs };

/**
 * Makes up people, what they do and what becomes of them, in the order in which it becomes known. Nothing leaves the
 * period; times are never before the deed. Seeded: see `GeneratorSettings`.
 */
export function* generate(settings: GeneratorSettings): Generator<GeneratedItem, void, undefined> {
  if (settings.activities < settings.people)
    throw new RangeError('Each person does at least one thing: give more activities.');
  const people = makePeople(settings, makeCompanies(settings));
  const counts = shareOut(settings, people);
  const ticks = people.flatMap((person, index) => ticksOf(settings, person, counts[index] ?? 1));
  ticks.sort((a, b) => a.knownAt - b.knownAt || a.person.index - b.person.index || numberOf(a) - numberOf(b));
  const firstKnown = new Map<number, number>();
  for (const tick of ticks) {
    const { person, knownAt } = tick;
    if (tick.kind === 'won') {
      const occurredAt = new Date(tick.at).toISOString();
      yield {
        kind: 'outcome',
        knownAt,
        person: person.index,
        outcome: { id: `won-${person.index}`, email: person.email, kind: 'won', occurredAt },
      };
      continue;
    }
    if (!firstKnown.has(person.index)) firstKnown.set(person.index, tick.number);
    const activity = renderDeed(settings, tick, { isFirst: firstKnown.get(person.index) === tick.number });
    yield { kind: 'activity', knownAt, person: person.index, late: tick.late, repeated: tick.repeated, activity };
  }
}

const numberOf = (tick: Tick): number => (tick.kind === 'won' ? -1 : tick.number);

/** How much each person does: very uneven, and more by those who will buy. Sums to the activities asked for. */
function shareOut(settings: GeneratorSettings, people: readonly Person[]): readonly number[] {
  const weights = people.map((person) => {
    const chance = chanceOf(settings.seed, `diligence/${person.index}`);
    return Math.exp(0.9 * chance.normal()) * (0.6 + 3 * person.propensity);
  });
  const spare = settings.activities - people.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let given = 0;
  let due = 0;
  return weights.map((weight) => {
    due += (spare * weight) / total;
    const own = Math.round(due) - given;
    given += own;
    return 1 + own;
  });
}

function ticksOf(settings: GeneratorSettings, person: Person, count: number): readonly Tick[] {
  const chance = chanceOf(settings.seed, `journey/${person.index}`);
  const period = { from: startOf(settings), to: settings.endsAt };
  const { deeds, wonAt } = makeJourney(person, count, period, chance);
  const ticks: Tick[] = [];
  for (const [number, deed] of deeds.entries()) {
    const late = chance.is(settings.late);
    const knownAt = after(
      deed.occurredAt,
      late ? 3_600_000 + chance.exponential(3 * 86_400_000) : chance.exponential(20_000),
      settings,
    );
    ticks.push({ kind: 'deed', knownAt, person, number, deed, late, repeated: false });
    if (!chance.is(settings.repeated)) continue;
    ticks.push({
      kind: 'deed',
      knownAt: after(knownAt, chance.exponential(3_600_000), settings),
      person,
      number,
      deed,
      late,
      repeated: true,
    });
  }
  if (wonAt !== null) ticks.push({ kind: 'won', knownAt: wonAt, person, at: wonAt });
  return ticks;
}

const after = (at: EpochMs, delayMs: number, { endsAt }: GeneratorSettings): EpochMs =>
  Math.min(endsAt, Math.ceil(at + delayMs));

/** Which fields a form asks for; whoever fills it in leaves some out. */
const ASKED_AT_FIRST = 0.75;

/** A deed as it is sent; the number tells a person's deeds apart, 0 is the form by which the person becomes known. */
export function renderDeed(
  settings: GeneratorSettings,
  { person, number, deed }: { readonly person: Person; readonly number: number; readonly deed: Deed },
  { isFirst }: { readonly isFirst: boolean },
): SentActivity {
  // Of the deed alone, so that a repeat is the same to the last character.
  const chance = chanceOf(settings.seed, `deed/${person.index}/${number}`);
  const attributes = attributesOf(person, deed, number, chance);
  const consents = consentsOf(person, deed, number, chance);
  return {
    id: `g${settings.seed}-${person.index}-${number}`,
    type: deed.type,
    occurredAt: new Date(deed.occurredAt).toISOString(),
    lead: nameOf(person, isFirst, chance),
    ...(deed.asset === null ? {} : { asset: deed.asset }),
    ...(deed.props === null ? {} : { props: deed.props }),
    ...(attributes === null ? {} : { attributes }),
    ...(consents === null ? {} : { consents }),
  };
}

const REQUEST_FORMS: ReadonlySet<string> = new Set(['demo_request', 'contact_sales', 'trial_start']);

function attributesOf(
  person: Person,
  deed: Deed,
  number: number,
  chance: Chance,
): Readonly<Record<string, AttributeValue>> | null {
  if (number === 0) {
    const fields = Object.entries(profileOf(person)).filter(() => chance.is(ASKED_AT_FIRST));
    return Object.fromEntries(fields);
  }
  if (!REQUEST_FORMS.has(deed.type)) return null;
  return {
    ...profileOf(person),
    ...(person.phone === null ? {} : { phone: person.phone }),
    stated_need: chance.is(0.6),
  };
}

function consentsOf(
  person: Person,
  deed: Deed,
  number: number,
  chance: Chance,
): NonNullable<SentActivity['consents']> | null {
  if (deed.type === 'unsubscribe') return { email: 'withdrawn' };
  if (number !== 0) return null;
  const email = chance.is(0.9) ? 'granted' : 'withdrawn';
  if (person.phone === null) return { email };
  return { email, phone: chance.is(0.8) ? 'granted' : 'withdrawn' };
}

/** The first that becomes known names both, so that what follows can be told by either; hardly anybody is as tidy in life. */
function nameOf(person: Person, isFirst: boolean, chance: Chance): SentActivity['lead'] {
  const email = spell(person.email, chance);
  if (person.externalId === null) return { email };
  if (isFirst) return { email, id: person.externalId };
  return chance.weighted([
    [{ email }, 55],
    [{ id: person.externalId }, 35],
    [{ email, id: person.externalId }, 10],
  ]);
}

/** As people type it and systems export it. */
function spell(email: string, chance: Chance): string {
  const [name = '', domain = ''] = email.split('@');
  const capitals = name.replace(/(^|\.)[a-z]/g, (initial) => initial.toUpperCase());
  return chance.weighted([
    [email, 70],
    [`${capitals}@${domain}`, 12],
    [email.toUpperCase(), 6],
    [` ${email}`, 4],
    [`${email} `, 4],
    [`${name}@${domain.toUpperCase()}`, 4],
  ]);
}
