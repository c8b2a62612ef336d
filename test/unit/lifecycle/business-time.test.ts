import fc from 'fast-check';
import { addBusinessTime, isBusinessTime, startOfRepDay } from '../../../lifecycle/business-time';
import { compileCalendar, type Weekday } from '../../../lifecycle/calendar';
import { parseBusinessDuration } from '../../../lifecycle/duration';
import { publicHolidays } from '../../../lifecycle/holidays';
import type { BusinessCalendar } from '../../../lifecycle/team';
import { WEEKDAYS } from '../../../lifecycle/team-schema';
import { asLocal, failureOf, local } from './fixtures';

const WEEK: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

const calendar = (zone: string, holidays: string, hours = '09:00-17:30'): BusinessCalendar =>
  compileCalendar({ zone, hours, days: WEEK, isHoliday: publicHolidays(holidays) });

const london = calendar('Europe/London', 'GB');
const newYork = calendar('America/New_York', 'US');

const after = (on: BusinessCalendar, from: string, duration: string): string =>
  asLocal(addBusinessTime(on, local(from, on.zone), parseBusinessDuration(duration)), on.zone);

describe('business time', () => {
  it.each([
    ['within the day', '2026-03-03T15:00', '15m', 'Tue 2026-03-03T15:15'],
    ['over the night', '2026-03-03T15:00', '4h', 'Wed 2026-03-04T10:30'],
    ['up to the moment of closing', '2026-03-03T13:30', '4h', 'Tue 2026-03-03T17:30'],
    ['from the moment of closing', '2026-03-03T17:30', '15m', 'Wed 2026-03-04T09:15'],
    ['before opening', '2026-03-03T06:00', '15m', 'Tue 2026-03-03T09:15'],
    ['at the weekend', '2026-03-07T12:00', '15m', 'Mon 2026-03-09T09:15'],
    ['over several days', '2026-03-03T15:00', '20h', 'Fri 2026-03-06T09:30'],
  ])('counts open time %s', (_, from, duration, due) => {
    expect(after(london, from, duration)).toBe(due);
  });

  it.each([
    ['keeps the time of day', '2026-03-03T15:00', '1bd', 'Wed 2026-03-04T15:00'],
    ['skips the weekend', '2026-03-06T15:00', '2bd', 'Tue 2026-03-10T15:00'],
    ['begins at the next opening when closed', '2026-03-07T12:00', '1bd', 'Tue 2026-03-10T09:00'],
    ['skips Good Friday and Easter Monday', '2026-04-02T11:00', '1bd', 'Tue 2026-04-07T11:00'],
    ['keeps the local time when the clocks change', '2026-03-27T15:00', '1bd', 'Mon 2026-03-30T15:00'],
  ])('a business day %s', (_, from, duration, due) => {
    expect(after(london, from, duration)).toBe(due);
  });

  it("knows each country's own holidays", () => {
    expect(after(newYork, '2026-04-02T11:00', '1bd')).toBe('Fri 2026-04-03T11:00');
    expect(after(newYork, '2026-11-25T17:00', '1h')).toBe('Fri 2026-11-27T09:30');
    // The Fourth of July is a Saturday in 2026 and is kept on the Friday.
    expect(after(newYork, '2026-07-02T17:15', '30m')).toBe('Mon 2026-07-06T09:15');
  });

  it('crosses the year', () => {
    expect(after(london, '2026-12-31T17:00', '1h')).toBe('Mon 2027-01-04T09:30');
  });

  it('is shorter by the hour that is skipped, where work goes on through the change of clocks', () => {
    const allDay = compileCalendar({
      zone: 'Europe/London',
      hours: '00:00-24:00',
      days: WEEKDAYS,
      isHoliday: () => false,
    });
    expect(after(allDay, '2026-03-29T00:00', '2h')).toBe('Sun 2026-03-29T03:00');
    expect(after(allDay, '2026-03-28T00:00', '25h')).toBe('Sun 2026-03-29T02:00');
  });

  it('is open from the opening to just before the closing', () => {
    const open = (time: string): boolean => isBusinessTime(london, local(time, 'Europe/London'));
    expect([open('2026-03-03T08:59'), open('2026-03-03T09:00'), open('2026-03-03T17:29')]).toEqual([false, true, true]);
    expect([open('2026-03-03T17:30'), open('2026-03-07T12:00'), open('2026-12-25T12:00')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("a rep's day begins when the business day before it closes", () => {
    const dayOf = (time: string): string =>
      asLocal(startOfRepDay(london, local(time, 'Europe/London')), 'Europe/London');
    expect(dayOf('2026-03-03T15:00')).toBe('Mon 2026-03-02T17:30');
    expect(dayOf('2026-03-07T12:00')).toBe('Fri 2026-03-06T17:30');
    expect(dayOf('2026-03-09T15:00')).toBe('Fri 2026-03-06T17:30');
    expect(dayOf('2026-03-06T17:30')).toBe('Fri 2026-03-06T17:30');
  });

  it('says so when a calendar never opens', () => {
    const never = compileCalendar({ zone: 'UTC', hours: '09:00-17:00', days: WEEK, isHoliday: () => true });
    expect(failureOf(() => addBusinessTime(never, 0, { unit: 'minutes', count: 1 }))).toBe('calendar_never_opens');
  });
});

describe('any business calendar', () => {
  const zones = ['Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'];
  const holidays = ['US', 'GB', 'DE-BY', 'IN', 'IL'].map((code) => publicHolidays(code));
  const hours = fc
    .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 24 }))
    .filter(([from, to]) => from < to)
    .map(([from, to]) => `${String(from).padStart(2, '0')}:00-${String(to).padStart(2, '0')}:00`);
  const calendars = fc
    .record({
      zone: fc.constantFrom(...zones),
      hours,
      days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
      isHoliday: fc.constantFrom(...holidays),
    })
    .map((working) => compileCalendar(working));
  const instants = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map(Number);
  const minutes = fc.integer({ min: 1, max: 6000 }).map((count) => ({ unit: 'minutes' as const, count }));
  const days = fc.integer({ min: 1, max: 12 }).map((count) => ({ unit: 'business_days' as const, count }));
  const durations = fc.oneof(minutes, days);

  it('ends in opening hours, or at the moment of closing', () => {
    fc.assert(
      fc.property(calendars, instants, durations, (on, from, duration) => {
        const due = addBusinessTime(on, from, duration);
        expect(due).toBeGreaterThan(from);
        expect(isBusinessTime(on, due) || isBusinessTime(on, due - 1)).toBe(true);
      }),
    );
  });

  it('starts later, ends no sooner', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: 0, max: 90_000_000 }),
        durations,
        (on, from, later, duration) => {
          expect(addBusinessTime(on, from + later, duration)).toBeGreaterThanOrEqual(
            addBusinessTime(on, from, duration),
          );
        },
      ),
    );
  });

  it('adds up: two stretches one after the other are their sum', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, minutes, (on, from, one, other) => {
        const sum = { unit: 'minutes' as const, count: one.count + other.count };
        expect(addBusinessTime(on, addBusinessTime(on, from, one), other)).toBe(addBusinessTime(on, from, sum));
      }),
    );
  });

  it('contains exactly the open minutes that were asked for', () => {
    fc.assert(
      fc.property(calendars, instants, fc.integer({ min: 1, max: 300 }), (on, from, count) => {
        const start = Math.ceil(from / 60_000) * 60_000;
        const due = addBusinessTime(on, start, { unit: 'minutes', count });
        let open = 0;
        for (let at = start; at < due; at += 60_000) if (isBusinessTime(on, at)) open += 1;
        expect(open).toBe(count);
      }),
      { numRuns: 25 },
    );
  });
});
