import { POINT } from '../domain/points';
import type { CompiledModel, CompiledRule, ModelProblem, ValueTest, Watch } from './compiled-model';
import { compileGroups, compileSilence } from './compile-engagement';
import { compileFit, emptyWhen } from './compile-fit';
import { compileConditions, type ConditionContext } from './condition';
import type { ConditionConfig, ScoringConfig } from './model-schema';
import { comparable } from './text-match';
import { labelOf, toPoints } from './wording';

/**
 * Makes a model ready for scoring. The model is to be used only when there are no problems. `watch` names the movements of
 * points that `nextChangeAt` has to report beside levels and dates.
 */
export function compileModel(
  config: ScoringConfig,
  watch: Watch = {},
): { model: CompiledModel; problems: readonly ModelProblem[] } {
  const problems: ModelProblem[] = [];
  const report = (problem: ModelProblem): void => void problems.push(problem);
  const context = contextOf(config);
  const { fit, engagement } = config;
  checkFreeMail(config, report);
  checkReach(config, watch, report);
  const groups = compileGroups(engagement, context, report);
  const model: CompiledModel = {
    fit: compileFit(fit, context, report),
    disqualify: Object.entries(config.disqualify ?? {}).map(([id, { label, when }]) => {
      if (Object.keys(when).length === 0) report(emptyWhen(['disqualify', id, 'when']));
      return { id, label: labelOf(id, label), when: compileConditions(when, context) };
    }),
    groups,
    rulesByType: byType(groups.flatMap((group) => group.rules)),
    levels: { 4: toPoints(engagement.levels[4]), 3: toPoints(engagement.levels[3]), 2: toPoints(engagement.levels[2]) },
    handRaiseValidDays: engagement.hand_raise_valid_days ?? 0,
    pqlValidDays: engagement.pql_valid_days ?? 0,
    silence: compileSilence(engagement.silence ?? [], report),
    freeMailDomains: context.freeMailDomains,
    watchedIntent: [...new Set(watch.intent)].sort((a, b) => a - b),
  };
  return { model, problems };
}

function contextOf({ fit }: ScoringConfig): ConditionContext {
  const saysNothing = new Set(['', ...(fit.treat_as_unknown ?? []).map((text) => comparable(text))]);
  const isKnown: ValueTest = (value) => !saysNothing.has(comparable(value));
  return { isKnown, freeMailDomains: new Set((fit.free_mail_domains ?? []).map((domain) => comparable(domain))) };
}

function byType(rules: readonly CompiledRule[]): ReadonlyMap<string, readonly CompiledRule[]> {
  const map = new Map<string, CompiledRule[]>();
  for (const rule of rules)
    for (const type of new Set(rule.types)) {
      const known = map.get(type);
      if (known) known.push(rule);
      else map.set(type, [rule]);
    }
  return map;
}

function checkReach(
  { engagement: { intent } }: ScoringConfig,
  watch: Watch,
  report: (problem: ModelProblem) => void,
): void {
  const highest = Math.max(0, ...(watch.intent ?? []));
  if (intent.cap !== undefined && highest > toPoints(intent.cap))
    report({
      path: ['engagement', 'intent', 'cap'],
      message: `lifecycle.yaml waits for ${highest / POINT} points of intent, and intent never exceeds ${intent.cap}`,
      remedy: 'raise this cap, or lower the number under `grid.sales_if_intent`',
    });
}

/** Asking for the kind of a mail domain takes a list of the free ones, and a list takes somebody who asks. */
function checkFreeMail(config: ScoringConfig, report: (problem: ModelProblem) => void): void {
  const asks = (condition: ConditionConfig): boolean =>
    typeof condition === 'object' && !Array.isArray(condition) && condition.email_domain !== undefined;
  const whens = [...Object.values(config.fit.minus ?? {}), ...Object.values(config.disqualify ?? {})].map(
    ({ when }) => when,
  );
  const rules = Object.values([config.engagement.interest, config.engagement.intent, config.engagement.minus]).flatMap(
    (group) => Object.values(group?.rules ?? {}).map(({ where }) => where ?? {}),
  );
  const used =
    Object.values(config.fit.profile).some((field) => field.email_domain !== undefined) ||
    [...whens, ...rules].some((when) => Object.values(when).some(asks));
  const listed = config.fit.free_mail_domains !== undefined;
  if (used && !listed)
    report({
      path: ['fit', 'free_mail_domains'],
      message: 'something asks whether an e-mail domain is free, but no free domains are listed',
      remedy: 'add e.g. `free_mail_domains: [gmail.com, outlook.com]` under `fit`',
    });
  if (!used && listed)
    report({
      path: ['fit', 'free_mail_domains'],
      message: '`free_mail_domains` does nothing: no field and no condition asks for `email_domain`',
      remedy: 'use `email_domain` or remove the list',
    });
}
