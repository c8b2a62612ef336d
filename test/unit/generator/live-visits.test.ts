import { Webhook } from 'standardwebhooks';
import { activitySchema } from '../../../pipeline/activity-envelope';
import { createLiveVisits } from '../../../simulators/generator/live-visits';
import { defaultSettings } from '../../../simulators/generator/settings';
import { signMessage } from '../../../simulators/generator/sign-message';

const NOW = Date.UTC(2026, 4, 4, 9);
const settings = { ...defaultSettings(NOW), people: 200, companies: 30, activities: 6_000 };
const visitOf = createLiveVisits(settings);
const visits = Array.from({ length: 600 }, (_, number) => visitOf(number));
const steps = visits.flatMap((visit) => visit.steps);

test('a visit is the same whenever it is asked for, and another company has others', () => {
  expect(createLiveVisits(settings)(17)).toEqual(visitOf(17));
  expect(createLiveVisits({ ...settings, seed: 2 })(17)).not.toEqual(visitOf(17));
});

test('every step can be sent as it is, names its lead by address, and has an id of its own', () => {
  const activities = steps.map(({ activity }) => ({ ...activity, occurredAt: new Date(NOW).toISOString() }));
  expect(activities.filter((activity) => !activitySchema.safeParse(activity).success)).toEqual([]);
  expect(activities.filter(({ lead }) => lead.email === undefined)).toEqual([]);
  expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length);
});

test('some ask for somebody, some are new and say who they are, some steps are late or told twice', () => {
  const asking = visits.filter((visit) =>
    visit.steps.some(({ activity }) => ['demo_request', 'contact_sales', 'trial_start'].includes(activity.type)),
  );
  expect(asking.length / visits.length).toBeGreaterThan(0.08);
  expect(asking.length / visits.length).toBeLessThan(0.2);
  const newcomers = visits.filter((visit) => visit.steps[0]?.activity.consents !== undefined);
  expect(newcomers.length).toBeGreaterThan(40);
  expect(newcomers.filter((visit) => visit.steps[0]?.activity.attributes === undefined)).toEqual([]);
  expect(steps.some(({ lateMs }) => lateMs > 0)).toBe(true);
  expect(steps.some(({ repeated }) => repeated)).toBe(true);
});

test('messages are signed by the convention that the webhook checks', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const body = JSON.stringify({ activities: [] });
  const headers = signMessage({ secret, id: 'live-1', body, sentAtMs: Date.now() });
  expect(new Webhook(secret).verify(body, { ...headers })).toEqual({ activities: [] });
});
