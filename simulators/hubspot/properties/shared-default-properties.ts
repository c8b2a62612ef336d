import { choice, datetime, readOnly, type DefaultProperty } from './default-property';

/** In the order in which a record may move; `other` is last. */
export const lifecycleStage: DefaultProperty = choice('lifecyclestage', 'Lifecycle Stage', [
  ['subscriber', 'Subscriber'],
  ['lead', 'Lead'],
  ['marketingqualifiedlead', 'Marketing Qualified Lead'],
  ['salesqualifiedlead', 'Sales Qualified Lead'],
  ['opportunity', 'Opportunity'],
  ['customer', 'Customer'],
  ['evangelist', 'Evangelist'],
  ['other', 'Other'],
]);

export const leadStatus: DefaultProperty = choice('hs_lead_status', 'Lead Status', [
  ['NEW', 'New'],
  ['OPEN', 'Open'],
  ['IN_PROGRESS', 'In Progress'],
  ['OPEN_DEAL', 'Open Deal'],
  ['UNQUALIFIED', 'Unqualified'],
  ['ATTEMPTED_TO_CONTACT', 'Attempted to Contact'],
  ['CONNECTED', 'Connected'],
  ['BAD_TIMING', 'Bad Timing'],
]);

/** Kept by HubSpot from the engagements logged on the record. */
export const activityTimes: readonly DefaultProperty[] = [
  readOnly(datetime('notes_last_contacted', 'Last Contacted')),
  readOnly(datetime('notes_last_updated', 'Last Activity Date')),
];
