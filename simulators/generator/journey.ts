import type { AttributeValue } from '../../domain/lead';
import { DAY_MS, type EpochMs } from '../../domain/time';
import type { Chance, Weighted } from './chance';
import type { Person } from './population';
import { ASSETS } from './words';

/** Something a person does. */
export interface Deed {
  readonly occurredAt: EpochMs;
  readonly type: string;
  readonly asset: string | null;
  readonly props: Readonly<Record<string, AttributeValue>> | null;
}

export interface Journey {
  /** In order of time; the first is a form in which the person tells who they are. */
  readonly deeds: readonly Deed[];
  /** When the person bought; null for most. */
  readonly wonAt: EpochMs | null;
}

interface Period {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export type Mood = 'reading' | 'buying';

/** A stretch of days in which a person is about; between two of them lie weeks or months of silence. */
interface Episode extends Period {
  readonly mood: Mood;
}

/** What people do in a mood. */
export const MIX: Readonly<Record<Mood, Weighted<string>>> = {
  reading: [
    ['page_view', 44],
    ['email_open', 18],
    ['email_click', 8],
    ['download', 5],
    ['video_watched', 5],
    ['case_study', 4],
    ['docs_page', 4],
    ['webinar_registered', 3],
    ['webinar_attended', 2],
    ['webinar_on_demand', 1],
    ['pricing_page', 2],
    ['support_visit', 2],
    ['careers_page', 2],
  ],
  buying: [
    ['page_view', 26],
    ['pricing_page', 18],
    ['case_study', 9],
    ['comparison_page', 8],
    ['docs_page', 8],
    ['email_click', 7],
    ['download', 6],
    ['security_page', 5],
    ['roi_calculator', 5],
    ['webinar_attended', 3],
    ['video_watched', 3],
    ['chat_asks_for_sales', 1],
  ],
};

/** What somebody does who wants to talk, in this order, each once. */
export const REQUESTS: Weighted<readonly string[]> = [
  [['demo_request'], 45],
  [['trial_start', 'trial_activated'], 25],
  [['trial_start'], 10],
  [['contact_sales'], 12],
  [['trial_start', 'trial_activated', 'demo_request'], 8],
]; /** In which form people first tell who they are. */
export const FIRST_FORMS: Weighted<string> = [
  ['download', 50],
  ['webinar_registered', 30],
  ['event_badge_scan', 20],
];

/** A person's way through the period in exactly `count` deeds (at least one). */
export function makeJourney(person: Person, count: number, period: Period, chance: Chance): Journey {
  const signedUpAt = signUp(period, chance);
  const willBuy = chance.is(person.propensity);
  // Some look as if they would buy and do not, and some buy without a sign.
  const shows = willBuy ? chance.is(0.85) : chance.is(0.05);
  const episodes = planEpisodes({ from: signedUpAt, to: period.to }, shows, chance);
  const requests =
    shows && chance.is(0.7) ? [...chance.weighted(REQUESTS), ...(chance.is(0.1) ? ['no_show'] : [])] : [];
  const first = deedOf(chance.weighted(FIRST_FORMS), signedUpAt, chance);
  const buying = episodes.find((episode) => episode.mood === 'buying');
  const asked =
    buying === undefined
      ? []
      : requests.slice(0, count - 1).map((type, step) => {
          return deedOf(
            type,
            Math.min(period.to, buying.to - DAY_MS / 2 + step * chance.between(0.2, 1) * DAY_MS),
            chance,
          );
        });
  const others = wander(episodes, count - 1 - asked.length, chance);
  const deeds = [first, ...others, ...asked].toSorted((a, b) => a.occurredAt - b.occurredAt);
  const last = deeds.at(-1);
  if (deeds.length > 3 && last !== undefined && chance.is(0.04)) {
    deeds.splice(-1, 1, { ...last, type: 'unsubscribe', asset: null, props: null });
  }
  const decidedAt = (buying?.to ?? signedUpAt + 30 * DAY_MS) + chance.between(10, 60) * DAY_MS;
  return { deeds, wonAt: willBuy && decidedAt <= period.to ? Math.floor(decidedAt) : null };
}

/** A third are known from the start, the others come all through the period. */
function signUp({ from, to }: Period, chance: Chance): EpochMs {
  const latest = chance.is(0.33) ? from + (to - from) * 0.08 : to - (to - from) * 0.01;
  return Math.floor(chance.between(from, latest));
}

function planEpisodes({ from, to }: Period, shows: boolean, chance: Chance): readonly Episode[] {
  const count = 1 + chance.integer(0, 3);
  const episodes = Array.from({ length: count }, (_, index): Episode => {
    const begin = index === 0 ? from : chance.between(from, to);
    return { from: begin, to: Math.min(to, begin + chance.between(2, 25) * DAY_MS), mood: 'reading' };
  });
  if (!shows) return episodes;
  const begin = chance.between(from, Math.max(from, to - 20 * DAY_MS));
  return [...episodes, { from: begin, to: Math.min(to, begin + chance.between(1, 10) * DAY_MS), mood: 'buying' }];
}

/** Sittings of a few deeds a minute or two apart, within the episodes; those who are buying come more often. */
function wander(episodes: readonly Episode[], count: number, chance: Chance): readonly Deed[] {
  const weights: Weighted<Episode> = episodes.map((episode) => [episode, episode.mood === 'buying' ? 3 : 1]);
  const deeds: Deed[] = [];
  while (deeds.length < count) {
    const episode = chance.weighted(weights);
    let at = chance.between(episode.from, episode.to);
    const sitting = Math.min(count - deeds.length, chance.integer(1, 6));
    for (let step = 0; step < sitting; step += 1) {
      deeds.push(deedOf(chance.weighted(MIX[episode.mood]), Math.min(at, episode.to), chance));
      at += chance.exponential(90_000);
    }
  }
  return deeds;
}

export function deedOf(type: string, at: number, chance: Chance): Deed {
  const assets = ASSETS[type];
  return {
    occurredAt: Math.floor(at),
    type,
    asset: assets === undefined ? null : chance.pick(assets),
    props: type === 'video_watched' ? { percent: chance.integer(5, 100) } : null,
  };
}
