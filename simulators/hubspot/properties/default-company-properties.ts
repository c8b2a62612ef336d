import { datetime, number, text, textArea, type DefaultProperty } from './default-property';
import { activityTimes, leadStatus, lifecycleStage } from './shared-default-properties';

export const companyDefaults: readonly DefaultProperty[] = [
  text('name', 'Company name'),
  text('domain', 'Company Domain Name'),
  text('website', 'Website URL'),
  text('phone', 'Phone Number'),
  text('industry', 'Industry'),
  number('annualrevenue', 'Annual Revenue'),
  number('numberofemployees', 'Number of Employees'),
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State/Region'),
  text('zip', 'Postal Code'),
  text('country', 'Country/Region'),
  textArea('description', 'Description'),
  datetime('closedate', 'Close Date'),
  lifecycleStage,
  leadStatus,
  ...activityTimes,
];
