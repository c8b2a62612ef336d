import type { AttributeValue } from '../../domain/lead';
import { chanceOf, type Chance } from './chance';
import type { GeneratorSettings } from './settings';
import { companyName, COUNTRIES, FIRST_NAMES, FUNCTIONS, INDUSTRIES, LAST_NAMES, SENIORITIES, SIZES } from './words';

export interface Company {
  readonly name: string;
  /** Under .example, which nobody can own (RFC 2606). */
  readonly domain: string;
  readonly country: string;
  readonly industry: string;
  readonly employees: number;
  readonly revenueUsd: number;
  readonly usesOurCrm: boolean;
  /** Whether it has the problem at all. Nobody tells. */
  readonly need: number;
}

export interface Person {
  readonly index: number;
  readonly company: Company;
  readonly email: string;
  /** The website's id of the person; null for those it does not recognise. */
  readonly externalId: string | null;
  readonly seniority: string;
  readonly jobFunction: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string | null;
  /** The hidden chance that this person buys within the period. No score may see it. */
  readonly propensity: number;
}

export function makeCompanies(settings: GeneratorSettings): readonly Company[] {
  return Array.from({ length: settings.companies }, (_, index) => {
    const chance = chanceOf(settings.seed, `company/${index}`);
    const name = companyName(index);
    const [fewest, most] = chance.weighted(SIZES);
    const employees = chance.integer(fewest, most);
    return {
      name,
      domain: `${name.toLowerCase()}.example`,
      country: chance.weighted(COUNTRIES),
      industry: chance.weighted(INDUSTRIES),
      employees,
      revenueUsd: Math.round(employees * chance.between(60_000, 220_000)),
      usesOurCrm: chance.is(0.4),
      need: chance.normal(),
    };
  });
}

export const makePeople = (settings: GeneratorSettings, companies: readonly Company[]): readonly Person[] =>
  Array.from({ length: settings.people }, (_, index) => makePerson(settings, companies, index));

/** One person; an index beyond the settings' people is somebody who comes later. */
export function makePerson(settings: GeneratorSettings, companies: readonly Company[], index: number): Person {
  const chance = chanceOf(settings.seed, `person/${index}`);
  // Every company has somebody; the rest work where chance puts them.
  const company = companies[index] ?? chance.pick(companies);
  const [firstName, lastName] = [chance.pick(FIRST_NAMES), chance.pick(LAST_NAMES)];
  const seniority = chance.weighted(SENIORITIES);
  const jobFunction = chance.weighted(FUNCTIONS);
  return {
    index,
    company,
    // The index tells namesakes of one company apart.
    email: `${firstName}.${lastName}${index}@${company.domain}`.toLowerCase(),
    externalId: chance.is(0.7) ? `v-${settings.seed}-${index}` : null,
    seniority,
    jobFunction,
    firstName,
    lastName,
    phone: chance.is(0.35) ? `+1-555-01${String(index % 100).padStart(2, '0')}` : null,
    propensity: propensityOf(company, seniority, jobFunction, chance),
  };
}

/** What really decides here. Close to what a sensible model believes, and different enough for it to be wrong at times. */
const TRUE_INDUSTRY: Readonly<Record<string, number>> = {
  software: 0.6,
  fintech: 0.8,
  manufacturing: 0.5,
  healthcare: 0.7,
  'business services': 0.2,
};
const TRUE_SENIORITY: Readonly<Record<string, number>> = { director: 0.8, vp: 0.6, manager: 0.5, cxo: 0.3 };
const TRUE_FUNCTION: Readonly<Record<string, number>> = {
  'revenue operations': 0.9,
  'sales operations': 0.7,
  operations: 0.5,
  marketing: 0.4,
  sales: 0.2,
};
/** Where the company does not sell. */
export const NOT_SERVED: ReadonlySet<string> = new Set(['IN', 'BR', 'SG']);

function propensityOf(company: Company, seniority: string, jobFunction: string, chance: Chance): number {
  if (NOT_SERVED.has(company.country)) return 0;
  // Best around 500 people, worse by every power of e away from there.
  const size = 0.8 - 0.5 * Math.abs(Math.log(company.employees / 500));
  const known =
    size +
    (TRUE_INDUSTRY[company.industry] ?? 0) +
    (TRUE_SENIORITY[seniority] ?? 0) +
    (TRUE_FUNCTION[jobFunction] ?? 0);
  return 1 / (1 + Math.exp(4.2 - known - 0.8 * company.need - 0.6 * chance.normal()));
}

/** What forms ask for, under the names that the default workspace reads. */
export const profileOf = ({
  company,
  seniority,
  jobFunction,
  firstName,
  lastName,
}: Person): Readonly<Record<string, AttributeValue>> => ({
  first_name: firstName,
  last_name: lastName,
  company: company.name,
  country: company.country,
  industry: company.industry,
  employees: company.employees,
  revenue_usd: company.revenueUsd,
  uses_our_crm: company.usesOurCrm,
  seniority,
  function: jobFunction,
});
