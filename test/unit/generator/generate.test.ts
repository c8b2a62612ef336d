import { readEnvelope } from '../../../pipeline/activity-envelope';
import { generate, type GeneratedItem } from '../../../simulators/generator/generate';
import { defaultSettings, type GeneratorSettings } from '../../../simulators/generator/settings';
import { normaliseEmail } from '../../../store/normalise-email';

const END = Date.UTC(2026, 4, 1);
const DAY = 86_400_000;
const small: GeneratorSettings = { ...defaultSettings(END), people: 200, companies: 30, activities: 6_000 };

type Activity = Extract<GeneratedItem, { kind: 'activity' }>;
type Outcome = Extract<GeneratedItem, { kind: 'outcome' }>;
const activitiesOf = (items: readonly GeneratedItem[]): readonly Activity[] =>
  items.filter((item) => item.kind === 'activity');
const outcomesOf = (items: readonly GeneratedItem[]): readonly Outcome[] =>
  items.filter((item) => item.kind === 'outcome');

describe('the generator', () => {
  const items = [...generate(small)];
  const activities = activitiesOf(items);
  const first = activities.filter((item) => !item.repeated);

  it('makes up the same for the same settings, and something else for another seed', () => {
    expect([...generate(small)]).toEqual(items);
    expect(activitiesOf([...generate({ ...small, seed: 2 })]).map((item) => item.activity.type)).not.toEqual(
      activities.map((item) => item.activity.type),
    );
  });

  it('makes as many people and activities as asked for, with late and repeated ones on top of the order', () => {
    expect(first).toHaveLength(6_000);
    expect(new Set(first.map((item) => item.activity.id)).size).toBe(6_000);
    expect(new Set(activities.map((item) => item.person)).size).toBe(200);
    expect(first.filter((item) => item.late).length / 6_000).toBeCloseTo(0.05, 1);
    expect((activities.length - first.length) / 6_000).toBeCloseTo(0.02, 2);
  });

  it('tells everything in the order in which it becomes known, never before it happened, all within the period', () => {
    const known = items.map((item) => item.knownAt);
    expect(known).toEqual(known.toSorted((a, b) => a - b));
    for (const { knownAt, activity, late } of activities) {
      const occurredAt = Date.parse(activity.occurredAt);
      expect(occurredAt).toBeGreaterThanOrEqual(END - 365 * DAY);
      expect(knownAt).toBeGreaterThanOrEqual(occurredAt);
      expect(knownAt).toBeLessThanOrEqual(END);
      if (late && knownAt < END) expect(knownAt - occurredAt).toBeGreaterThanOrEqual(3_600_000);
    }
  });

  it('repeats an activity to the last character', () => {
    const byId = new Map(first.map((item) => [item.activity.id, item.activity]));
    const repeats = activities.filter((item) => item.repeated);
    expect(repeats.length).toBeGreaterThan(50);
    for (const { activity } of repeats) expect(activity).toEqual(byId.get(activity.id));
  });

  it('is taken whole by the webhook', () => {
    for (const item of activities) {
      const body = Buffer.from(JSON.stringify(item.activity));
      const reading = readEnvelope(body, { source: 'generator', receivedAt: item.knownAt });
      expect(reading.kind).toBe('read');
    }
  });

  it('spells one address in several ways that come to the same, under domains that nobody can own', () => {
    const spellings = Map.groupBy(
      activities.filter((item) => item.activity.lead.email !== undefined),
      (item) => item.person,
    );
    let several = 0;
    for (const own of spellings.values()) {
      const written = new Set(own.map((item) => item.activity.lead.email!));
      const normal = new Set([...written].map(normaliseEmail));
      expect(normal.size).toBe(1);
      expect([...normal][0]).toMatch(/@[a-z0-9]+\.example$/);
      if (written.size > 1) several += 1;
    }
    expect(several).toBeGreaterThan(150);
  });

  it('names a person by both e-mail and id first, so that both can be told apart later', () => {
    const seen = new Set<number>();
    for (const { person, activity } of activities) {
      if (seen.has(person)) continue;
      seen.add(person);
      expect(activity.lead.email).toBeDefined();
    }
    const byId = first.filter((item) => item.activity.lead.email === undefined);
    expect(byId.length).toBeGreaterThan(500);
  });

  it('leaves months of silence between bursts', () => {
    const gaps = [...Map.groupBy(first, (item) => item.person).values()].flatMap((own) => {
      const times = own.map((item) => Date.parse(item.activity.occurredAt)).toSorted((a, b) => a - b);
      return times.slice(1).map((at, index) => at - times[index]!);
    });
    expect(gaps.filter((gap) => gap > 60 * DAY).length).toBeGreaterThan(50);
    expect(gaps.filter((gap) => gap < DAY).length / gaps.length).toBeGreaterThan(0.7);
  });

  it('can be asked for nothing late and nothing repeated, but not for people who do nothing', () => {
    const tidy = activitiesOf([...generate({ ...small, late: 0, repeated: 0 })]);
    expect(tidy.filter((item) => item.late || item.repeated)).toEqual([]);
    expect(() => generate({ ...small, activities: 199 }).next()).toThrow(RangeError);
  });
});

describe('outcomes', () => {
  const settings = defaultSettings(END);
  const items = [...generate(settings)];
  const won = new Set(outcomesOf(items).map((item) => item.person));

  it('come to a few percent of the people, each once, after what they did first', () => {
    expect(outcomesOf(items)).toHaveLength(won.size);
    expect(won.size).toBeGreaterThan(40);
    expect(won.size).toBeLessThan(200);
  });

  it('follow intent often and by no means always', () => {
    const asked = new Set(
      activitiesOf(items)
        .filter((item) => ['demo_request', 'trial_start', 'contact_sales'].includes(item.activity.type))
        .map((item) => item.person),
    );
    const rate = (people: Iterable<number>): number => {
      const all = [...people];
      return all.filter((person) => won.has(person)).length / all.length;
    };
    const others = Array.from({ length: settings.people }, (_, person) => person).filter(
      (person) => !asked.has(person),
    );
    expect(rate(asked)).toBeGreaterThan(5 * rate(others));
    expect(rate(asked)).toBeLessThan(0.6);
    expect(rate(others)).toBeGreaterThan(0);
  });
});
