import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DateTime } from 'luxon';
import { parse } from 'yaml';
import { LeadlineError } from '../../../domain/errors';
import type { DecisionInputs, Stage } from '../../../domain/stage';
import { DAY_MS, type EpochMs } from '../../../domain/time';
import { compilePolicy } from '../../../lifecycle/compile-policy';
import { compileTeam } from '../../../lifecycle/compile-team';
import type { Policy } from '../../../lifecycle/policy';
import { lifecycleSchema, type LifecycleConfig } from '../../../lifecycle/policy-schema';
import type { CrmSituation, Situation } from '../../../lifecycle/situation';
import type { Team } from '../../../lifecycle/team';
import { teamSchema, type TeamConfig } from '../../../lifecycle/team-schema';

const workspaceFile = (name: string): unknown =>
  parse(readFileSync(path.join(__dirname, '../../../workspace', name), 'utf8'));

export const defaultLifecycle = (): LifecycleConfig => lifecycleSchema.parse(workspaceFile('lifecycle.yaml'));

export const defaultTeam = (): TeamConfig => teamSchema.parse(workspaceFile('team.yaml'));

/** The default policy, changed as a test needs it. */
export function aPolicy(change: (config: LifecycleConfig) => LifecycleConfig = (config) => config): Policy {
  const { policy, problems } = compilePolicy(change(defaultLifecycle()));
  expect(problems).toEqual([]);
  return policy;
}

export function aTeam(change: (config: TeamConfig) => TeamConfig = (config) => config): Team {
  const { team, problems } = compileTeam(change(defaultTeam()));
  expect(problems).toEqual([]);
  return team;
}

/** An instant as somebody's clock shows it. */
export const local = (time: string, zone: string): EpochMs => DateTime.fromISO(time, { zone }).toMillis();

export const asLocal = (at: EpochMs, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toFormat("ccc yyyy-MM-dd'T'HH:mm");

/** Tuesday, 3 March 2026, 15:00 in London. */
export const NOW = local('2026-03-03T15:00', 'Europe/London');

export const aDecision = (change: Partial<DecisionInputs> = {}): DecisionInputs => ({
  grade: 'B',
  combined: 'B2',
  zone: 'nurture',
  handRaisedAt: null,
  productQualifiedAt: null,
  disqualifiedBy: null,
  active: true,
  contactable: true,
  ...change,
});

/** A lead that is hot enough for sales. */
export const HOT = aDecision({ combined: 'B4', zone: 'priority' });

const SILENT_CRM: CrmSituation = {
  disposition: null,
  dispositionAt: null,
  lifecycleStage: null,
  lifecycleStageAt: null,
  lastTouchAt: null,
  openDeal: false,
  customer: false,
};

export function aSituation(
  stage: Stage,
  change: Partial<Omit<Situation, 'crm'>> & { readonly crm?: Partial<CrmSituation> } = {},
): Situation {
  return {
    stage,
    stageSince: NOW - DAY_MS,
    visitNo: 2,
    quiet: false,
    visitCause: 'priority',
    enteredBy: 'leadline',
    held: true,
    verdictDueAt: null,
    recycleReason: null,
    recycleUntil: null,
    settledAt: null,
    decision: aDecision(),
    asOf: NOW,
    ...change,
    crm: { ...SILENT_CRM, ...change.crm },
  };
}

/** The code of the error that something fails with; null when it does not fail. */
export function failureOf(act: () => unknown): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof LeadlineError ? error.code : String(error);
  }
}
