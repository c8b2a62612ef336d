import { choice, datetime, flag, number, readOnly, text, textArea, type DefaultProperty } from './default-property';
import { activityTimes, leadStatus, lifecycleStage } from './shared-default-properties';

/** Names from the vendor reference; labels as in the user interface. */
export const contactDefaults: readonly DefaultProperty[] = [
  text('email', 'Email'),
  text('hs_additional_emails', 'Additional email addresses'),
  text('firstname', 'First Name'),
  text('lastname', 'Last Name'),
  text('salutation', 'Salutation'),
  text('phone', 'Phone Number'),
  text('mobilephone', 'Mobile Phone Number'),
  text('company', 'Company Name'),
  text('jobtitle', 'Job Title'),
  text('job_function', 'Job Function'),
  text('seniority', 'Seniority'),
  text('website', 'Website URL'),
  text('industry', 'Industry'),
  text('annualrevenue', 'Annual Revenue'),
  text('numemployees', 'Number of Employees'),
  text('address', 'Street Address'),
  text('city', 'City'),
  text('state', 'State/Region'),
  text('zip', 'Postal Code'),
  text('country', 'Country/Region'),
  text('hs_country_region_code', 'Country/Region Code'),
  text('hs_language', 'Preferred language'),
  textArea('message', 'Message'),
  lifecycleStage,
  leadStatus,
  ...activityTimes,
  readOnly(choice('hs_analytics_source', 'Original Traffic Source', sources())),
  readOnly(choice('hs_latest_source', 'Latest Traffic Source', sources())),
  readOnly(text('hs_analytics_source_data_1', 'Original Traffic Source Drill-Down 1')),
  readOnly(datetime('hs_analytics_last_visit_timestamp', 'Time Last Seen')),
  readOnly(number('hs_analytics_num_page_views', 'Number of Pageviews')),
  readOnly(datetime('hs_email_last_open_date', 'Last marketing email open date')),
  readOnly(datetime('hs_email_last_click_date', 'Last marketing email click date')),
  flag('hs_email_optout', 'Unsubscribed from all email'),
  readOnly(datetime('recent_conversion_date', 'Recent Conversion Date')),
  readOnly(text('recent_conversion_event_name', 'Recent Conversion')),
  readOnly(number('num_conversion_events', 'Number of Form Submissions')),
  readOnly(number('num_unique_conversion_events', 'Number of Unique Forms Submitted')),
  datetime('closedate', 'Close Date'),
];

function sources(): string[] {
  return [
    'ORGANIC_SEARCH',
    'PAID_SEARCH',
    'EMAIL_MARKETING',
    'SOCIAL_MEDIA',
    'REFERRALS',
    'OTHER_CAMPAIGNS',
    'DIRECT_TRAFFIC',
    'OFFLINE',
    'PAID_SOCIAL',
  ];
}
