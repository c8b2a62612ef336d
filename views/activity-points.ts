import type { ActivityFact } from '../domain/activity';
import type { LeadFacts } from '../domain/evaluation';
import { effectiveAt } from '../domain/effective-time';
import type { Points } from '../domain/points';
import type { CompiledModel } from '../scoring/compiled-model';
import { evaluateFold } from '../scoring/evaluate';
import type { FitState } from '../scoring/fit';
import { emptyFold, foldActivities } from '../scoring/fold';

/** How an activity is named in the answer. */
export const activityKey = (activity: { readonly source: string; readonly sourceId: string }): string =>
  JSON.stringify([activity.source, activity.sourceId]);

/** Points of engagement do not depend on the profile. */
const NO_FIT: FitState = { lines: [], unknown: [], disqualifiedBy: null };

/**
 * What each of some activities gave when it happened: the score just with it less the score just without it. Caps, limits
 * and the clamp are in it, so one that came on top of a full cap gave 0; what silence had taken away and a sign of life
 * gives back is in it as well. Points decay afterwards; `why` tells what is left of them.
 */
export function pointsGiven(
  model: CompiledModel,
  facts: LeadFacts,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, Points> {
  const given = new Map<string, Points>();
  let fold = emptyFold();
  let skipped: ActivityFact[] = [];
  for (const activity of facts.activities) {
    const key = activityKey(activity);
    if (!wanted.has(key)) {
      skipped.push(activity);
      continue;
    }
    fold = foldActivities(model, fold, skipped);
    skipped = [];
    const asOf = effectiveAt(activity);
    const before = evaluateFold(model, { fold, fit: NO_FIT, asOf });
    fold = foldActivities(model, fold, [activity]);
    const after = evaluateFold(model, { fold, fit: NO_FIT, asOf });
    given.set(key, after.engagement - before.engagement);
    if (given.size === wanted.size) break;
  }
  return given;
}
