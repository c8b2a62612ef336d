import type { EpochMs } from '../../../domain/time';
import { chanceOf } from '../../../simulators/generator/chance';
import { YOU } from './cast';
import type { DemoParts, DemoProgress } from './demo-parts';
import { readWork, type Work } from './read-work';
import { drawVerdict } from './verdicts';

const LOOK_EVERY_MS = 3_000;
const MINUTE_MS = 60_000;
/** Nobody plans a call for tomorrow in a demo. */
const SHORTEST_WAIT_MS = 2 * MINUTE_MS;
const LONGEST_WAIT_MS = 7 * MINUTE_MS;
const WATCHED_MS = 30 * MINUTE_MS;

/** Something a colleague does with a lead, and when. The key tells it apart from all others. */
interface Deed {
  readonly key: string;
  readonly at: EpochMs;
  readonly kind: 'call' | 'verdict' | 'qualify' | 'deal' | 'win';
}

/**
 * The rest of the sales team at work in HubSpot: calls, mostly in time, answers, qualifies, wins. One rep's leads are left alone: that
 * rep is played by whoever looks at the demo.
 */
export async function playColleagues(parts: DemoParts, progress: DemoProgress): Promise<void> {
  const { seed } = progress.state();
  const done = new Set<string>();
  while (!parts.signal.aborted) {
    const now = parts.clock();
    const all = await readWork(parts.db, { connectionId: parts.hubspot.connectionId, butOf: YOU, now });
    for (const work of all) {
      const deed = nextDeed(work, seed);
      // Leadline hears of it a moment later: until then the lead looks as it did.
      if (deed === null || deed.at > now || done.has(deed.key)) continue;
      done.add(deed.key);
      await carryOut(parts, work, deed, seed);
    }
    await parts.pause(LOOK_EVERY_MS);
  }
}

/** Pure: the same lead in the same place has the same next deed. */
export function nextDeed(work: Work, seed: number): Deed | null {
  const key = `${work.leadId}/${work.visitNo}/${work.repId}/${work.stage}`;
  const chance = chanceOf(seed, `colleague/${key}`);
  const later = (least: number, most: number): EpochMs => work.stageSince + chance.between(least, most) * MINUTE_MS;
  switch (work.stage) {
    case 'mql': {
      const { assignedAt, dueAt, touchedAt } = work;
      if (assignedAt === null || dueAt === null) return null;
      if (touchedAt !== null) {
        return { key: `${key}/verdict`, kind: 'verdict', at: touchedAt + chance.between(0.4, 2) * MINUTE_MS };
      }
      const promised = dueAt - assignedAt;
      // Whoever gets a lead after its time is up has no time left, but cannot call at once either.
      const window = Math.max(Math.min(promised, LONGEST_WAIT_MS), SHORTEST_WAIT_MS);
      // One in eight is late, where that takes no longer than somebody watches.
      const isLate = chance.is(0.125) && promised > 0 && promised < WATCHED_MS;
      const at = isLate ? dueAt + chance.between(0.5, 4) * MINUTE_MS : assignedAt + chance.between(0.1, 0.85) * window;
      return { key: `${key}/call`, kind: 'call', at };
    }
    case 'sal':
      return chance.is(0.6) ? { key, kind: 'qualify', at: later(2, 9) } : null;
    case 'sql':
      return chance.is(0.6) ? { key, kind: 'deal', at: later(3, 12) } : null;
    default:
      return chance.is(0.4) ? { key, kind: 'win', at: later(4, 15) } : null;
  }
}

async function carryOut(parts: DemoParts, work: Work, { kind, key }: Deed, seed: number): Promise<void> {
  const { control, portalId } = parts.hubspot;
  const change = (properties: Readonly<Record<string, string>>) =>
    control.repUpdate({ portalId, objectType: 'contacts', id: work.crmId, properties });
  switch (kind) {
    case 'call': {
      const about = [{ objectType: 'contacts', id: work.crmId }];
      const properties = { hs_call_title: 'Call', hs_call_direction: 'OUTBOUND', hs_call_status: 'COMPLETED' };
      await control.repLog({ portalId, kind: 'calls', about, properties });
      return;
    }
    case 'verdict':
      await change({ leadline_disposition: drawVerdict(chanceOf(seed, key)) });
      await completeTasks(parts, work.crmId);
      return;
    case 'qualify':
      await change({ lifecyclestage: 'salesqualifiedlead' });
      return;
    case 'deal':
      await control.createDeal({ portalId, contactId: work.crmId });
      await change({ lifecyclestage: 'opportunity' });
      return;
    case 'win':
      await change({ lifecyclestage: 'customer' });
  }
}

async function completeTasks({ hubspot: { control, portalId } }: DemoParts, crmId: string): Promise<void> {
  const open = await control.openTasks({ portalId, contactId: crmId });
  for (const id of open) await control.completeTask({ portalId, id });
}
