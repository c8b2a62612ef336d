import { z } from 'zod';
import { REP_ROLES } from './team';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,49}$/, 'Use lower case letters, digits, - and _.');
const email = z.email('Write the e-mail address of the CRM user.');
const localDate = z.iso.date('Write a date as 2026-12-24.').regex(/^20/, 'Write a date of this century.');
const hours = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'Write opening hours as "09:00-17:30".');

/** When somebody works. A rep who leaves something out has the manager's. */
const working = {
  hours: hours.optional(),
  days: z.array(z.enum(WEEKDAYS)).min(1).optional(),
  zone: z.string().min(1).optional(),
  holidays: z.string().min(1).optional(),
};

const managerSchema = z.strictObject({
  id,
  email,
  reports_to: id.optional(),
  ...working,
  hours,
  zone: z.string().min(1),
});

const repSchema = z.strictObject({
  id,
  role: z.enum(REP_ROLES),
  email,
  manager: id,
  territories: z.array(id).min(1),
  ...working,
  away: z.array(z.strictObject({ from: localDate, to: localDate })).default([]),
  max_new_mql_per_day: z.int().min(1).optional(),
});

const territorySchema = z.strictObject({
  id,
  when: z.record(z.string().min(1), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)).optional(),
});

/** team.yaml as a person writes it. */
export const teamSchema = z.strictObject({
  managers: z.array(managerSchema).min(1),
  territories: z.array(territorySchema).min(1),
  reps: z.array(repSchema).min(1),
});

export type TeamConfig = z.output<typeof teamSchema>;
export type Working = Pick<TeamConfig['managers'][number], 'days' | 'holidays' | 'hours' | 'zone'>;
