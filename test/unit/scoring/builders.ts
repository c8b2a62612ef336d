import { parse } from 'yaml';
import type { ActivityFact } from '../../../domain/activity';
import type { Evaluation, LeadFacts } from '../../../domain/evaluation';
import type { AttributeFact, AttributeValue } from '../../../domain/lead';
import { DAY_MS, type EpochMs } from '../../../domain/time';
import { compileModel } from '../../../scoring/compile';
import type { CompiledModel, Watch } from '../../../scoring/compiled-model';
import { scoringSchema } from '../../../scoring/model-schema';

/** Noon UTC of day n after Monday 2024-01-01. */
export const noon = (day: number): EpochMs => Date.UTC(2024, 0, 1, 12) + day * DAY_MS;

/** Day 0 of `noon` as a UTC day number. */
export const FIRST_DAY = Date.UTC(2024, 0, 1) / DAY_MS;

let lastId = 0;

export function activity(type: string, occurredAt: EpochMs, more: Partial<ActivityFact> = {}): ActivityFact {
  lastId += 1;
  return { source: 'web', sourceId: String(lastId), type, occurredAt, knownAt: occurredAt, ...more };
}

export function attribute(name: string, value: AttributeValue, more: Partial<AttributeFact> = {}): AttributeFact {
  lastId += 1;
  return { name, value, occurredAt: noon(0), knownAt: noon(0), source: 'web', sourceId: String(lastId), ...more };
}

export const attributes = (values: Record<string, AttributeValue>): AttributeFact[] =>
  Object.entries(values).map(([name, value]) => attribute(name, value));

export const facts = (more: Partial<LeadFacts>): LeadFacts => ({
  activities: [],
  attributes: [],
  consents: [],
  ...more,
});

const GRADES = 'grades: {A: 70, B: 50, C: 30}';
const LEVELS = 'levels: {4: 60, 3: 35, 2: 15}';

/** The lines of `fit` and `engagement` of a model; what is left out is empty. */
interface ModelText {
  readonly fit?: string;
  readonly engagement?: string;
  readonly disqualify?: string;
}

function configOf({ fit, engagement, disqualify }: ModelText): unknown {
  const fitPart = { ...objectOf(GRADES), profile: {}, ...objectOf(fit) };
  const engagementPart = {
    ...objectOf(LEVELS),
    interest: { rules: {} },
    intent: { rules: {} },
    ...objectOf(engagement),
  };
  return {
    fit: fitPart,
    engagement: engagementPart,
    ...(disqualify === undefined ? {} : { disqualify: objectOf(disqualify) }),
  };
}

const objectOf = (yaml = ''): Record<string, unknown> => (parse(yaml) ?? {}) as Record<string, unknown>; // test texts are mappings

/** Compiles a model written as YAML; throws when it has problems. */
export function modelOf(text: ModelText, watch: Watch = {}): CompiledModel {
  const { model, problems } = compileModel(scoringSchema.parse(configOf(text)), watch);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  return model;
}

/** A score's lines as `rule@day: points`, to read them in a test. Days count from day 0 of `noon`. */
export const linesOf = (evaluation: Evaluation, score: 'fit' | 'engagement' = 'engagement'): string[] =>
  evaluation.contributions
    .filter((line) => line.score === score)
    .map(({ kind, rule, day, points }) => {
      const name = kind === 'points' ? rule : `${rule} ${kind}`;
      return `${name}${day === null ? '' : `@${day - FIRST_DAY}`}: ${points}`;
    });
