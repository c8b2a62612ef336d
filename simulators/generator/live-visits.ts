import { chanceOf, type Chance } from './chance';
import { renderDeed, type SentActivity } from './generate';
import { deedOf, FIRST_FORMS, MIX, REQUESTS } from './journey';
import { makeCompanies, makePeople, makePerson, NOT_SERVED, type Person } from './population';
import type { GeneratorSettings } from './settings';

/** A step of a visit. The activity bears no time of its own yet: it happens when it is sent. */
export interface LiveStep {
  /** Since the step before, in life. */
  readonly gapMs: number;
  /** How long before it becomes known it happened. */
  readonly lateMs: number;
  /** Told twice, as sources do. */
  readonly repeated: boolean;
  readonly activity: Omit<SentActivity, 'occurredAt'>;
}

export interface LiveVisit {
  readonly steps: readonly LiveStep[];
}

type Purpose = 'reading' | 'evaluating' | 'asking';

/** How many draws decide who comes: the more, the likelier somebody who might buy. */
const DRAWS: Readonly<Record<Purpose, number>> = { reading: 1, evaluating: 3, asking: 6 };
const NEWCOMERS = 0.12;
/** Numbers of live deeds are out of reach of those of the past. */
const FIRST_NUMBER = 1_000_000;
const STEPS_AT_MOST = 100;
const READING_GAP_MS = 90_000;

/**
 * Visits that go on after the generator's period, for ever: the n-th is the same each time it is asked for. The people are
 * those of the settings, and now and then somebody new.
 */
export function createLiveVisits(settings: GeneratorSettings): (number: number) => LiveVisit {
  const companies = makeCompanies(settings);
  const people = makePeople(settings, companies).filter(({ company }) => !NOT_SERVED.has(company.country));
  return (number) => {
    const chance = chanceOf(settings.seed, `live/${number}`);
    const purpose = chance.weighted<Purpose>([
      ['reading', 62],
      ['evaluating', 24],
      ['asking', 14],
    ]);
    const isNew = chance.is(NEWCOMERS);
    const person = isNew ? makePerson(settings, companies, settings.people + number) : visitor(people, purpose, chance);
    return { steps: stepsOf(settings, { person, isNew, purpose, number }, chance) };
  };
}

function visitor(people: readonly Person[], purpose: Purpose, chance: Chance): Person {
  const drawn = Array.from({ length: DRAWS[purpose] }, () => chance.pick(people));
  return drawn.reduce((best, person) => (person.propensity > best.propensity ? person : best));
}

function stepsOf(
  settings: GeneratorSettings,
  visit: { readonly person: Person; readonly isNew: boolean; readonly purpose: Purpose; readonly number: number },
  chance: Chance,
): readonly LiveStep[] {
  const { person, isNew, number } = visit;
  const types = [...(isNew ? [chance.weighted(FIRST_FORMS)] : []), ...typesOf(visit.purpose, chance)];
  return types.slice(0, STEPS_AT_MOST).map((type, step): LiveStep => {
    // A newcomer's first form is the deed by which somebody becomes known.
    const deedNumber = isNew && step === 0 ? 0 : FIRST_NUMBER + number * STEPS_AT_MOST + step;
    const deed = deedOf(type, 0, chance);
    // Named by address too, since the website's ids are another source's than those of the past.
    const activity = renderDeed(settings, { person, number: deedNumber, deed }, { isFirst: true });
    return {
      gapMs: step === 0 ? 0 : chance.exponential(READING_GAP_MS),
      lateMs: step === 0 && chance.is(settings.late) ? chance.exponential(3_600_000) : 0,
      repeated: chance.is(settings.repeated),
      activity,
    };
  });
}

function typesOf(purpose: Purpose, chance: Chance): readonly string[] {
  if (purpose === 'reading') return draw('reading', chance.integer(1, 4), chance);
  if (purpose === 'evaluating') return draw('buying', chance.integer(3, 7), chance);
  return [...draw('buying', chance.integer(1, 3), chance), ...chance.weighted(REQUESTS)];
}

const draw = (mood: keyof typeof MIX, count: number, chance: Chance): readonly string[] =>
  Array.from({ length: count }, () => chance.weighted(MIX[mood]));
