import { renderDeed } from '../../../simulators/generator/generate';
import { deedOf } from '../../../simulators/generator/journey';
import { chanceOf } from '../../../simulators/generator/chance';
import { makeCompanies, makePerson, type Person } from '../../../simulators/generator/population';
import { settingsOf } from './company';
import type { DemoParts, DemoProgress } from './demo-parts';
import { sendActivities } from './send-visit';

/** What somebody does who is about to be called by sales, and how many minutes ago. */
const WAY: readonly (readonly [type: string, minutesAgo: number])[] = [
  ['case_study', 32],
  ['pricing_page', 26],
  ['comparison_page', 21],
  ['roi_calculator', 14],
  ['trial_start', 6],
  ['trial_activated', 0],
];
/** Out of reach of the numbers of past and live deeds. */
const FIRST_NUMBER = 900_000;
const MINUTE_MS = 60_000;

/**
 * Somebody who has read along for months has just activated a trial: an MQL with the shortest of clocks, so that whoever opens
 * the demo has a call to make. Another one at each start.
 */
export async function openDoor(parts: DemoParts, progress: DemoProgress, candidates: readonly number[]): Promise<void> {
  const state = progress.state();
  const index = candidates[state.openings % Math.max(candidates.length, 1)];
  if (index === undefined || state.webhookSecret === null) return;
  const settings = settingsOf(state);
  const person = makePerson(settings, makeCompanies(settings), index);
  await progress.save({ openings: state.openings + 1 });
  const now = parts.clock();
  const activities = WAY.map(([type, minutesAgo], step) => {
    const deed = deedOf(type, now - minutesAgo * MINUTE_MS, chanceOf(state.seed, `opening/${index}/${step}`));
    const number = FIRST_NUMBER + state.openings * WAY.length + step;
    const sent = renderDeed(settings, { person, number, deed }, { isFirst: true });
    // Nobody is called who does not want it: this visitor does.
    return step > 0 ? sent : { ...sent, consents: { email: 'granted' as const, phone: 'granted' as const } };
  });
  const id = `opening-${state.seed}-${state.openings}`;
  if (await sendActivities(parts, { id, secret: state.webhookSecret, activities })) parts.log(greeting(person));
}

const greeting = ({ firstName, lastName, company }: Person): string =>
  `Demo: ${firstName} ${lastName} of ${company.name} has just activated a trial. Ana has five minutes to call: play her in HubSpot.`;
