import { isHolidayRegion, publicHolidays } from '../../../lifecycle/holidays';

describe('public holidays', () => {
  it.each(['US', 'US-CA', 'DE-BY', 'GB-SCT', 'US-LA-NO'])('knows %s', (code) => {
    expect(isHolidayRegion(code)).toBe(true);
  });

  it.each(['XX', 'us', 'US-ZZ', 'DE-BY-ZZ', 'England', '', 'US-LA-NO-X'])('does not know "%s"', (code) => {
    expect(isHolidayRegion(code)).toBe(false);
  });

  it('follows the part of the country', () => {
    const [germany, bavaria] = [publicHolidays('DE'), publicHolidays('DE-BY')];
    expect([germany('2026-01-06'), bavaria('2026-01-06')]).toEqual([false, true]);
  });

  it('counts no bank holiday and no observance', () => {
    const germany = publicHolidays('DE');
    expect([germany('2026-12-24'), germany('2026-12-25'), germany('2026-12-31')]).toEqual([false, true, false]);
  });

  it('counts a holiday that begins on the eve on its day', () => {
    const israel = publicHolidays('IL');
    expect([israel('2026-09-20'), israel('2026-09-21'), israel('2026-09-22')]).toEqual([false, true, false]);
  });

  it('counts every day of a holiday that lasts', () => {
    const emirates = publicHolidays('AE');
    const days = ['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22', '2026-03-23'];
    expect(days.map(emirates)).toEqual([false, true, true, true, false]);
  });

  it('does not count half a day off', () => {
    const china = publicHolidays('CN');
    expect([china('2026-05-01'), china('2026-05-04')]).toEqual([true, false]);
  });
});
